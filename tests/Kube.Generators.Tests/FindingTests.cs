using Kube.Generators.Parsing;
using Kube.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Tests;

/// <summary>What the parser finds in code that has no mapping, or a surprising one: rule, place and arguments.</summary>
public sealed class FindingTests
{
    [Theory]
    [InlineData("public System.IO.Stream? Data { get; init; }", "UnsupportedType@System.IO.Stream(Data, Stream, byte[])")]
    [InlineData("public (int A, int B) Pair { get; init; }", "UnsupportedType@(int A, int B)(Pair, (int A, int B), a record)")]
    [InlineData("public System.Int128 Big { get; init; }", "UnsupportedType@System.Int128(Big, Int128, long, or string with [RegularExpression(\"-?[0-9]+\")])")]
    [InlineData("public System.Collections.IDictionary? Map { get; init; }", "UnsupportedType@System.Collections.IDictionary(Map, IDictionary, IReadOnlyDictionary<string, T>)")]
    [InlineData("public int[,]? Grid { get; init; }", "UnsupportedType@int[,](Grid, int[*,*], lists of lists, such as IReadOnlyList<IReadOnlyList<int>>)")]
    [InlineData("public Queue<int>? Line { get; init; }", "UnsupportedType@Queue<int>(Line, Queue<int>, IReadOnlyList<int>)")]
    [InlineData("public System.Collections.Concurrent.ConcurrentDictionary<string, int>? Map { get; init; }", "UnsupportedType@System.Collections.Concurrent.ConcurrentDictionary<string, int>(Map, ConcurrentDictionary<string, int>, IReadOnlyDictionary<string, T>)")]
    [InlineData("public Func<int>? Make { get; init; }", "UnsupportedType@Func<int>(Make, Func<int>, [JsonIgnore] to leave it out, since it is no data)")]
    [InlineData("public System.Threading.Tasks.Task<int>? Later { get; init; }", "UnsupportedType@System.Threading.Tasks.Task<int>(Later, Task<int>, 'int' itself)")]
    [InlineData("public dynamic? Any { get; init; }", "UnsupportedType@dynamic(Any, dynamic, JsonElement)")]
    [InlineData("public IShape? Shape { get; init; }\n} public interface IShape {", "UntaggedUnion@IShape(Shape, IShape)")]
    [InlineData("public Base? Shape { get; init; }\n} public abstract record Base {", "UntaggedUnion@Base(Shape, Base)")]
    [InlineData("public int A { get; init; } = 1;\n[JsonExtensionData] public Dictionary<string, string>? Rest { get; init; }", "FlattenedDictionary@Rest(Rest, Dictionary<string, string>)")]
    [InlineData("public Node? Node { get; init; }\n} public sealed record Node { public IReadOnlyList<Node>? Children { get; init; }", "RecursiveType@Node(Children, Children)")]
    [InlineData("public A? First { get; init; }\n} public sealed record A { public B? Second { get; init; }\n} public sealed record B { public A? Third { get; init; }", "RecursiveType@A(Third, Second.Third)")]
    [InlineData("public int Size { get; init; } = 1;\n[JsonPropertyName(\"size\")] public int Other { get; init; } = 1;", "NameCollision@Other(Other, Size, size, JsonPropertyName)")]
    [InlineData("public Odd? Odd { get; init; }\n} [Flags] public enum Odd { A = 1, B = 2", "FlagsEnum@Odd(Odd, Odd)")]
    [InlineData("public string Stamp { get; init; } = Guid.NewGuid().ToString();", "DefaultNotConstant@Guid.NewGuid().ToString()(Stamp, Guid.NewGuid().ToString())")]
    [InlineData("[Range(1, 2)] public string Text { get; init; } = \"\";", "ConstraintDoesNotApply@Range(1, 2)(Range, Text, a value of JSON type 'string', use [MinLength] and [MaxLength], [RegularExpression] or [AllowedValues])")]
    [InlineData("[MinLength(1)] public int Count { get; init; } = 1;", "ConstraintDoesNotApply@MinLength(1)(MinLength, Count, a value of JSON type 'integer', use [Range] or [AllowedValues])")]
    [InlineData("[DefaultJson(\"{\")] public int? Count { get; init; }", "InvalidJson")]
    [InlineData("[RawSchema(\"{\\\"kind\\\":1}\")] public int? Count { get; init; }", "InvalidJson")]
    [InlineData("public int Sum => 1;", "ReadOnlyMember@Sum(Sum)")]
    [InlineData("public System.UInt128? Big { get; init; }", "UnsupportedType@System.UInt128(Big, UInt128, long, or string with [RegularExpression(\"[0-9]+\")])")]
    [InlineData("public System.Numerics.BigInteger? Big { get; init; }", "UnsupportedType@System.Numerics.BigInteger(Big, BigInteger, long, or string with [RegularExpression(\"-?[0-9]+\")])")]
    [InlineData("public nint? Small { get; init; }", "UnsupportedType@nint(Small, nint, long)")]
    [InlineData("public nuint? Small { get; init; }", "UnsupportedType@nuint(Small, nuint, long)")]
    [InlineData("public Tree? Tree { get; init; }\n} public class Tree : List<Tree> {", "UnsupportedType@Tree(Tree, Tree, IReadOnlyList<T> or IReadOnlyDictionary<string, T>; in a record of its own where there are other members)")]
    [InlineData("public Forest? Forest { get; init; }\n} public class Forest : Dictionary<string, Forest> {", "UnsupportedType@Forest(Forest, Forest, IReadOnlyList<T> or IReadOnlyDictionary<string, T>; in a record of its own where there are other members)")]
    [InlineData("public Node? Node { get; init; }\n} public sealed record Node { public IReadOnlyDictionary<string, Node[]>? Named { get; init; }", "RecursiveType@Node(Named, Named)")]
    [InlineData("public Dictionary<System.Net.IPAddress, int>? Map { get; init; }", "UnsupportedKey@System.Net.IPAddress(Map, IPAddress)")]
    [InlineData("public Dictionary<object, int>? Map { get; init; }", "UnsupportedKey@object(Map, object)")]
    [InlineData("[JsonConverter(typeof(C))] public Version? V { get; init; }\n} public class C : JsonConverter<Version> { public override Version Read(ref Utf8JsonReader r, Type t, JsonSerializerOptions o) => new(1, 0); public override void Write(Utf8JsonWriter w, Version v, JsonSerializerOptions o) => w.WriteNumberValue(1);", "ConverterWithoutSchema@V(V, C)")]
    [InlineData("public U? U { get; init; }\n} [JsonDerivedType(typeof(V), 1)] public abstract record U; public sealed record V : U {", "InvalidUnionCase UntaggedUnion")]
    public void Members_that_have_no_mapping(string members, string expected) => Verify($"[CustomResource(\"example.com\", \"v1\")] public sealed record ThingSpec {{ {members} }}", expected);

