using Kube.Cel.Re2;

namespace Kube.Cel.Tests.Re2;

/// <summary>Work is counted, not timed: arrows made by the automaton, instructions visited by the machine.</summary>
public sealed class Re2HostileTests
{
    [Theory]
    [InlineData("^(a*)*b$")]
    [InlineData("^(a+)+$b")]
    [InlineData("(a|aa)+$b")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x")]
    [InlineData("(a?){50}a{50}x")]
    [InlineData("((a{1,10}){1,10}){1,10}b")]
    [InlineData("(?:(?:(?:a*)*)*)*b")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void Work_grows_with_text_times_program_and_no_faster(string pattern)
    {
        var regex = Re2Regex.Parse(pattern);
        var program = regex.Program;
        foreach (var length in new[] { 100, 1000, 3000 })
        {
            var text = new string('a', length);
            var machine = new PikeVm(program);
            Assert.False(machine.Search(text, 0, program.Slots));
            Assert.InRange(machine.Steps, 1, 3L * (length + 1) * program.Code.Length);
            if (Backtracker.CanSearch(program, text, 0))
            {
                var backtracker = new Backtracker(program);
                Assert.False(backtracker.Search(text, 0, program.Slots));
                Assert.InRange(backtracker.Steps, 1, (long)(length + 1) * program.Code.Length);
            }
            Assert.False(regex.IsMatch(text));
            Assert.InRange(regex.Dfa!.ArrowsMade, 1, 4L * (length + 2));
        }
    }

    [Fact]
    public void Finding_all_matches_ends_where_every_match_looks_to_the_end()
    {
        const long Extra = 1_000_000;
        var regex = Re2Regex.Parse("a*b|a");
        Assert.True(regex.TryFindAll(new string('a', 300), -1, Extra, out var all, out _));
        Assert.Equal(300, all.Count);
        // Searching on regardless would take some hundred million steps; one search takes a few for each character.
        const int Length = 10_000;
        Assert.False(regex.TryFindAll(new string('a', Length), -1, Extra, out var some, out var beyond));
        Assert.InRange(beyond, Extra, Extra + 20 * Length);
        Assert.InRange(some.Count, 1, 100);
        Assert.True(Re2Regex.Parse("a").TryFindAll(new string('a', 10_000), -1, 0, out _, out _));
        Assert.True(Re2Regex.Parse("[ab]{3}").TryFindAll(new string('a', 30_000), -1, 0, out var triples, out var none));
        Assert.Equal((10_000, 0), (triples.Count, none));
    }

    [Fact]
    public void An_automaton_with_exponentially_many_states_stays_within_its_budget()
    {
        // Which of the last 14 runes were an a: 2^14 states, were they all kept.
        var regex = Re2Regex.Parse("a.{14}$");
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 60_000).Select(_ => random.Next(2) == 0 ? 'a' : 'b'));
        foreach (var last in new[] { 'a', 'b' })
        {
            var tail = last + new string('b', 14);
            Assert.Equal(last == 'a', regex.IsMatch(text + tail));
        }
        Assert.InRange(regex.Dfa!.ArrowsMade, 1, 2L * (text.Length + 17));
    }

    [Fact]
    public void A_program_too_large_for_an_automaton_still_matches()
    {
        var regex = Re2Regex.Parse("^(?:[a-f]{100}){10}(?:x{1000}){1}(?:y?){1000}[0-9]{1000}z");
        Assert.NotNull(regex.Dfa);
        var large = Re2Regex.Parse("^" + string.Concat(Enumerable.Repeat("(?:[ab]{10}){100}", 25)) + "$");
        Assert.Null(large.Dfa);
        Assert.True(large.IsMatch(string.Concat(Enumerable.Repeat("ab", 12_500))));
        Assert.False(large.IsMatch("c" + string.Concat(Enumerable.Repeat("ab", 12_499))));
    }

    [Fact]
    public void Many_different_classes_do_not_blow_up_the_alphabet()
    {
        var pattern = string.Concat(Enumerable.Range(0x4E00, 3000).Select(c => $"[^{(char)c}]"));
        var regex = Re2Regex.Parse(pattern);
        Assert.Null(regex.Dfa);
        Assert.True(regex.IsMatch(new string('x', 3000)));
        Assert.False(regex.IsMatch(new string('x', 2999)));
    }

    [Fact]
    public void A_class_that_is_used_over_and_over_costs_one_kind()
    {
        var regex = Re2Regex.Parse(@"^\pL{200}[\pN-]{200}\PL*$");
        Assert.True(regex.IsMatch(new string('ж', 200) + new string('½', 200) + "!"));
        Assert.False(regex.IsMatch(new string('ж', 200) + new string('½', 200) + "ж"));
    }

    [Fact]
    public void Random_bytes_as_an_expression_give_a_regex_or_the_declared_error()
    {
        var random = new Random(11);
        const string Alphabet = @"()[]{}|*+?.^$\-,:<>=!?PiQEzAbBdwspLnx0179 aé😀";
        for (var i = 0; i < Rounds.Or(5_000); i++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            if (Re2Regex.TryParse(pattern, out var regex, out var error))
            {
                var found = regex.Find("ab 10-é😀\uD800");
                Assert.Equal(found.Success, regex.IsMatch("ab 10-é😀\uD800"));
            }
            else
            {
                Assert.InRange(error.Position, 0, pattern.Length);
                Assert.Contains(error.Fragment, pattern);
            }
        }
    }
}
