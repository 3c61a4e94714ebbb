using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

public sealed class ResourceAnalyzerTests
{
    [Fact]
    public Task A_class_that_maps_cleanly_is_silent() => Silent("""
            /// <summary>Text.</summary>
            [MinLength(1), MaxLength(64)] public required string Title { get; init; }
            [Range(1, 10)] public int Replicas { get; init; } = 1;
            public IReadOnlyDictionary<string, string>? Labels { get; init; }
            public IReadOnlyList<DateTimeOffset>? Times { get; init; }
        """);

    [Fact]
    public Task An_abstract_type_without_discriminator_is_an_untagged_union() => Verify("""
            public required Source {|KUBE017:Source|} { get; init; }
        """, """
        public abstract record Source;
        public sealed record GitSource(string Url) : Source;
        """,
        "'Source' is of type 'Source', which is abstract and says nothing of its cases: add [JsonPolymorphic] and [JsonDerivedType(typeof(…), \"…\")] to 'Source', or make each case an optional member and group them with [ExactlyOneOf]");

    [Fact]
    public Task The_same_union_with_a_discriminator_is_silent() => Silent("""
            public required Source Source { get; init; }
        """, """
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(GitSource), "Git")]
        public abstract record Source;
        public sealed record GitSource(string Url) : Source;
        """);

    [Fact]
    public Task Typed_extension_data_beside_properties_is_a_flattened_dictionary() => Verify("""
            public string? Name { get; init; }
            [JsonExtensionData] public Dictionary<string, string>? {|KUBE002:Others|} { get; set; }
        """, "",
        "Extension data 'Others' of type 'Dictionary<string, string>' stands beside properties, which an API server refuses: use JsonElement values, or give the entries a property of their own");

    [Fact]
    public Task Untyped_extension_data_is_silent() => Silent("""
            public string? Name { get; init; }
            [JsonExtensionData] public Dictionary<string, System.Text.Json.JsonElement>? Others { get; set; }
        """);

    [Fact]
    public Task The_fix_of_a_flattened_dictionary_keeps_its_values_as_they_are() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, FlattenedDictionaryFix>(
        Source("""
            public string? Name { get; init; }
            [JsonExtensionData] public Dictionary<string, string>? {|KUBE002:Others|} { get; set; }
        """),
        Source("""
            public string? Name { get; init; }
            [JsonExtensionData] public Dictionary<string, System.Text.Json.JsonElement>? Others { get; set; }
        """));

    [Theory]
    [InlineData("(string Host, int Port)")]
    [InlineData("Action")]
    [InlineData("int[,]")]
    [InlineData("System.IO.Stream")]
    [InlineData("Type")]
    public Task A_type_without_a_place_in_a_schema_is_unsupported(string type) => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source($$"""
            public required {{type}} {|KUBE003:Value|} { get; init; }
        """));

    [Fact]
    public Task A_type_that_contains_itself_is_told_with_its_path() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public Node? Root { get; init; }
        """, """
        public sealed record Node
        {
            public IReadOnlyList<Node>? {|KUBE005:Children|} { get; init; }
        }
        """));

    [Fact]
    public Task Two_members_with_one_name_collide() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public string? Url { get; init; }
            public string? {|KUBE006:URL|} { get; init; }
        """));

    [Fact]
    public Task A_flags_enum_is_refused() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public Access {|KUBE008:Access|} { get; init; }
        """, "[Flags] public enum Access { Read = 1, Write = 2 }"));

    [Fact]
    public Task An_initialiser_that_is_no_constant_is_an_info() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public string Token { get; init; } = {|KUBE009:Guid.NewGuid().ToString()|};
        """));

    [Fact]
    public Task A_constraint_on_the_wrong_type_is_told() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            [{|KUBE010:MaxLength(10)|}] public int Count { get; init; }
        """));

    [Fact]
    public Task What_two_resources_share_is_reported_once() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")] public sealed record OneSpec { public Shared? Shared { get; init; } }
        [CustomResource("example.com", "v1")] public sealed record TwoSpec { public Shared? Shared { get; init; } }
        public sealed record Shared { public Action? {|KUBE003:Do|} { get; init; } }
        """);

    private static string Source(string members, string types = "") => $$"""
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
        {{members}}
        }
        {{types}}
        """;

    private static Task Silent(string members, string types = "") => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source(members, types));

    private static Task Verify(string members, string types, params string[] messages) => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(Source(members, types), messages);
}