    [Theory]
    [InlineData("[CustomResource(\"\", \"v1\")] public record ThingSpec;", "ResourceSkipped@ThingSpec(ThingSpec, group and version are needed; write [CustomResource(\"example.com\", \"v1\")])")]
    [InlineData("[CustomResource(\"example.com\", \"v1\")] public record ThingSpec<T>;", "ResourceSkipped@ThingSpec(ThingSpec, a spec cannot be generic; mark a class that derives from ThingSpec<…> with its type arguments)")]
    [InlineData("[CustomResource(\"example.com\", \"v1\")] public abstract record ThingSpec;", "ResourceSkipped@ThingSpec(ThingSpec, a spec has to be a type with values; remove 'abstract', or mark a type that derives from it)")]
    [InlineData("[CustomResource(\"example.com\", \"v1\")] file record ThingSpec;", "ResourceSkipped@ThingSpec(ThingSpec, generated code cannot see a file-local type; remove 'file')")]
    [InlineData("[CustomResource(\"example.com\", \"v1\")] public record Thing;", "ResourceSkipped@Thing(Thing, the generated type would be called Thing, too; name the class ThingSpec or set Kind)")]
    [InlineData("[CustomResource(\"example.com\", \"v1\")] public record TypeSpec;", "ResourceSkipped@TypeSpec(TypeSpec, the generated type would be called Type, as one of its members is; set TypeName)")]
    [InlineData("public class Outer { [CustomResource(\"example.com\", \"v1\", Status = typeof(State))] public record ThingSpec; private record State; }", "ResourceSkipped@ThingSpec(ThingSpec, generated code cannot see the type of its status; make that internal or public)")]
    [InlineData("[CustomResource(\"example.com\", \"v1\", Kind = \"a-b\")] public record ThingSpec;", "ResourceSkipped@ThingSpec(ThingSpec, the kind \"a-b\" is no C# name; set TypeName)")]
    [InlineData("[CustomResource(\"example.com\", \"v1\"), PrinterColumn(\"A\", \".spec.none\")] public record ThingSpec;", "PathDoesNotResolve@\".spec.none\"(PrinterColumn, .spec.none, .spec has nothing below it)")]
    [InlineData("[CustomResource(\"example.com\", \"v1\"), ExactlyOneOf(\"None\")] public record ThingSpec;", "UnknownMember@\"None\"(ExactlyOneOf, None, it has none)")]
    public void Classes_that_have_no_mapping(string source, string expected) => Verify(source, expected);

