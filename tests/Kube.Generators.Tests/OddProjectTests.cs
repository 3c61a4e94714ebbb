using Kube.Generators.Tests.Harness;

namespace Kube.Generators.Tests;

/// <summary>Code that nobody writes on purpose: it gets a diagnostic of ours or of the compiler, and never an exception or generated code that does not compile.</summary>
public sealed class OddProjectTests
{
    private const string Resource = "[CustomResource(\"example.com\", \"v1\")] ";

    [Theory]
    [InlineData("public record ThingSpec { public Item? A { get; init; } public ITEM? B { get; init; } } public record Item(int X); public record ITEM(int Y);", "names of types that differ in case")]
    [InlineData("public record ThingSpec; [CustomResource(\"example.org\", \"v1\")] public record THINGSpec;", "names of resources that differ in case")]
    [InlineData("public record ThingSpec; public static class V2 { [CustomResource(\"example.com\", \"v2\", Storage = true)] public record ThingSpec; }", "two resources with one name")]
    [InlineData("public record ThingSpec { public Pair<string?>? A { get; init; } public Pair<string>? B { get; init; } public Pair<string?>? C { get; init; } } public record Pair<T>(T One, T Two) where T : class?;", "null in one of two generic types")]
    [InlineData("public class ThingSpec : Dictionary<string, string>;", "a spec without a mapping")]
    [InlineData("public record ThingSpec { public Grow<int>? A { get; init; } } public record Grow<T>(Grow<Grow<T>> Next, T Value);", "generics that grow")]
    [InlineData("public record ThingSpec { public Shape? A { get; init; } } [JsonPolymorphic(TypeDiscriminatorPropertyName = \"kind\"), JsonDerivedType(typeof(Square), \"a\"), JsonDerivedType(typeof(Other), \"b\")] public abstract record Shape; public record Square(string Kind) : Shape; public record Other;", "a union of wrong cases")]
    [InlineData("public record ThingSpec { [JsonPropertyName(\"\\ud800\")] public int A { get; init; } [JsonInclude, JsonPropertyName(\"a\\udfff\")] public int B; public Odd C { get; init; } public Shape? D { get; init; } } public enum Odd { [JsonStringEnumMemberName(\"\\ud801\")] One, Two } [JsonPolymorphic(TypeDiscriminatorPropertyName = \"kind\"), JsonDerivedType(typeof(Square), \"\\ud802\"), JsonDerivedType(typeof(Round), \"round\")] public abstract record Shape; public record Square : Shape; public record Round : Shape;", "names that are no text")]
    [InlineData("[System.ComponentModel.Description(\"\\ud800\"), Rule(\"self.a != '\\ud800'\")] public record ThingSpec { public string A { get; init; } = \"x\\udc00\"; [AllowedValues(\"\\ud800\")] public string? B { get; init; } }", "texts that are no text")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] public record ThingSpec([property: System.Diagnostics.CodeAnalysis.Experimental(\"X2\")] int A) { [System.Diagnostics.CodeAnalysis.Experimental(\"X3\")] public Part? B { get; init; } public Pace C { get; init; } public Outer.Inner? D { get; init; } } [System.Diagnostics.CodeAnalysis.Experimental(\"X4\")] public record Part { [System.Diagnostics.CodeAnalysis.Experimental(\"X5\")] public Part(int x) { X = x; } public int X { get; init; } } public enum Pace { [System.Diagnostics.CodeAnalysis.Experimental(\"X6\")] Slow, Fast } [System.Diagnostics.CodeAnalysis.Experimental(\"X7\")] public class Outer { public record Inner(int Y); }", "what is experimental")]
    [InlineData("public class ThingSpec { [JsonInclude] private Hidden? A { get; init; } [Obsolete(\"gone\", true)] public int B { get; init; } private class Hidden; }", "what generated code cannot use")]
    public void Generated_code_compiles(string source, string what) => Assert.NotEmpty(Generated.From($"namespace Acme {{ {Resource}{source} }} // {what}").AssertCompiles().Sources);

    [Theory]
    [InlineData("public class Thing;", "the class of the same namespace")]
    [InlineData("public partial class Thing;", "the class of the same namespace")]
    [InlineData("public sealed record Thing;", "the record of the same namespace")]
    [InlineData("public partial record struct Thing;", "the record of the same namespace")]
    [InlineData("public enum Thing { A }", "the enum of the same namespace")]
    public void A_kind_that_is_called_as_another_type_is_refused(string other, string what)
    {
        var source = $"namespace Acme {{ {Resource}public record ThingSpec(int A); {other} }}";
        Assert.Empty(Incremental.Driver().RunGenerators(Compiling.Of(source)).GetRunResult().Results[0].GeneratedSources);
        FindingTests.Verify(source, $"ResourceSkipped@ThingSpec(ThingSpec, the generated type would be called Thing, as {what} is; make that a 'partial record', or set TypeName)");
    }

    [Theory]
    [InlineData("public sealed partial record Thing { public int Twice => Spec.A * 2; }")]
    [InlineData("public class Thing<T>;")]
    [InlineData("public static class Other { public class Thing; }")]
    public void A_part_of_the_kind_and_types_of_other_names_are_welcome(string other) =>
        Assert.NotEmpty(Generated.From($"namespace Acme {{ {Resource}public record ThingSpec(int A); {other} }}").AssertCompiles().Sources);

    [Fact]
    public void Identity_of_any_text_stays_inside_its_literals() =>
        Generated.From("[CustomResource(\"a\\nb<c>/@\", \"v\\\"1\", Plural = \"x\\u2028{}\", ShortNames = [\"\\n\"])] public record ThingSpec;", withLibraries: true).AssertCompiles();

    [Fact]
    public void Of_two_resources_with_one_name_the_first_is_generated()
    {
        var generated = Generated.From("namespace Acme { [CustomResource(\"example.com\", \"v1\", Kind = \"Thing\")] public record FirstSpec; [CustomResource(\"example.com\", \"v2\", Kind = \"Thing\")] public record SecondSpec; }");
        Assert.Contains("v1", generated.AssertCompiles().Source("Acme.Thing.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"v2\"", generated.Crds["things.example.com"], StringComparison.Ordinal);
    }
}
