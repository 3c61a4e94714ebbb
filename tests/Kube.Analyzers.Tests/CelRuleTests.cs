using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

public sealed class CelRuleTests
{
    [Fact]
    public Task Good_rules_are_silent_wherever_they_stand() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        [Rule("self.min <= self.max", FieldPath = ".min", Message = "m")]
        [ResourceRule("self.metadata.name.startsWith('a') && has(self.spec)")]
        public sealed record ThingSpec
        {
            public required int Min { get; init; }
            public required int Max { get; init; }
            [Rule("self == oldSelf", MessageExpression = "'not ' + self"), MaxLength(10)] public required string Name { get; init; }
            [ItemRule("self.size() > 1"), MaxLength(10), Items(MaxLength = 10)] public required IReadOnlyList<string> Names { get; init; }
            [ValueRule("self > 1"), MaxLength(10)] public required IReadOnlyDictionary<string, int> Sizes { get; init; }
        }
        """);

    [Fact]
    public Task Syntax_is_marked_where_reading_stopped() => Rule(
        "\"self.min {|KUBE020:)|} < 1\"");

    [Fact]
    public Task Syntax_that_ends_too_soon_is_marked_at_its_last_character() => Rule("\"self.min {|KUBE020:<|}\"");

    [Fact]
    public async Task A_misspelt_field_is_marked_and_the_nearest_named() => await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(
        Source("\"self.{|KUBE021:mni|} <= self.max\""),
        "The CEL rule does not fit its schema: undefined field 'mni'; did you mean 'min'?");

    [Theory]
    [InlineData("@\"self.name == \"\"a\"\" || self.{|KUBE021:mni|} > 0\"")]
    [InlineData("\"self.name == \\\"\\u0061\\x62\\U0001F600\\\" || self.{|KUBE021:mni|} > 0\"")]
    [InlineData("\"\"\"self.name == \"a\" || self.{|KUBE021:mni|} > 0\"\"\"")]
    [InlineData("\"self.min > 0 && \" + \"self.{|KUBE021:mni|} > 0\"")]
    [InlineData("(\"self.{|KUBE021:mni|} > \" + Zero)")]
    [InlineData("Start + \"self.{|KUBE021:mni|} > 0\"")]
    [InlineData("{|KUBE021:Bad|}")]
    [InlineData("{|KUBE021:\"self.m\" + \"ni > 0\"|}")]
    public Task The_mark_finds_its_characters_in_every_kind_of_text(string text) => Rule(text);

    [Fact]
    public Task The_mark_finds_its_characters_in_raw_text_of_several_lines() => Rule("\"\"\"\n        self.min > 0 &&\n\n          self.{|KUBE021:mni|} > 0\n        \"\"\", Message = \"m\"");

    [Fact]
    public Task A_rule_that_is_no_bool_is_marked_whole() => Rule("{|KUBE022:\"self.min\"|}");

    [Theory]
    [InlineData("\"self.min > 0\", MessageExpression = \"'a' + self.{|KUBE023:nmae|}\"")]
    [InlineData("\"self.min > 0\", MessageExpression = {|KUBE023:\"self.min\"|}")]
    public Task A_message_expression_is_marked_in_its_own_text(string arguments) => Rule(arguments);

    [Fact]
    public async Task A_rule_over_budget_names_the_bound_that_is_missing()
    {
        var found = await AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
            [CustomResource("example.com", "v1")]
            public sealed record ThingSpec
            {
                [Rule({|KUBE024:"self.all(a, self.exists_one(b, a == b))"|})] public required IReadOnlyList<string> Names { get; init; }
                [Rule("self.all(a, self.exists_one(b, a == b))"), MaxLength(10), Items(MaxLength = 10)] public required IReadOnlyList<string> Few { get; init; }
            }
            """);
        Assert.Contains("spec.names needs maxItems", found[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_transition_rule_on_items_is_marked() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            [ItemRule({|KUBE025:"self == oldSelf"|}), MaxLength(10), Items(MaxLength = 10)] public required IReadOnlyList<string> Names { get; init; }
        }
        """);

    [Fact]
    public Task A_field_path_that_leads_nowhere_is_marked() => Rule("\"self.min > 0\", FieldPath = {|KUBE026:\".mni\"|}");

    [Fact]
    public Task A_rule_of_a_case_of_a_union_is_marked_in_its_own_text() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec { public required Source Source { get; init; } }
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(GitSource), "Git")]
        public abstract record Source;
        [Rule("self.{|KUBE021:ulr|}.size() < 10")] public sealed record GitSource : Source { [MaxLength(100)] public required string Url { get; init; } }
        """);

    [Fact]
    public Task What_two_resources_share_is_told_once() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")] public sealed record OneSpec { public Shared? Shared { get; init; } }
        [CustomResource("example.com", "v1")] public sealed record TwoSpec { public Shared? Shared { get; init; } }
        [Rule("self.{|KUBE021:siez|} > 0")] public sealed record Shared { public int Size { get; init; } }
        """);

    [Fact]
    public Task The_fix_writes_the_nearest_name() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, NearestNameFix>(
        Source("@\"self.{|KUBE021:mni|} <= self.{|KUBE021:mxa|}\""),
        Source("@\"self.min <= self.max\""));

    [Fact]
    public Task The_fix_of_a_read_only_member_leaves_it_out_of_json() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, ReadOnlyMemberFix>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            public required string Host { get; init; }
            /// <summary>Text.</summary>
            public string {|KUBE014:Url|} => "https://" + Host;
            public string {|KUBE014:Other|} => "http://" + Host;
        }
        """, """
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            public required string Host { get; init; }
            /// <summary>Text.</summary>
            [JsonIgnore]
            public string Url => "https://" + Host;
            [JsonIgnore]
            public string Other => "http://" + Host;
        }
        """);

    [Fact]
    public async Task What_a_server_refuses_and_nothing_else_explains_stands_at_the_argument() => await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Plural = {|KUBE018:"Things"|})]
        public sealed record ThingSpec { public required int Min { get; init; } }
        """,
        "An API server refuses the CustomResourceDefinition: spec.names.plural: Invalid value: \"Things\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");

    [Fact]
    public async Task A_rule_the_parser_made_is_the_servers_verdict() => await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec { public required IReadOnlyList<Item> Items { get; init; } }
        public sealed record Item { [{|KUBE018:Immutable|}] public required int Size { get; init; } }
        """,
        "An API server refuses the CustomResourceDefinition: spec.validation.openAPIV3Schema.properties[spec].properties[items].items.properties[size].x-kubernetes-validations[0].rule: Invalid value: \"self == oldSelf\": oldSelf cannot be used on the uncorrelatable portion of the schema within spec.validation.openAPIV3Schema.properties[spec].properties[items]");

    private static Task Rule(string arguments) => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source(arguments));

    private static string Source(string arguments) => $$"""
        [CustomResource("example.com", "v1")]
        [Rule({{arguments}})]
        public sealed record ThingSpec
        {
            public required int Min { get; init; }
            public required int Max { get; init; }
            [MaxLength(10)] public required string Name { get; init; }
            private const string Zero = "0";
            private const string Start = "self.min > 0 && ";
            private const string Bad = "self.mni > 0";
        }
        """;
}