    [Fact]
    public void Good_classes_have_no_findings() => Verify(Samples.Document, "");

    [Theory]
    [InlineData("Box<Box<T>>? Next")]
    [InlineData("Box<T[]>? Next")]
    [InlineData("IReadOnlyList<Box<IReadOnlyList<T>>>? Next")]
    [InlineData("IReadOnlyDictionary<string, Box<T?>>? Next", "struct")]
    public void Growing_generics_end_with_the_path(string member, string constraint = "notnull")
    {
        var findings = Parse($"[CustomResource(\"example.com\", \"v1\")] public sealed record ThingSpec {{ public Box<int>? Box {{ get; init; }} }} public sealed record Box<T> where T : {constraint} {{ public {member} {{ get; init; }} }}");
        var finding = findings.First(finding => finding.Rule is FindingRule.RecursiveType or FindingRule.UnsupportedType);
        Assert.StartsWith("Box.Next", finding.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_generator_says_nothing_of_a_class_that_it_skips()
    {
        const string Bad = "[CustomResource(\"example.com\", \"v1\")] public record Thing;";
        Assert.Empty(Incremental.Driver().RunGenerators(Compiling.Of(Bad)).GetRunResult().Diagnostics);
        Verify(Bad, "ResourceSkipped");
    }

    [Fact]
    public void Identity_that_is_no_text_is_refused() => Verify("[CustomResource(\"example.\\ud800\", \"v1\")] public record ThingSpec;", "ResourceSkipped");

    /// <summary>Whether the parser finds this: rules alone, or with places and arguments where there is an <c>@</c>.</summary>
    internal static void Verify(string source, string expected)
    {
        var findings = Parse(source);
        var full = string.Join(" ", findings.Select(finding => $"{finding.Rule}@{Text(finding.Location)}({string.Join(", ", finding.Arguments)})"));
        var short_ = string.Join(" ", findings.Select(finding => finding.Rule));
        Assert.Equal(expected, expected.Contains('@', StringComparison.Ordinal) || expected.Length == 0 ? full : short_);
    }

    private static Finding[] Parse(string source)
    {
        var compilation = Compiling.Of(source);
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == "Source.cs");
        var model = compilation.GetSemanticModel(tree);
        var spec = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(node => (INamedTypeSymbol)model.GetDeclaredSymbol(node)!)
            .First(symbol => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CustomResourceAttribute"));
        var attribute = spec.GetAttributes().Single(attribute => attribute.AttributeClass?.Name == "CustomResourceAttribute");
        var findings = new Findings(true);
        ResourceParser.Parse(spec, attribute, compilation, findings, CancellationToken.None);
        return [.. findings.ToImmutable()];
    }

    private static string Text(Location location) => location.SourceTree!.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length);
}
