using System.Text.RegularExpressions;
using Kube.Cel.Re2;

namespace Kube.Cel.Tests.Re2;

public sealed class DotNetDialectTests
{
    [Theory]
    [InlineData("a(?=b)", "LookAhead 1+3")]
    [InlineData("a(?!b)", "LookAhead 1+3")]
    [InlineData("(?<=a)b", "LookBehind 0+4")]
    [InlineData("(?<!a)b", "LookBehind 0+4")]
    [InlineData("(?>a)", "AtomicGroup 0+3")]
    [InlineData("(a)?(?(1)b|c)", "Conditional 4+3")]
    [InlineData("(?<o>a)(?<-o>b)", "BalancingGroup 7+6")]
    [InlineData("(?'n'a)", "QuotedGroupName 0+3")]
    [InlineData("a(?#note)b", "Comment 1+3")]
    [InlineData("(?ix-s)a b", "Option 3+1")]
    [InlineData(@"(a)\1", "BackReference 3+2")]
    [InlineData(@"(?<n>a)\k<n>", "BackReference 7+2")]
    [InlineData(@"a\Z", "EndBeforeNewline 1+2")]
    [InlineData(@"\Ga", "ContiguousMatch 0+2")]
    [InlineData(@"\u0041", "UnicodeEscape 0+6")]
    [InlineData(@"\cA\e", "ControlEscape 0+3, ControlEscape 3+2")]
    [InlineData(@"[\b]", "Backspace 1+2")]
    [InlineData("[a-z-[aeiou]]x$", "ClassSubtraction 4+2, EndAnchor 14+1")]
    [InlineData(@"\p{IsGreek}", "UnicodeBlock 0+11")]
    [InlineData("a{5,1001}", "RepeatCount 1+8")]
    [InlineData(@"\d\W\s\b", "DigitClass 0+2, WordClass 2+2, SpaceClass 4+2, WordBoundary 6+2")]
    [InlineData(@"[]$(]\$[$\]]", "")]
    [InlineData(@"\A(?i:a{2,3})(?<name>\p{L})[^\n]\012{x}(?:b)\z", "")]
    public void Constructs_of_dotnet_alone_are_pointed_at(string pattern, string gaps)
    {
        _ = new Regex(pattern);
        Assert.Equal(gaps, string.Join(", ", DotNetDialect.Gaps(pattern).Select(g => $"{g.Kind} {g.Position}+{g.Length}")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_gap_has_advice_and_silent_ones_are_accepted_by_RE2(DialectGapKind kind)
    {
        Assert.EndsWith(".", new DialectGap(kind, 0, 1).Advice);
        Assert.Equal(kind is DialectGapKind.EndAnchor or DialectGapKind.DigitClass or DialectGapKind.WordClass
            or DialectGapKind.SpaceClass or DialectGapKind.WordBoundary, new DialectGap(kind, 0, 1).IsSilent);
    }

    public static TheoryData<DialectGapKind> Kinds() => new(Enum.GetValues<DialectGapKind>());

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?<=a)")]
    [InlineData("(?>a)")]
    [InlineData("(?'n'a)")]
    [InlineData("(?#a)")]
    [InlineData("(?x)a")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\Z")]
    [InlineData(@"\u0041")]
    [InlineData(@"\e")]
    [InlineData(@"[\b]")]
    [InlineData(@"\p{IsGreek}")]
    [InlineData("a{1001}")]
    public void What_is_not_silent_RE2_refuses(string pattern)
    {
        Assert.False(Assert.Single(DotNetDialect.Gaps(pattern)).IsSilent);
        Assert.False(Re2Regex.TryParse(pattern, out _, out _));
    }
}
