using Kube.Cel.Re2;

namespace Kube.Cel.Tests.Re2;

public sealed class Re2MatchTests
{
    [Theory]
    [InlineData("", "", "0-0")]
    [InlineData("", "abc", "0-0")]
    [InlineData("a", "banana", "1-2")]
    [InlineData("nan", "banana", "2-5")]
    [InlineData("a|ab", "ab", "0-1")]
    [InlineData("ab|a", "ab", "0-2")]
    [InlineData("a*", "aab", "0-2")]
    [InlineData("a*?", "aab", "0-0")]
    [InlineData("(?U)a+", "aab", "0-1")]
    [InlineData("(?U)a+?", "aab", "0-2")]
    [InlineData("a{2,3}", "aaaa", "0-3")]
    [InlineData("a{2,3}?", "aaaa", "0-2")]
    [InlineData("a{2,}", "baaaa", "1-5")]
    [InlineData("x{0}", "x", "0-0")]
    [InlineData("^a", "ba", null)]
    [InlineData("(?m)^a", "b\na", "2-3")]
    [InlineData("a$", "a\n", null)]
    [InlineData("(?m)a$", "a\n", "0-1")]
    [InlineData(@"a\z", "ba", "1-2")]
    [InlineData("a.b", "a\nb", null)]
    [InlineData("(?s)a.b", "a\nb", "0-3")]
    [InlineData("[^a]", "\n", "0-1")]
    [InlineData(@"\bfoo\b", "afoo foo.", "5-8")]
    [InlineData(@"\Bo\B", "foot o", "1-2")]
    [InlineData(@"\bé", "é", null)]
    [InlineData(@"é\b", "éa", "0-1")]
    [InlineData("(?i)straSSe", "xSTRASſe", "1-8")]
    [InlineData("(?i)k", "\u212A", "0-1")]
    [InlineData("(?i)[x-z]", "Y", "0-1")]
    [InlineData("(?i)a(?-i)b", "Ab", "0-2")]
    [InlineData("(?i)a(?-i)b", "AB", null)]
    [InlineData("(?i:a)b", "AB", null)]
    [InlineData(@"\d+", "x٣7", "2-3")]
    [InlineData(@"\w+", "é_a1", "1-4")]
    [InlineData(@"\s", "\v\u00A0\f", "2-3")]
    [InlineData("[[:space:]]", "\v", "0-1")]
    [InlineData("[[:^alpha:]]+", "ab12c", "2-4")]
    [InlineData(@"[^\W\d]+", "12ab_", "2-5")]
    [InlineData(@"[\D\d]", "\u2028", "0-1")]
    [InlineData(@"\Q.*\E+", "a.**", "1-4")]
    [InlineData("(|a)*", "aaa", "0-0")]
    [InlineData("(|a)+", "aaa", "0-0")]
    [InlineData("(a|)+", "aaa", "0-3")]
    [InlineData("(?:(?:^)*)*b", "ab", "1-2")]
    [InlineData("[^\\x00-\\x{10FFFF}]", "a", null)]
    [InlineData("a[^\\x00-\\x{10FFFF}]|b", "ab", "1-2")]
    [InlineData("abc|abd|b", "xabd", "1-4")]
    [InlineData("(?:a|b|[c-e]|é)+", "xbaécex", "1-6")]
    public void The_leftmost_match_of_the_first_alternative_is_found(string pattern, string text, string? span)
    {
        var match = Re2Regex.Parse(pattern).Find(text);
        Assert.Equal(span, match.Success ? $"{match.Index}-{match.End}" : null);
        Assert.Equal(span is not null, Re2Regex.Parse(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("(a)(b)?", "ac", "0-1 0-1 -")]
    [InlineData("(a|ab)(c|bcd)", "abcd", "0-4 0-1 1-4")]
    [InlineData("(a*)(a*)", "aaa", "0-3 0-3 3-3")]
    [InlineData("(a*?)(a*)", "aaa", "0-3 0-0 0-3")]
    [InlineData("(?:(a)|b)*", "aab", "0-3 1-2")]
    [InlineData("((a)|b)+", "ab", "0-2 1-2 0-1")]
    [InlineData("(a)|(b)", "b", "0-1 - 0-1")]
    [InlineData("(?P<k>[^=]+)=(?P<v>.*)", "x=1=2", "0-5 0-1 2-5")]
    [InlineData("(a){2}", "aaa", "0-2 1-2")]
    [InlineData("(a+)(b+)", "xxaabbb", "2-7 2-4 4-7")]
    [InlineData("(x)(y)", "xz", null)]
    public void Groups_hold_what_they_took_last(string pattern, string text, string? groups)
    {
        var match = Re2Regex.Parse(pattern).FindSubmatch(text);
        var actual = match is null ? null : string.Join(' ', match.Select(m => m.Success ? $"{m.Index}-{m.End}" : "-"));
        Assert.Equal(groups, actual);
    }

    [Theory]
    [InlineData("a", "banana", -1, "1-2 3-4 5-6")]
    [InlineData("a", "banana", 2, "1-2 3-4")]
    [InlineData("a", "banana", 0, "")]
    [InlineData("a*", "baac", -1, "0-0 1-3 4-4")]
    [InlineData("", "ab", -1, "0-0 1-1 2-2")]
    [InlineData("", "😀a", -1, "0-0 2-2 3-3")]
    [InlineData("x?", "xx", -1, "0-1 1-2")]
    [InlineData("^a", "aaa", -1, "0-1")]
    [InlineData("(?m)^", "a\nb", -1, "0-0 2-2")]
    [InlineData(@"\b", "ab c", -1, "0-0 2-2 3-3 4-4")]
    [InlineData("[a-z]+", "one, two", -1, "0-3 5-8")]
    [InlineData("$", "", -1, "0-0")]
    public void All_matches_follow_each_other_without_overlap(string pattern, string text, int limit, string spans)
    {
        var matches = Re2Regex.Parse(pattern).FindAll(text, limit);
        Assert.Equal(spans, string.Join(' ', matches.Select(m => $"{m.Index}-{m.End}")));
    }

    [Fact]
    public void A_match_can_be_cut_out_of_its_text()
    {
        var groups = Re2Regex.Parse("(b)(x)?").FindSubmatch("abc")!;
        Assert.Equal(["b", "b", ""], groups.Select(g => g.In("abc")));
    }

    [Theory]
    [InlineData(".", "😀", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[^a]$", "😁", true)]
    [InlineData(@"^\x{1F600}$", "😀", true)]
    [InlineData(@"^\p{So}$", "😀", true)]
    [InlineData(@"\p{Greek}", "abγ", true)]
    [InlineData(@"^\P{Greek}+$", "abγ", false)]
    [InlineData(@"^\p{Lu}\p{Ll}\p{Lt}$", "Ééǅ", true)]
    [InlineData(@"^\p{LC}+$", "Ééǅ", true)]
    [InlineData(@"^\pL+$", "aéжא中ʰ", true)]
    [InlineData(@"^\pN+$", "1٣Ⅷ½", true)]
    [InlineData(@"^\p{Nd}+$", "1٣½", false)]
    [InlineData(@"^\p{Han}$", "中", true)]
    [InlineData(@"^\p{uppercase letter}$", "Я", true)]
    [InlineData(@"^\p{Old_Italic}$", "\U00010300", true)]
    [InlineData(@"^\p{Cn}$", "\u0378", true)]
    [InlineData(@"^\p{Assigned}$", "\u0378", false)]
    [InlineData(@"^(?i)\p{Lu}$", "ж", true)]
    [InlineData(@"^(?i)\P{Lu}$", "ж", false)]
    [InlineData("(?i)^ΣΑΣ$", "ςασ", true)]
    [InlineData("(?i)^ꭰ$", "Ꭰ", true)]
    [InlineData("(?i)^\U00010400$", "\U00010428", true)]
    public void Unicode_is_read_by_rune(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Re2Regex.Parse(pattern).IsMatch(text));

    [Fact]
    public void Halves_of_surrogate_pairs_count_as_the_replacement_character()
    {
        // Not a theory: attributes are UTF-8 and cannot hold such text.
        (string Pattern, string Text, int Matches)[] cases =
        [
            (".", "\uD83D", 1),
            (".", "\uDE00\uD83D", 2),
            ("\uFFFD", "a\uD83Db\uDE00", 2),
            ("[\uFFFC-\uFFFE]x", "\uD83Dx", 1),
            ("x", "\uD83Dx\uDE00", 1),
            (@"\b", "\uD83Dx\uDE00", 2),
            ("", "\uDE00\uD83D\uDE00\uD83D", 4),
        ];
        foreach (var (pattern, text, matches) in cases)
        {
            var regex = Re2Regex.Parse(pattern);
            Assert.True(regex.IsMatch(text));
            Assert.Equal((pattern, matches), (pattern, regex.FindAll(text).Count));
        }
    }

    [Fact]
    public void Long_texts_give_the_same_matches_as_short_ones()
    {
        var regex = Re2Regex.Parse(@"(\w+)@(\w+)|(?P<n>x{2,3}?)\b");
        var padding = new string('-', 300_000);
        var near = regex.FindSubmatch("ab@c xxx")!;
        var far = regex.FindSubmatch(padding + "ab@c xxx")!;
        Assert.Equal(near.Select(g => g.Success ? g with { Index = g.Index + padding.Length } : g), far);
        Assert.Equal(regex.FindAll("ab@c xxx").Select(m => m.Index + padding.Length), regex.FindAll(padding + "ab@c xxx").Select(m => m.Index));
    }

    [Fact]
    public async Task One_expression_serves_many_threads()
    {
        var regex = Re2Regex.Parse(@"([a-z]+[0-9]+)\b|é+");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var text = "--" + new string((char)('a' + (i + seed) % 26), 1 + i % 7) + i;
                Assert.Equal(text.Substring(2), regex.Find(text).In(text));
                Assert.Equal(text.Substring(2), regex.FindSubmatch(text)![1].In(text));
                Assert.False(regex.IsMatch("12" + (char)('a' + i % 26)));
            }
        }, TestContext.Current.CancellationToken)));
    }
}
