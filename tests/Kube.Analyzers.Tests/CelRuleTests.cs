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
    [InlineData("{|KUBE021:Elsewhere.Bad|}")]
    [InlineData("$\"self.{|KUBE021:mni|} > {Zero}\"")]
    [InlineData("$\"{Start}self.{|KUBE021:mni|} > {Zero}\"")]
    [InlineData("$\"self.{{|KUBE021:nameof(Min)|}} > {Zero}\"")]
    [InlineData("\"self.\" + {|KUBE021:nameof(ThingSpec.Min)|} + \" > 0\"")]
    [InlineData("$\"{{1: 'a\\t\\u0041'}}[1] == self.{|KUBE021:nmae|} || self.min > {Zero}\"")]
    [InlineData("$@\"self.name == \"\"a\"\" || {{1: 2}}[1] > self.{|KUBE021:mni|} + {Zero}\"")]
    [InlineData("$$\"\"\"{1: \"a\"}[1] == self.{|KUBE021:nmae|} || self.min > {{Zero}}\"\"\"")]
    [InlineData("{|KUBE021:\"self.m\" + \"ni > 0\"|}")]
    public Task The_mark_finds_its_characters_in_every_kind_of_text(string text) => Rule(text);

    [Fact]
    public Task The_mark_finds_its_characters_in_raw_text_of_several_lines() => Rule("\"\"\"\n        self.min > 0 &&\n\n          self.{|KUBE021:mni|} > 0\n        \"\"\", Message = \"m\"");

    [Fact]
    public Task The_mark_finds_its_characters_in_interpolated_raw_text_of_several_lines() => Rule("$\"\"\"\n        self.min > {Zero} &&\n          self.{|KUBE021:mni|} > {Zero}\n          && self.max > 0\n        \"\"\", Message = \"m\"");

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
    public async Task A_message_expression_over_budget_names_the_bound_that_is_missing() => await AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        [Rule("self.count > 0", MessageExpression = {|KUBE023:"self.names.filter(n, self.names.exists_one(m, m == n))[0] + ' stands alone'"|})]
        public sealed record ThingSpec { public required int Count { get; init; } public required IReadOnlyList<string> Names { get; init; } }
        """,
        "The message expression cannot be used: estimated messageExpression cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared); spec.names needs maxItems (at most 200); spec.names[*] needs maxLength (at most 200)");

    [Theory]
    [InlineData("\"self.min > 0\", Message = {|KUBE026:\" \"|}")]
    [InlineData("\"self.min > 0\", Message = {|KUBE026:\"a\\nb\"|}")]
    [InlineData("\"self.min > 0\", MessageExpression = {|KUBE026:\" \"|}")]
    [InlineData("\"self.min > 0\", OptionalOldSelf = {|KUBE026:true|}")]
    [InlineData("\"self.min > 0\", FieldPath = {|KUBE026:\".names[0]\"|}")]
    public Task A_setting_that_a_server_refuses_is_marked_at_its_argument(string arguments) => Rule(arguments);

    [Fact]
    public Task A_rule_of_several_lines_without_a_message_is_marked_at_its_attribute() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(
        Source("\"self.min >\\n 0\"").Replace("[Rule(\"self.min >\\n 0\")]", "[{|KUBE026:Rule(\"self.min >\\n 0\")|}]", StringComparison.Ordinal));

    [Fact]
    public Task Rules_are_read_wherever_they_can_stand() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
        [ResourceRule("self.spec.size <= self.status.{|KUBE021:siez|}")]
        public sealed record ThingSpec([Rule("{|KUBE021:slef|} > 0")] int Size, [property: Rule("self > {|KUBE021:oldSlef|}")] int Other) : Base
        {
            [ItemRule("{|KUBE021:slef|} > 0"), MaxLength(10)] public IReadOnlyList<int>? Sizes { get; init; }
            [ValueRule("{|KUBE021:slef|} > 0"), MaxLength(10)] public IReadOnlyDictionary<string, int>? Named { get; init; }
            [MaxLength(10)] public IReadOnlyList<Item>? Items { get; init; }
            [MaxLength(10)] public IReadOnlyDictionary<string, Entry>? Entries { get; init; }
            public Level Level { get; init; }
        }
        [Rule("self.{|KUBE021:nmae|} != ''")] public abstract record Base { [MaxLength(5)] public string? Name { get; init; } }
        [Rule("self.{|KUBE021:vlaue|} > 0")] public sealed record Item { public int Value { get; init; } }
        [Rule("self.{|KUBE021:vlaue|} > 0")] public sealed class Entry { [Rule("{|KUBE021:self > 'a'|}")] public int Value { get; set; } }
        [Rule("self.{|KUBE021:vlaue|} > 0")] public readonly record struct Level(int Value);
        [Rule("self.{|KUBE021:vlaue|} > 0")] public sealed record ThingStatus { public int Size { get; init; } public int Value { get; init; } }
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
        internal static class Elsewhere { public const string Bad = "self.min > 0 && self.mni > 0"; }
        """;

    [Fact]
    public Task A_constant_of_another_file_is_marked_by_its_name_where_the_rule_stands() => AnalyzerTest.VerifyBesideAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        [Rule({|KUBE021:Texts.Bad|})]
        [Rule(Texts.Good + "self.{|KUBE021:mni|} > 0")]
        [Rule(Texts.Good + {|KUBE021:Texts.Bad|} + " && true")]
        [Rule({|KUBE021:Texts.Start + "ni > 0"|})]
        [Rule("self.min > 0", Message = Texts.Bad, MessageExpression = {|KUBE023:Texts.Bad|})]
        public sealed record ThingSpec { public int Min { get; init; } = 1; }
        """, """internal static class Texts { public const string Good = "self.min > 0 && ", Bad = "self.mni > 0", Start = "self.m"; }""");
}
