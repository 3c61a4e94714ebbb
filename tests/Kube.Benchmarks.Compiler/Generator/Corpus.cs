using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Benchmarks.Generator;

/// <summary>A project of a size that teams have: many files that know nothing of resources, and resource types of 32 properties each.</summary>
internal static class Corpus
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "Kube.Core.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Makes the project.</summary>
    /// <param name="unrelated">How many files have nothing to do with resources.</param>
    /// <param name="types">How many resource types there are, a file each.</param>
    /// <param name="rules">How many CEL rules each of them has.</param>
    /// <param name="withJsonContext">Whether a context of System.Text.Json names them all.</param>
    public static CSharpCompilation Make(int unrelated, int types, int rules = 0, bool withJsonContext = true)
    {
        var trees = new List<SyntaxTree>(unrelated + types + 1);
        for (var i = 0; i < unrelated; i++) trees.Add(Parse(Unrelated(i), $"Unrelated{i}.cs"));
        for (var i = 0; i < types; i++) trees.Add(Parse(Resource(i, 64, rules), $"Resource{i}.cs"));
        if (withJsonContext) trees.Add(Parse(JsonContext(types), "JsonContext.cs"));
        return CSharpCompilation.Create("Corpus", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The same project from trees that nobody has seen.</summary>
    public static CSharpCompilation Afresh(CSharpCompilation project) =>
        project.RemoveAllSyntaxTrees().AddSyntaxTrees(project.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions, tree.FilePath)));

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    /// <summary>The file of one resource; <paramref name="maxLength"/> is what an edit changes.</summary>
    public static string Resource(int i, int maxLength, int rules = 0)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.ComponentModel.DataAnnotations;
            using Kube;
            namespace Corpus.Resources;

            /// <summary>Resource number {{i}}.</summary>
            [CustomResource("example.com", "v1", Kind = "Thing{{i}}", Status = typeof(Thing{{i}}Status), ShortNames = new[] { "t{{i}}" })]
            [PrinterColumn("Name", ".spec.text0")]

            """);
        for (var r = 0; r < rules; r++)
        {
            text.Append(CultureInfo.InvariantCulture, $"[Rule(\"self.number1 <= {100 + r} && self.text0.size() <= {64 + r} || has(self.flag3) && self.flag3\", Message = \"rule {r}\")]\n");
        }
        text.Append(CultureInfo.InvariantCulture, $$"""
            public sealed record Thing{{i}}Spec
            {

            """);
        for (var p = 0; p < 22; p++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    /// <summary>Property {p} of resource {i}.</summary>\n    ").Append((p % 8) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $"[MinLength(1), MaxLength({maxLength})] public string Text{p} {{ get; init; }} = \"text\";\n"),
                1 => string.Create(CultureInfo.InvariantCulture, $"[Range(1, 100)] public int Number{p} {{ get; init; }} = 3;\n"),
                2 => string.Create(CultureInfo.InvariantCulture, $"public IReadOnlyList<string> List{p} {{ get; init; }} = [];\n"),
                3 => string.Create(CultureInfo.InvariantCulture, $"public bool? Flag{p} {{ get; init; }}\n"),
                4 => string.Create(CultureInfo.InvariantCulture, $"public IReadOnlyDictionary<string, string>? Map{p} {{ get; init; }}\n"),
                5 => string.Create(CultureInfo.InvariantCulture, $"public IReadOnlyList<Thing{i}Item>? Items{p} {{ get; init; }}\n"),
                6 => string.Create(CultureInfo.InvariantCulture, $"public DateTimeOffset? Time{p} {{ get; init; }}\n"),
                _ => string.Create(CultureInfo.InvariantCulture, $"public double Factor{p} {{ get; init; }} = 0.5;\n"),
            });
        }
        text.Append(CultureInfo.InvariantCulture, $$"""
            }

            /// <summary>An item.</summary>
            public sealed record Thing{{i}}Item
            {
                public required string Name { get; init; }
                public int Port { get; init; } = 80;
                public Thing{{i}}Mode Mode { get; init; }
                public long? Size { get; init; }
                public string? Note { get; init; }
            }

            public enum Thing{{i}}Mode { Slow, Fast }

            public sealed record Thing{{i}}Status
            {
                public int Ready { get; init; }
                public string? Phase { get; init; }
                public DateTimeOffset? Since { get; init; }
                public IReadOnlyList<string> Messages { get; init; } = [];
                public long ObservedGeneration { get; init; }
            }

            """);
        return text.ToString();
    }

    // What a user of System.Text.Json's generator writes for the same types; without that generator it is a class with attributes.
    private static string JsonContext(int types)
    {
        var text = new StringBuilder("using System.Text.Json.Serialization;\nusing Corpus.Resources;\nnamespace Corpus;\n");
        for (var i = 0; i < types; i++) text.Append(CultureInfo.InvariantCulture, $"[JsonSerializable(typeof(Thing{i}Spec))]\n[JsonSerializable(typeof(Thing{i}Status))]\n");
        return text.Append("public partial class CorpusContext : JsonSerializerContext;\n").ToString();
    }

    private static string Unrelated(int i)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"using System;\nusing System.Collections.Generic;\nnamespace Corpus.Unrelated;\n\n[Serializable]\npublic class Service{i}\n{{\n    private readonly Dictionary<string, int> _counts = new();\n\n");
        for (var m = 0; m < 6; m++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                [Obsolete("use another")]
                public int Method{{m}}(string name, int amount)
                {
                    if (string.IsNullOrEmpty(name)) throw new ArgumentException("no name", nameof(name));
                    _counts.TryGetValue(name, out var count);
                    _counts[name] = count + amount * {{m + 1}};
                    return _counts[name];
                }

            """);
        }
        return text.Append("}\n").ToString();
    }
}
