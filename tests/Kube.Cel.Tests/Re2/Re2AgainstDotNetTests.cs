using System.Text.RegularExpressions;
using Kube.Cel.Re2;

namespace Kube.Cel.Tests.Re2;

/// <summary>Random expressions of the subset that RE2 and .NET read alike, on random texts, judged by .NET's own engines.</summary>
public sealed class Re2AgainstDotNetTests
{
    private const string Letters = "ab0_ -";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_NonBacktracking_matches_is_matched_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Rounds.Or(80); i++)
        {
            var pattern = new RandomPattern(random).Next(4);
            Regex judge;
            try
            {
                judge = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }
            catch (NotSupportedException)
            {
                continue; // .NET refuses automata over its own size.
            }
            var regex = Re2Regex.Parse(pattern);
            for (var t = 0; t < 8; t++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Letters[random.Next(Letters.Length)]));
                Assert.True(judge.IsMatch(text) == regex.IsMatch(text), $"IsMatch of /{pattern}/ on '{text}'");
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Matches_and_groups_lie_where_the_backtracking_engine_finds_them(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Rounds.Or(300); i++)
        {
            var source = new RandomPattern(random);
            var pattern = source.Next(3);
            if (source.LoopsOverEmpty)
            {
                // Which way an empty round goes is where .NET differs lawfully; our own machines may not.
                AssertMachinesAgree(Re2Regex.Parse(pattern), "ab0_ -ab");
                continue;
            }
            var judge = new Regex(pattern, RegexOptions.CultureInvariant);
            var regex = Re2Regex.Parse(pattern);
            for (var t = 0; t < 6; t++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => Letters[random.Next(Letters.Length)]));
                var expected = judge.Match(text);
                var found = regex.FindSubmatch(text);
                AssertMachinesAgree(regex, text);
                var expectedGroups = expected.Success
                    ? string.Join(' ', expected.Groups.Values.Select(g => g.Success ? $"{g.Index}+{g.Length}" : "-")) : null;
                var foundGroups = found is null ? null : string.Join(' ', found.Select(g => g.Success ? $"{g.Index}+{g.Length}" : "-"));
                Assert.True(expectedGroups == foundGroups, $"/{pattern}/ on '{text}': {expectedGroups}, found {foundGroups}");
            }
        }
    }

    /// <summary>Small texts go to the backtracker; the Pike machine must find the same.</summary>
    private static void AssertMachinesAgree(Re2Regex regex, string text)
    {
        var pike = new PikeVm(regex.Program);
        var backtracker = new Backtracker(regex.Program);
        var found = pike.Search(text, 0, regex.Program.Slots);
        Assert.Equal(found, backtracker.Search(text, 0, regex.Program.Slots));
        if (found)
            Assert.Equal(pike.Found, backtracker.Found);
    }

    private sealed class RandomPattern(Random random)
    {
        internal bool LoopsOverEmpty { get; private set; }

        internal string Next(int depth) => Node(depth).Text;

        private (string Text, bool Nullable) Node(int depth)
        {
            if (depth == 0)
                return Leaf();
            switch (random.Next(6))
            {
                case 0:
                    return Leaf();
                case 1:
                    {
                        var parts = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Node(depth - 1)).ToArray();
                        return ($"(?:{string.Join('|', parts.Select(p => p.Text))})", parts.Any(p => p.Nullable));
                    }
                case 2:
                    {
                        var inner = Node(depth - 1);
                        return ($"({inner.Text})", inner.Nullable);
                    }
                case 3:
                    {
                        var inner = Node(depth - 1);
                        var min = random.Next(3);
                        var (suffix, least) = random.Next(6) switch
                        {
                            0 => ("*", 0),
                            1 => ("+", 1),
                            2 => ("?", 0),
                            3 => ($"{{{min}}}", min),
                            4 => ($"{{{min},}}", min),
                            _ => ($"{{{min},{min + random.Next(3)}}}", min),
                        };
                        LoopsOverEmpty |= inner.Nullable;
                        return ($"(?:{inner.Text}){suffix}{(random.Next(4) == 0 ? "?" : "")}", least == 0 || inner.Nullable);
                    }
                default:
                    {
                        var parts = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Node(depth - 1)).ToArray();
                        return (string.Concat(parts.Select(p => p.Text)), parts.All(p => p.Nullable));
                    }
            }
        }

        private (string Text, bool Nullable) Leaf() => random.Next(16) switch
        {
            0 => ("[ab]", false),
            1 => ("[^a]", false),
            2 => (@"\d", false),
            3 => (@"\w", false),
            4 => (@"\S", false),
            5 => (".", false),
            6 => ("(?:^)", true),
            7 => (@"(?:\z)", true),
            8 => (@"(?:\b)", true),
            9 => (@"(?:\B)", true),
            10 => ("[a-z0-9]", false),
            11 => ("(?i:A)", false),
            _ => (Letters[random.Next(Letters.Length)].ToString(), false),
        };
    }
}
