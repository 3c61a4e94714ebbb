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
            public required {|KUBE017:Source|} Source { get; init; }
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
            public required {|KUBE003:{{type}}|} Value { get; init; }
            public IReadOnlyList<{|KUBE003:{{type}}|}>? Listed { get; init; }
        """));

    [Fact]
    public Task A_type_that_contains_itself_is_told_with_its_path() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public Node? Root { get; init; }
        """, """
        public sealed record Node
        {
            public IReadOnlyList<{|KUBE005:Node|}>? Children { get; init; }
        }
        """));

    [Fact]
    public Task Two_members_with_one_name_collide() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public string? Url { get; init; }
            public string? {|KUBE006:URL|} { get; init; }
        """));

    [Fact]
    public Task A_flags_enum_is_refused() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("""
            public {|KUBE008:Access|} Access { get; init; }
        """, "[Flags] public enum Access { Read = 1, Write = 2 }"));

    [Fact]
    public Task A_member_that_generated_code_cannot_use_is_told() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public class ThingSpec
        {
            [JsonInclude] private string? {|KUBE049:A|} { get; init; }
            [JsonInclude] protected string? {|KUBE049:B|} { get; init; }
            public string? {|KUBE049:C|} { private get; init; }
            [JsonInclude] internal string? D { get; init; }
            [JsonInclude] protected internal string? E { get; init; }
            [JsonInclude] public string? F { get; private init; }
            [Obsolete("gone", error: true)] public string? {|KUBE049:H|} { get; init; }
            [Obsolete("soon")] public string? I { get; init; }
            [JsonIgnore, Obsolete("gone", error: true)] public string? J { get; init; }
            private string? G { get; init; }
        }
        """);

    [Fact]
    public Task A_class_that_gets_no_resource_is_told() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")] public record {|KUBE001:Thing|};
        [CustomResource("example.com", "v1")] public class {|KUBE001:OtherSpec|}<T>;
        #pragma warning disable KUBE001
        [CustomResource("example.com", "v1", Kind = "Third")] public record Third;
        """);

    [Fact]
    public Task The_type_is_marked_where_it_is_written() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        using Done = System.Action;

        [CustomResource("example.com", "v1")]
        public record ThingSpec(IReadOnlyDictionary<string, IReadOnlyList<{|KUBE003:System.Action|}>>? Nested, IReadOnlyDictionary<{|KUBE015:Key|}, string>? Keyed, {|KUBE003:Done|}? Aliased)
        {
            public Box<Action>? Boxed { get; init; }
            [JsonInclude] public {|KUBE003:Func<int>|}? Field;
        }

        public record Box<T>
        {
            public {|KUBE003:T|}? Content { get; init; }
        }

        public sealed record Key(string A, string B);
        """);

    [Fact]
    public Task A_private_converter_or_case_is_told() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        [CustomResource("example.com", "v1")]
        public class ThingSpec
        {
            [RawSchema("{}"), JsonConverter({|KUBE003:typeof(Hidden)|})] public Version? A { get; init; }
            [RawSchema("{}"), JsonConverter(typeof(Seen))] public Version? B { get; init; }
            public Shape? C { get; init; }

            private sealed class Hidden : Seen;
            internal class Seen : JsonConverter<Version>
            {
                public override Version? Read(ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options) => null;
                public override void Write(System.Text.Json.Utf8JsonWriter writer, Version value, System.Text.Json.JsonSerializerOptions options) { }
            }
        }

        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), {|KUBE013:JsonDerivedType(typeof(Square), "square")|}, JsonDerivedType(typeof(Round), "round")]
        public abstract class Shape
        {
            private sealed class Square : Shape;
            internal sealed class Round : Shape;
        }
        """);

    [Theory]
    [InlineData("JsonDerivedType(typeof(A), \"a\"), {|KUBE013:JsonDerivedType(typeof(B), \"a\")|}", "", "two cases have the discriminator \"a\"; give one of them another")]
    [InlineData("JsonDerivedType(typeof(A), \"a\"), {|KUBE013:JsonDerivedType(typeof(A), \"b\")|}", "", "A is a case twice; remove one of the attributes")]
    [InlineData("JsonDerivedType(typeof(A), \"a\"), {|KUBE013:JsonDerivedType(typeof(Other), \"b\")|}", "", "Other does not derive from it; let it, or remove the attribute")]
    [InlineData("JsonDerivedType(typeof(A), \"a\"), {|KUBE013:JsonDerivedType(typeof(B), 2)|}", "", "the discriminator of B has to be a string; write [JsonDerivedType(typeof(B), \"B\")]")]
    [InlineData("JsonDerivedType(typeof(A), \"a\")", "{|KUBE013:Clash|}", "Clash has a member that is called \"kind\" in JSON, as the discriminator is; remove it, or set TypeDiscriminatorPropertyName")]
    public Task A_case_of_a_union_that_cannot_be_used_is_told(string cases, string clash, string reason) => Verify(
        "public Shape? S { get; init; }",
        $$"""
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind"), {{cases}}{{(clash.Length == 0 ? "" : ", JsonDerivedType(typeof(Clash), \"clash\")")}}] public abstract record Shape;
        public sealed record A(int Side) : Shape;
        public sealed record B(int Side) : Shape;
        public sealed record Other;
        public sealed record {{(clash.Length == 0 ? "Clash" : clash)}}(string Kind) : Shape;
        """,
        $"The union 'Shape' cannot be said in a schema: {reason}");

    [Fact]
    public Task Two_values_of_an_enum_with_one_text_are_told() => Verify(
        "public Mode? A { get; init; }", "public enum Mode { [JsonStringEnumMemberName(\"x\")] One, [JsonStringEnumMemberName(\"x\")] {|KUBE006:Two|}, x = One }",
        "'Two' and 'One' are both 'x' in JSON: give one of them another [JsonStringEnumMemberName]");

    [Fact]
    public Task A_generic_type_that_grows_is_told() => Verify(
        "public Grow<int>? A { get; init; }", "public record Grow<T> { public {|KUBE005:Grow<Grow<T>>|}? Next { get; init; } public {|KUBE005:T|}? Value { get; init; } }",
        "'Next' makes its type contain itself (A.Next.Next…), and a structural schema has no references: put [PreserveUnknownFields] on 'Next' to keep what is below unchecked, or declare one type a level",
        "'Value' makes its type contain itself (Next.Value), and a structural schema has no references: put [PreserveUnknownFields] on 'Value' to keep what is below unchecked, or declare one type a level");

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
        public sealed record Shared { public {|KUBE003:Action|}? Do { get; init; } }
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
