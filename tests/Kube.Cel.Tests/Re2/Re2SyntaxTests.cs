using Kube.Cel.Re2;

namespace Kube.Cel.Tests.Re2;

public sealed class Re2SyntaxTests
{
    [Theory]
    [InlineData("(", "missing closing ): `(`", 0)]
    [InlineData("a(b(c)", "missing closing ): `a(b(c)`", 1)]
    [InlineData("a)b", "unexpected ): `a)b`", 1)]
    [InlineData("*", "missing argument to repetition operator: `*`", 0)]
    [InlineData("a|+?", "missing argument to repetition operator: `+?`", 2)]
    [InlineData("(?i)*", "missing argument to repetition operator: `*`", 4)]
    [InlineData("({2})", "missing argument to repetition operator: `{2}`", 1)]
    [InlineData("xa**", "invalid nested repetition operator: `**`", 2)]
    [InlineData("a*?+", "invalid nested repetition operator: `*?+`", 1)]
    [InlineData("a{2}{3}", "invalid nested repetition operator: `{2}{3}`", 1)]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`", 1)]
    [InlineData("a{3,2}", "invalid repeat count: `{3,2}`", 1)]
    [InlineData("a{1,99999999999}", "invalid repeat count: `{1,99999999999}`", 1)]
    [InlineData("((a{100}){10}){2}", "invalid repeat count: `{2}`", 14)]
    [InlineData("[a", "missing closing ]: `[a`", 0)]
    [InlineData("x[]a", "missing closing ]: `[]a`", 1)]
    [InlineData("[z-a]", "invalid character class range: `z-a`", 1)]
    [InlineData("[[:nope:]]", "invalid character class range: `[:nope:]`", 1)]
    [InlineData(@"\p{Nope}", @"invalid character class range: `\p{Nope}`", 0)]
    [InlineData(@"[\pX]", @"invalid character class range: `\pX`", 1)]
    [InlineData(@"\p", @"invalid character class range: `\p`", 0)]
    [InlineData(@"\pé", @"invalid character class range: `\pé`", 0)]
    [InlineData(@"\p{L", @"invalid character class range: `\p{L`", 0)]
    [InlineData(@"a\q", @"invalid escape sequence: `\q`", 1)]
    [InlineData(@"\é", @"invalid escape sequence: `\é`", 0)]
    [InlineData(@"(a)\1", @"invalid escape sequence: `\1`", 3)]
    [InlineData(@"a\Z", @"invalid escape sequence: `\Z`", 1)]
    [InlineData(@"\u0041", @"invalid escape sequence: `\u`", 0)]
    [InlineData(@"\C", @"invalid escape sequence: `\C`", 0)]
    [InlineData(@"\x4", @"invalid escape sequence: `\x4`", 0)]
    [InlineData(@"\x{110000}", @"invalid escape sequence: `\x{110000`", 0)]
    [InlineData(@"\x{}", @"invalid escape sequence: `\x{}`", 0)]
    [InlineData(@"ab\", "trailing backslash at end of expression: ``", 2)]
    [InlineData("a(?=b)", "invalid or unsupported Perl syntax: `(?=`", 1)]
    [InlineData("(?!b)", "invalid or unsupported Perl syntax: `(?!`", 0)]
    [InlineData("(?>b)", "invalid or unsupported Perl syntax: `(?>`", 0)]
    [InlineData("(?i-)", "invalid or unsupported Perl syntax: `(?i-)`", 0)]
    [InlineData("(?i--s)", "invalid or unsupported Perl syntax: `(?i--`", 0)]
    [InlineData("(?x)", "invalid or unsupported Perl syntax: `(?x`", 0)]
    [InlineData("(?", "invalid or unsupported Perl syntax: `(?`", 0)]
    [InlineData("(?<=b)", "invalid named capture: `(?<=b)`", 0)]
    [InlineData("(?<n", "invalid named capture: `(?<n`", 0)]
    [InlineData("(?P<>a)", "invalid named capture: `(?P<>`", 0)]
    [InlineData("(?P<a-b>c)", "invalid named capture: `(?P<a-b>`", 0)]
    public void A_faulty_expression_is_refused_with_the_text_Go_gives(string pattern, string error, int position)
    {
        Assert.False(Re2Regex.TryParse(pattern, out var regex, out var actual));
        Assert.Null(regex);
        Assert.Equal(("error parsing regexp: " + error, position), (actual.Message, actual.Position));
        var thrown = Assert.Throws<Re2SyntaxException>(() => Re2Regex.Parse(pattern));
        Assert.Equal((actual, actual.Message), (thrown.Error, thrown.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a||b")]
    [InlineData("(|a)*")]
    [InlineData("()")]
    [InlineData("(?:)")]
    [InlineData("^*")]
    [InlineData("(a*)*")]
    [InlineData("a{,2}")]
    [InlineData("a{2")]
    [InlineData("a{02}")]
    [InlineData("{")]
    [InlineData("a}")]
    [InlineData("]")]
    [InlineData("[]a]")]
    [InlineData("[a-]")]
    [InlineData("[-a]")]
    [InlineData("[[:word:]-]")]
    [InlineData(@"[\]]")]
    [InlineData(@"[\d-z]")]
    [InlineData("[[:alpha]")]
    [InlineData("(?i)(?s-i:a)(?-s)")]
    [InlineData("(?ims-U:a)")]
    [InlineData(@"\Q(*\E+")]
    [InlineData(@"\Qa")]
    [InlineData(@"\_\-\/\ ")]
    [InlineData(@"\x{10FFFF}\x7F\07\123")]
    [InlineData(@"\p{Lu}\pN\p{^Greek}\P{^Han}\p{Old_Italic}\p{Any}")]
    [InlineData("((a{100}){10}){1}")]
    [InlineData("(x{0}){1000}")]
    [InlineData("a*(?i)*")]
    public void Odd_but_lawful_expressions_are_accepted(string pattern) =>
        Assert.Equal(pattern, Re2Regex.Parse(pattern).Pattern);

    [Fact]
    public void Groups_are_numbered_by_their_opening_parentheses()
    {
        var regex = Re2Regex.Parse("(?P<year>[0-9]+)-((?<day>x)|(?:y))");
        Assert.Equal([null, "year", null, "day"], regex.GroupNames);
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(100_000, false)]
    public void Nesting_ends_at_1000_levels(int groups, bool accepted)
    {
        var pattern = new string('(', groups) + "a" + new string(')', groups);
        Assert.Equal(accepted, Re2Regex.TryParse(pattern, out var regex, out var error));
        if (accepted)
            Assert.True(regex!.IsMatch("bab"));
        else
            Assert.Equal((Re2ErrorCode.NestingDepth, pattern), (error!.Code, error.Fragment));
    }

    [Fact]
    public void Nesting_of_repetitions_counts_too()
    {
        // x, then group and star by turns: (((x)*)*)*
        var pattern = string.Concat(Enumerable.Repeat("(?:", 1000)) + "x" + string.Concat(Enumerable.Repeat(")*", 1000));
        Assert.False(Re2Regex.TryParse(pattern, out _, out var error));
        Assert.Equal(Re2ErrorCode.NestingDepth, error.Code);
    }

    [Fact]
    public void A_program_over_128_MiB_is_too_large()
    {
        Assert.False(Re2Regex.TryParse(string.Concat(Enumerable.Repeat("(?:xx){1000}", 1700)), out _, out var error));
        Assert.Equal("expression too large", error.Message.Substring(22, 20));
        Assert.True(Re2Regex.TryParse(string.Concat(Enumerable.Repeat("(?:xx){1000}", 1600)), out _, out _));
    }

    [Fact]
    public void Half_a_surrogate_pair_in_an_expression_is_the_replacement_character()
    {
        var regex = Re2Regex.Parse("^\uD83D[\uDE00]$");
        Assert.True(regex.IsMatch("\uFFFD\uFFFD"));
        Assert.True(regex.IsMatch("\uD83Dx".Substring(0, 1) + "\uD83D"));
        Assert.False(regex.IsMatch("\uD83D\uDE00"));
    }
}
