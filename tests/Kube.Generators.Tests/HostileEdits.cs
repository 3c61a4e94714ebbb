using System.Collections.Immutable;
using Kube.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Tests;

/// <summary>A project whose resource takes its meaning from many files, and edits that change that meaning without touching the resource's file.</summary>
internal static class HostileEdits
{
    private static readonly MetadataReference Speeds = Reference("namespace Acme.Resources; public class Speed;");

    public static Project Project() => Harness.Project.Of(
        ("Thing.cs", """
            using Acme.Shared;
            using static Acme.Shared.Limits;
            using Size = Acme.Shared.Extent;
            namespace Acme.Resources;

            [CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
            public partial class ThingSpec : ThingBase
            {
                public Mode Mode { get; init; } = Mode.Slow;
                [MaxLength(Longest)] public string Name { get; init; } = Fallback;
                public Size? Size { get; init; }
                public IReadOnlyList<Part> Parts { get; init; } = [];
                public Shared.Part? Spare { get; init; }
                public int Count { get; init; } = Acme.Numbers.Count;
                public Animal? Animal { get; init; }
                public Box<Mode>? Boxed { get; init; }
                public Speed? Pace { get; init; }
                public string Word { get; init; } = Greeting;
                public string Open { get; init; } = Extra;
            }

            public class ThingStatus { public Phase? Phase { get; init; } }
            """),
        ("Base.cs", "namespace Acme.Resources; public abstract class ThingBase : ThingRoot { public bool Enabled { get; init; } }"),
        ("Root.cs", "namespace Acme.Resources; public abstract class ThingRoot { public string? Owner { get; init; } }"),
        ("Mode.cs", "namespace Acme.Shared; /// <summary>How fast.</summary>\npublic enum Mode { Slow, Fast }"),
        ("Limits.cs", "namespace Acme.Shared; public static class Limits { public const int Longest = Numbers.Most; public const string Fallback = \"none\"; }"),
        ("Numbers.cs", "namespace Acme; public static class Numbers { public const int Count = 3, Most = 64; }"),
        ("Extent.cs", "namespace Acme.Shared; public record Extent(int Width, int Height);"),
        ("Part.cs", "namespace Acme.Shared; public partial class Part { public string? Label { get; init; } }"),
        ("One.cs", "namespace Acme.Shared; partial class Part { public int One { get; init; } }"),
        ("Two.cs", "namespace Acme.Shared; partial class Part { public int Two { get; init; } }"),
        ("Animal.cs", """
            namespace Acme.Shared;
            [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")] [JsonDerivedType(typeof(Cat), "cat")] [JsonDerivedType(typeof(Dog), "dog")]
            public abstract record Animal;
            """),
        ("Animals.cs", "namespace Acme.Shared; public record Cat(int Lives) : Animal; public record Dog(bool Barks) : Animal;"),
        ("Box.cs", "namespace Acme.Shared; public class Box<T> where T : struct { public T Value { get; init; } }"),
        ("Phase.cs", "namespace Acme.Resources; public enum Phase { Pending, Ready }"),
        ("Globals.cs", "global using static Acme.Elsewhere.Texts;"),
        ("Texts.cs", "namespace Acme.Elsewhere; public static class Texts { public const string Greeting = \"hello\"; }"),
        ("Elsewhere.cs", "namespace Acme.Elsewhere; public class Service { public int Mode; public int Part() { var longest = 1; return longest; } }"));

