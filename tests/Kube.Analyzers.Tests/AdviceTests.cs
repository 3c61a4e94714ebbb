using System.Globalization;
using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

/// <summary>A message says what to write in place of what is wrong.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData("self.min {|KUBE020:<|}", "the expression ends too early: write what comes after the operator")]
    [InlineData("self.min {|KUBE020:=|} 3", "to compare, write ==")]
    [InlineData("self.min =={|KUBE020:=|} 3", "write == or !=, with two characters")]
    [InlineData("self.min <{|KUBE020:>|} 3", "to compare, write !=")]
    [InlineData("self.min >{|KUBE020:>|} 3", "CEL has no shifts")]
    [InlineData("self.min > 1 {|KUBE020:and|} self.min < 3", "write &&")]
    [InlineData("self.name {|KUBE020:is|} null", "to compare, write ==; whether a field is there is said with has(…)")]
    [InlineData("(self.min > {|KUBE020:2|}", "a bracket is not closed: write ) where it ends")]
    [InlineData("self.name == {|KUBE020:'abc|}", "the text is not closed: write ' at its end")]
    [InlineData("self.min > 3 ? tru{|KUBE020:e|}", "write the other value behind a colon: condition ? value : other")]
    [InlineData("self.min > 3{|KUBE020:;|}", "a rule is one expression: leave the semicolon out")]
    [InlineData("{|KUBE021:!self.min|}", "the operator takes a bool; it is of type int: compare it, as in … > 0")]
    [InlineData("{|KUBE021:self.min == self.name|}", "both sides have to be of one type: convert one with int(…) or string(…)")]
    [InlineData("{|KUBE021:self.name != null|}", "whether an optional field is there is said with has(…)")]
    [InlineData("self.name.{|KUBE021:length|} > 1", "write size()")]
    [InlineData("self.name.{|KUBE021:length|}() > 1", "write size()")]
    [InlineData("self.min.{|KUBE021:value|} > 1", "it has no fields")]
    [InlineData("self.names.{|KUBE021:contains|}('a')", "whether something is in a list is said with: … in list")]
    [InlineData("{|KUBE021:size|}(self.min) > 1", "it is size(bytes) or size(list) or size(map) or size(string)")]
    [InlineData("{|KUBE021:min|} > 1", "did you mean 'self.min'?")]
    [InlineData("{|KUBE022:*self.min|}", "it is of type int: compare it, as in … > 0")]
    [InlineData("{|KUBE022:*self.name|}", "it is of type string: compare it, as in … != ''")]
    [InlineData("{|KUBE022:*self.names|}", "it is of type list(string): ask for its items, as in ….all(x, …), ….exists(x, …) or ….size() > 0")]
    [InlineData("{|KUBE022:*self|}", "it is an object: ask for one of its fields, as in has(….field) or ….field > 0")]
    public async Task A_rule_that_is_wrong_is_told_with_what_is_right(string rule, string advice)
    {
        // The whole literal is marked where no part of it is to blame.
        var literal = rule.StartsWith("{|KUBE022:*", StringComparison.Ordinal) ? rule.Replace("*", "\"", StringComparison.Ordinal).Replace("|}", "\"|}", StringComparison.Ordinal) : $"\"{rule}\"";
        await Ends(Things($"[Rule({literal})]"), advice);
    }

    [Theory]
    [InlineData("{|KUBE023:\"self.min\"|}", "it is of type int: write string(…)")]
    [InlineData("\"{|KUBE023:'a' + self.min|}\"", "both sides have to be of one type: convert one with string(…) or int(…)")]
    [InlineData("\"'a' {|KUBE023:+|}\"", "the expression ends too early: write what comes after the operator")]
    [InlineData("\"self.{|KUBE023:nmae|}\"", "did you mean 'name'?")]
    public Task A_message_expression_that_is_wrong_is_told_with_what_is_right(string expression, string advice) => Ends(Things($"[Rule(\"self.min > 1\", MessageExpression = {expression})]"), advice);

    [Theory]
    [InlineData("[Range(1, 10)] public int A { get; init; } = {|KUBE027:0|};", "write 1 or more, or change the schema")]
    [InlineData("[Range(1, 10, MaximumIsExclusive = true)] public int A { get; init; } = {|KUBE027:10|};", "write less than 10, or change the schema")]
    [InlineData("[MultipleOf(5)] public int A { get; init; } = {|KUBE027:3|};", "write a multiple of 5, or change the schema")]
    [InlineData("[MinLength(2)] public string A { get; init; } = {|KUBE027:\"a\"|};", "write at least 2 characters, or change the schema")]
    [InlineData("[MaxLength(1)] public string A { get; init; } = {|KUBE027:\"abc\"|};", "write at most 1 character, or change the schema")]
    [InlineData("[RegularExpression(\"[a-z]+\")] public string A { get; init; } = {|KUBE027:\"A\"|};", "write text that matches ^(?:[a-z]+)$, or change the schema")]
    [InlineData("[AllowedValues(\"x\", \"y\")] public string A { get; init; } = {|KUBE027:\"z\"|};", "write one of \"x\", \"y\", or change the schema")]
    [InlineData("[MinLength(1)] public IReadOnlyList<int> A { get; init; } = {|KUBE027:[]|};", "write at least 1 item, or change the schema")]
    [InlineData("[Format(\"ipv4\")] public string A { get; init; } = {|KUBE027:\"q\"|};", "write text of the format ipv4, or change the schema")]
    [InlineData("[DefaultJson({|KUBE027:\"3\"|})] public string A { get; init; } = \"\";", "write a value of JSON type 'string', or change the schema")]
    [InlineData("[DefaultJson({|KUBE027:\"{}\"|})] public Part A { get; init; } = new();", "write it into the default, since a server does not fill in what is inside first, or let the member be optional")]
    [InlineData("[{|KUBE010:MaxLength(10)|}] public int A { get; init; } = 1;", "[MaxLength] on 'A' says nothing about a value of JSON type 'integer': use [Range] or [AllowedValues]")]
    [InlineData("[{|KUBE010:Range(1, 2)|}] public string? A { get; init; }", "[Range] on 'A' says nothing about a value of JSON type 'string': use [MinLength] and [MaxLength], [RegularExpression] or [AllowedValues]")]
    [InlineData("[{|KUBE010:RegularExpression(\"a\")|}] public IReadOnlyList<string>? A { get; init; }", "[RegularExpression] on 'A' says nothing about a value of JSON type 'array': use [Items(Pattern = …)] for what is in it, [MinLength] and [MaxLength] for how much")]
    [InlineData("[{|KUBE010:Range(1, 2)|}] public IReadOnlyDictionary<string, int>? A { get; init; }", "[Range] on 'A' says nothing about a value of JSON type 'object': use [Values(Minimum = …, Maximum = …)] for what is in it, [MinLength] and [MaxLength] for how much")]
    [InlineData("[{|KUBE010:Items(MinLength = 2)|}] public IReadOnlyList<int>? A { get; init; }", "[Items] on 'A' says nothing about a value of JSON type 'integer': use [Items(Minimum = …, Maximum = …)]")]
    [InlineData("[{|KUBE010:MinLength(2)|}] public bool A { get; init; }", "[MinLength] on 'A' says nothing about a value of JSON type 'boolean': remove it, or write a [Rule]")]
    public Task A_member_that_is_wrong_is_told_with_what_is_right(string member, string advice) => Ends($$"""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec { {{member}} }
        public sealed record Part { [Required] public string Name { get; init; } = ""; }
        """, advice);

    [Theory]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".spec.siez\"|})", "PrinterColumn(\"A\", \".spec.size\")", "write \".spec.size\"")]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".sepc.prat.naem\"|})", "PrinterColumn(\"A\", \".spec.part.name\")", "write \".spec.part.name\"")]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".spec.colour\"|})", null, "the path '.spec.colour' of [PrinterColumn] is not in the schema: .spec has size, part, parts")]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".status.size\"|})", null, "the resource has spec, metadata")]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".spec.parts.name\"|})", null, ".spec.parts is a list; write .spec.parts[0] or .spec.parts[*] for what is in it")]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".spec.size.name\"|})", null, ".spec.size has nothing below it")]
    [InlineData("PrinterColumn(\"A\", {|KUBE011:\".spec.parts[*].naem\"|})", null, "write 'name' for 'naem'")]
    [InlineData("ExactlyOneOf({|KUBE016:\"Siez\"|}, nameof(ThingSpec.Part))", "ExactlyOneOf(nameof(Size), nameof(ThingSpec.Part))", "[ExactlyOneOf] names 'Siez', which is no member of the type: write nameof(Size)")]
    [InlineData("ExactlyOneOf({|KUBE016:\"Colour\"|}, nameof(ThingSpec.Part))", null, "write nameof of one of Size, Part, Parts")]
    public async Task A_name_that_nothing_has_is_told_with_the_one_that_was_meant(string attribute, string? mended, string advice)
    {
        static string Source(string attribute) => $$"""
            [CustomResource("example.com", "v1")]
            [{{attribute}}]
            public sealed record ThingSpec { public int? Size { get; init; } public Part? Part { get; init; } public IReadOnlyList<Part>? Parts { get; init; } }
            public sealed record Part { public string? Name { get; init; } }
            """;
        await Ends(Source(attribute), advice);
        if (mended is not null) await AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, NearestNameFix>(Source(attribute), Source(mended));
    }

    [Fact]
    public Task An_attribute_that_says_nothing_hides_nothing_else() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", ShortNames = [{|KUBE018:"Th"|}])]
        [AtMostOneOf(nameof(A), {|KUBE016:"C"|}), PrinterColumn("C", {|KUBE011:".spec.c"|})]
        public sealed record ThingSpec { [Range(1, 9), {|KUBE010:MaxLength(3)|}] public int A { get; init; } = {|KUBE027:10|}; }
        """);

    [Fact]
    public async Task Both_things_that_are_wrong_with_a_union_are_told()
    {
        var found = await AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
            [CustomResource("example.com", "v1")]
            public sealed record ThingSpec { public Source? Source { get; init; } }
            [JsonDerivedType(typeof(Git), "git"), JsonDerivedType(typeof(Http), "http")]
            public abstract record {|KUBE013:{|KUBE013:Source|}|};
            public sealed record Git : Source { public int At { get; init; } }
            public sealed record Http : Source { public string? At { get; init; } }
            """);
        Assert.Equal(
            [
                "The union 'Source' cannot be said in a schema: no rule can name the discriminator \"$type\"; set TypeDiscriminatorPropertyName, as in [JsonPolymorphic(TypeDiscriminatorPropertyName = \"kind\")]",
                "The union 'Source' cannot be said in a schema: the cases do not agree on what \"at\" is; give it one type and the same constraints in all of them, or another name in some",
            ],
            found.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    private static async Task Ends(string source, string advice) =>
        Assert.EndsWith(advice, Assert.Single(await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(source)).GetMessage(CultureInfo.InvariantCulture), StringComparison.OrdinalIgnoreCase);

    private static string Things(string attribute) => $$"""
        [CustomResource("example.com", "v1")]
        {{attribute}}
        public sealed record ThingSpec
        {
            public int Min { get; init; } = 1;
            [MaxLength(9)] public string Name { get; init; } = "a";
            [MaxLength(9), Items(MaxLength = 9)] public IReadOnlyList<string> Names { get; init; } = [];
        }
        """;
}
