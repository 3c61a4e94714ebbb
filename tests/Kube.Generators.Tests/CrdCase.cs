using Kube.Generators.Tests.Harness;
using Kube.YamlFormat;

namespace Kube.Generators.Tests;

/// <summary>A file of C# under <c>Cases/</c> with the CRD YAML beside it that has to come out.</summary>
/// <remarks>Lines that start with <c>// text:</c> or <c>// keys:</c> help the sampler with strings and dictionary keys.</remarks>
internal sealed class CrdCase
{
    private static readonly string Root = Path.Combine(Approved.Folder, "Cases");
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<CrdCase>> Read = new();
    private readonly string _source;

    /// <summary>The case; generated once for all tests.</summary>
    public static CrdCase Of(string name) => Read.GetOrAdd(name, static name => new Lazy<CrdCase>(() => new CrdCase(name))).Value;

    private CrdCase(string name)
    {
        Name = name;
        _source = File.ReadAllText(Path.Combine(Root, name + ".cs"));
        Generated = Generated.From($"namespace Acme\n{{\n{_source}\n}}");
    }

    public string Name { get; }

    public Generated Generated { get; }

    public string[] Texts => Directive("text");

    public string[] Keys => Directive("keys") is { Length: > 0 } keys ? keys : ["a", "b.c/d", "zwölf"];

    /// <summary>The C# type takes more than the schema says, or less of it apart: <c>// lenient</c>.</summary>
    public bool IsLenient => _source.Contains("// lenient\n", StringComparison.Ordinal);

    /// <summary>The author's rules are not what samples are made by: <c>// own rules</c>.</summary>
    public bool HasOwnRules => _source.Contains("// own rules\n", StringComparison.Ordinal);

    public static TheoryData<string> All()
    {
        var names = new TheoryData<string>();
        foreach (var path in Directory.GetFiles(Root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            names.Add(Path.GetRelativePath(Root, path)[..^3].Replace('\\', '/'));
        }
        return names;
    }

    /// <summary>All CRDs of the case as YAML, in the order of their names.</summary>
    public string Yaml() => string.Join("---\n", Generated.Crds.OrderBy(crd => crd.Key, StringComparer.Ordinal).Select(crd => JsonToYaml.Convert(crd.Value)));

    public void VerifyYaml() => Approved.Text(Path.Combine(Root, Name + ".yaml"), Yaml());

    private string[] Directive(string name) =>
        [.. _source.Split('\n').Where(line => line.StartsWith($"// {name}: ", StringComparison.Ordinal)).SelectMany(line => line[(name.Length + 5)..].Split(' '))];
}