    /// <summary>Each changes what is generated.</summary>
    public static readonly ImmutableSortedDictionary<string, Func<Project, Project>> All = new Dictionary<string, Func<Project, Project>>
    {
        ["a type called as the resource is"] = project => project.Write("Taken.cs", "namespace Acme.Resources; public class Thing;"),
        ["a type of the same name, nearer"] = project => project.Write("Nearer.cs", "namespace Acme.Resources; public enum Mode { Near }"),
        ["a type of the same name in a base class"] = project => project.Write("Base.cs", "namespace Acme.Resources; public abstract class ThingBase : ThingRoot { public enum Mode { Inherited } }"),
        ["a type of the same name in the root class"] = project => project.Write("Root.cs", "namespace Acme.Resources; public abstract class ThingRoot { public enum Phase { No } public enum Mode { Root } }"),
        ["a type of the same name in another part"] = project => project.Write("Another.cs", "namespace Acme.Resources; partial class ThingSpec { public enum Mode { Mine } }"),
        ["another part with a member"] = project => project.Write("Member.cs", "namespace Acme.Resources; partial class ThingSpec { public int More { get; init; } }"),
        ["another part of a nested type"] = project => project.Write("MorePart.cs", "namespace Acme.Shared; partial class Part { public int More { get; init; } }"),
        ["another part that brings a base class"] = project => project.Write("PartBase.cs", "namespace Acme.Shared; partial class Part : Labelled; public class Labelled { public int Weight { get; init; } }"),
        ["another part that writes itself"] = project => project.Write("Self.cs", """
            namespace Acme.Shared;
            partial class Part : IKubeJson<Part>
            {
                static Part IKubeJson<Part>.ReadJson(ref Utf8JsonReader reader) => new();
                static void IKubeJson<Part>.WriteJson(KubeJsonWriter writer, Part value) => writer.WriteNullValue();
            }
            """),
        ["a member of the base class"] = project => project.Write("Base.cs", "namespace Acme.Resources; public abstract class ThingBase : ThingRoot { public bool? Enabled { get; init; } }"),
        ["another base class of the base class"] = project => project.Write("Base.cs", "namespace Acme.Resources; public abstract class ThingBase { public bool Enabled { get; init; } }"),
        ["a member of an enum"] = project => project.Write("Mode.cs", "namespace Acme.Shared; public enum Mode { Slow, Fast, Faster }"),
        ["a comment of an enum"] = project => project.Write("Mode.cs", "namespace Acme.Shared; /// <summary>The pace.</summary>\npublic enum Mode { Slow, Fast }"),
        ["an enum that becomes a class"] = project => project.Write("Mode.cs", "namespace Acme.Shared; public class Mode { public int Slow { get; init; } }"),
        ["a type that moves to a namespace nobody uses"] = project => project.Write("Mode.cs", "namespace Acme.Elsewhere; public enum Mode { Slow, Fast }"),
        ["a type that goes"] = project => project.Remove("Phase.cs"),
        ["a constant"] = project => project.Write("Limits.cs", "namespace Acme.Shared; public static class Limits { public const int Longest = Numbers.Most; public const string Fallback = \"nobody\"; }"),
        ["a constant of a constant"] = project => project.Write("Numbers.cs", "namespace Acme; public static class Numbers { public const int Count = 3, Most = 65; }"),
        ["the type of a constant, nearer"] = project => project.Write("NearNumbers.cs", "namespace Acme.Resources.Acme { public static class Numbers { public const int Count = 8; } }"),
        ["what an alias stands for"] = project => project.Write("Extent.cs", "namespace Acme.Shared; public record Extent(int Width, int Height, int Depth);"),
        ["a namespace that hides another"] = project => project.Write("Hiding.cs", "namespace Acme.Resources.Shared; public class Unheard;"),
        ["an attribute of the same name, nearer"] = project => project.Write("Attribute.cs", "namespace Acme.Resources; public class MaxLengthAttribute(int length) : System.Attribute { public int Length => length; }"),
        ["an attribute of the same name without its ending"] = project => project.Write("Attribute.cs", "namespace Acme.Resources; public class MaxLength(int length) : System.Attribute { public int Length => length; }"),
        ["a case of a union"] = project => project.Write("Animals.cs", "namespace Acme.Shared; public record Cat(int Lives, bool Purrs) : Animal; public record Dog(bool Barks) : Animal;"),
        ["a case that becomes abstract"] = project => project.Write("Animals.cs", "namespace Acme.Shared; public record Cat(int Lives) : Animal; public abstract record Dog(bool Barks) : Animal;"),
        ["one case more"] = project => project.Replace("Animal.cs", "public abstract", "[JsonDerivedType(typeof(Eel), \"eel\")] public abstract").Write("Eel.cs", "namespace Acme.Shared; public record Eel : Animal;"),
        ["a member of a generic type"] = project => project.Write("Box.cs", "namespace Acme.Shared; public class Box<T> where T : struct { public T? Value { get; init; } }"),
        ["a member of the status"] = project => project.Write("Phase.cs", "namespace Acme.Resources; public enum Phase { Pending, Ready, Failed }"),
        ["a type that was missing"] = project => project.Write("Speed.cs", "namespace Acme.Resources; public class Speed;"),
        ["a codec's name that is taken"] = project => project.Write("Taken.cs", "namespace Acme.Shared; public struct PartJson;"),
        ["a global using"] = project => project.Write("Using.cs", "global using static Acme.Elsewhere.Words;").Write("Words.cs", "namespace Acme.Elsewhere; public static class Words { public const string Extra = \"extra\"; }"),
        ["a constant behind a global using"] = project => project.Write("Texts.cs", "namespace Acme.Elsewhere; public static class Texts { public const string Greeting = \"welcome\"; }"),
        ["a global alias"] = project => project.Write("Alias.cs", "global using Speed = System.String;"),
        ["a type behind a global using"] = project => project.Write("Using.cs", "global using Acme.Elsewhere;").Write("Far.cs", "namespace Acme.Elsewhere; public class Speed;"),
        ["what null means in another file"] = project => project.Write("Part.cs", "#nullable disable\nnamespace Acme.Shared; public partial class Part { public string Label { get; init; } public string Other { get; init; } }"),
        ["what null means everywhere"] = project => project.With(compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))),
        ["a reference with a type that is nearer"] = project => project.With(compilation => compilation.AddReferences(Speeds)),
        ["a reference that goes"] = project => project.With(compilation => compilation.RemoveReferences(compilation.References.Single(reference => reference.Display!.EndsWith("System.ComponentModel.Annotations.dll", StringComparison.Ordinal)))),
        ["the order of the parts"] = project => project.With(compilation => compilation.RemoveSyntaxTrees(Of(compilation, "One.cs")).AddSyntaxTrees(Of(compilation, "One.cs"))),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Each leaves everything as it is, and none makes the resource be read again.</summary>
    public static readonly ImmutableSortedDictionary<string, Func<Project, Project>> Harmless = new Dictionary<string, Func<Project, Project>>
    {
        ["a new type"] = project => project.Write("Unrelated.cs", "struct Unrelated;"),
        ["a new type in a namespace that is used"] = project => project.Write("Unrelated.cs", "namespace Acme.Shared; public enum Unmentioned { A }"),
        ["another order of other files"] = project => project.With(compilation => compilation.RemoveSyntaxTrees(Of(compilation, "Elsewhere.cs")).AddSyntaxTrees(Of(compilation, "Elsewhere.cs"))),
        ["a member called like a type"] = project => project.Write("Elsewhere.cs", "namespace Acme.Elsewhere; public class Service { public int Mode, Phase; public int Part() { return 1; } }"),
        ["a body"] = project => project.Write("Elsewhere.cs", "namespace Acme.Elsewhere; public class Service { public int Mode; public int Part() { var longest = 2; return longest; } }"),
        ["a file that goes"] = project => project.Remove("Elsewhere.cs"),
        ["a file at the front"] = project => project.With(compilation => compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("struct First;", Compiling.ParseOptions, "First.cs")).AddSyntaxTrees(compilation.SyntaxTrees)),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static SyntaxTree Of(CSharpCompilation compilation, string path) => compilation.SyntaxTrees.Single(tree => tree.FilePath == path);

    private static PortableExecutableReference Reference(string source)
    {
        using var image = new MemoryStream();
        Assert.True(Compiling.Of(source, assemblyName: "Speeds").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
