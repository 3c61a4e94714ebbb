namespace Kube.Core.Tests;

public class SelectorTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("app=web", "app=web")]
    [InlineData("app==web", "app=web")]
    [InlineData(" app = web , tier!=db ", "app=web,tier!=db")]
    [InlineData("app in (b, a,b)", "app in (a,b)")]
    [InlineData("app notin(a)", "app notin (a)")]
    [InlineData("app,!legacy", "app,!legacy")]
    [InlineData("! legacy", "!legacy")]
    [InlineData("app=", "app=")]
    [InlineData("app=,tier=a", "app=,tier=a")]
    [InlineData("app in (,a)", "app in (,a)")]
    [InlineData("example.com/n>1,n<5", "example.com/n>1,n<5")]
    [InlineData("in in (in)", "in in (in)")]
    public void A_label_selector_is_read_and_written(string text, string written)
    {
        var selector = Selector.Parse(text);
        Assert.Equal(written, selector.ToString());
        Assert.Equal(selector, Selector.Parse(written));
    }

    [Theory]
    [InlineData(",")]
    [InlineData("a,")]
    [InlineData("a b")]
    [InlineData("a=b=c")]
    [InlineData("a in b")]
    [InlineData("a in (b")]
    [InlineData("a in ()x")]
    [InlineData("a>x")]
    [InlineData("!a=b")]
    [InlineData("-a=b")]
    [InlineData("a=b/c")]
    [InlineData("A.com/x=1")]
    [InlineData("=a")]
    [InlineData("a=b c")]
    public void A_text_that_is_no_label_selector_is_refused(string text)
    {
        Assert.False(Selector.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => Selector.Parse(text));
        Assert.StartsWith($"The label selector '{text}' is invalid: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app!=web", false)]
    [InlineData("absent!=web", true)]
    [InlineData("app in (api,web)", true)]
    [InlineData("app notin (api)", true)]
    [InlineData("absent notin (api)", true)]
    [InlineData("absent in (api)", false)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!absent", true)]
    [InlineData("n>4", true)]
    [InlineData("n>5", false)]
    [InlineData("n<6", true)]
    [InlineData("app>1", false)]
    [InlineData("absent<1", false)]
    [InlineData("app=web,n=5", true)]
    [InlineData("app=web,n=6", false)]
    public void A_label_selector_matches_as_a_server_does(string text, bool matches)
    {
        var labels = new Dictionary<string, string> { ["app"] = "web", ["n"] = "5" };
        Assert.Equal(matches, Selector.Parse(text).Matches(labels));
    }

    [Fact]
    public void Without_labels_only_absence_matches()
    {
        Assert.True(Selector.Parse("!a,b!=c").Matches((IReadOnlyDictionary<string, string>?)null));
        Assert.False(Selector.Parse("a").Matches((IReadOnlyDictionary<string, string>?)null));
    }

    [Fact]
    public void A_selector_object_says_the_same_as_a_query()
    {
        var selector = new LabelSelector
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = "web" },
            MatchExpressions = [new() { Key = "tier", Operator = "NotIn", Values = ["a", "b"] }, new() { Key = "old", Operator = "DoesNotExist" }],
        };
        Assert.Equal("app=web,tier notin (a,b),!old", selector.ToSelector().ToString());
        Assert.Equal("app=web,tier notin (a,b),!old", LabelSelector.From(selector.ToSelector()).ToSelector().ToString());
        Assert.Throws<ArgumentException>(() => new LabelSelector { MatchExpressions = [new() { Key = "a", Operator = "Above", Values = ["1"] }] }.ToSelector());
        Assert.Throws<ArgumentException>(() => LabelSelector.From("n>1"));
    }

    [Fact]
    public void One_key_with_two_values_survives_the_way_into_an_object() =>
        Assert.Equal("a=1,a in (2)", LabelSelector.From("a=1,a=2").ToSelector().ToString());

    [Theory]
    [InlineData("", "")]
    [InlineData("metadata.name=web", "metadata.name=web")]
    [InlineData("a==b,c!=d,", "a=b,c!=d")]
    [InlineData("a=", "a=")]
    [InlineData(@"a=x\,y\=z\\", @"a=x\,y\=z\\")]
    public void A_field_selector_is_read_and_written(string text, string written)
    {
        Assert.Equal(written, FieldSelector.Parse(text).ToString());
        Assert.Equal(FieldSelector.Parse(text), FieldSelector.Parse(written));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("=b")]
    [InlineData("a=b=c")]
    [InlineData(@"a=\x")]
    [InlineData(@"a=\")]
    public void A_text_that_is_no_field_selector_is_refused(string text)
    {
        Assert.False(FieldSelector.TryParse(text, out _));
        Assert.Throws<FormatException>(() => FieldSelector.Parse(text));
    }

    [Fact]
    public void A_field_selector_takes_an_absent_field_for_an_empty_one()
    {
        string? Field(string path) => path == "status.phase" ? "Running" : null;
        Assert.True(FieldSelector.Parse("status.phase=Running,spec.nodeName=").Matches(Field));
        Assert.False(FieldSelector.Parse("status.phase!=Running").Matches(Field));
        Assert.True(FieldSelector.Parse("spec.nodeName!=n1").Matches(Field));
    }

    [Theory]
    [InlineData("app", true)]
    [InlineData("example.com/app", true)]
    [InlineData("a_b.c-d", true)]
    [InlineData("", false)]
    [InlineData("a/b/c", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("-a", false)]
    [InlineData("a..b/c", false)]
    public void A_label_key_is_checked(string key, bool valid) => Assert.Equal(valid, LabelSyntax.FindKeyError(key) is null);

    [Fact]
    public void Names_of_label_keys_and_values_have_63_characters_at_most()
    {
        Assert.Null(LabelSyntax.FindKeyError(new string('a', 63)));
        Assert.NotNull(LabelSyntax.FindKeyError(new string('a', 64)));
        Assert.Null(LabelSyntax.FindValueError(new string('a', 63)));
        Assert.NotNull(LabelSyntax.FindValueError(new string('a', 64)));
    }
}
