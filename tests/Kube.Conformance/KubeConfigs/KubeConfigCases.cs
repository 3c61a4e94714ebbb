using Kube.Conformance.Data;
using YamlDotNet.RepresentationModel;

namespace Kube.Conformance.KubeConfigs;

/// <summary>The cases of every <c>kubeconfig/expectations.yaml</c>.</summary>
public static class KubeConfigCases
{
    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var name in All.Keys) names.Add(name);
            return names;
        }
    }

    public static KubeConfigCase Get(string name) => All[name];

    private static Dictionary<string, KubeConfigCase> All { get; } = Read();

    private static Dictionary<string, KubeConfigCase> Read()
    {
        var cases = new Dictionary<string, KubeConfigCase>(StringComparer.Ordinal);
        foreach (var folder in ConformanceData.Folders("kubeconfig").Where(f => File.Exists(Path.Combine(f, "expectations.yaml"))))
        {
            var yaml = new YamlStream();
            using (var reader = File.OpenText(Path.Combine(folder, "expectations.yaml"))) yaml.Load(reader);
            var list = (YamlSequenceNode)yaml.Documents[0].RootNode["cases"];
            foreach (var node in list.Cast<YamlMappingNode>())
            {
                var id = Text(node["id"])!;
                // Copies of our own data appear under more than one root: the first is enough, others get their folder's name.
                var name = cases.ContainsKey(id) ? $"{id} ({Path.GetFileName(Path.GetDirectoryName(folder))})" : id;
                cases.TryAdd(name, new KubeConfigCase(folder, node));
            }
        }
        return cases;
    }

    public static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;
}

/// <summary>One case: files, options and what must come of them.</summary>
public sealed record KubeConfigCase(string Folder, YamlMappingNode Node)
{
    public IReadOnlyList<string> Files => [.. ((YamlSequenceNode)Node["files"]).Select(f => Path.Combine(Folder, KubeConfigCases.Text(f)!))];

    public string? Option(string name) => Find(Node, "options") is YamlMappingNode options ? KubeConfigCases.Text(Find(options, name)) : null;

    public IEnumerable<KeyValuePair<string, YamlNode>> Expect =>
        ((YamlMappingNode)Node["expect"]).Children.Select(c => KeyValuePair.Create(KubeConfigCases.Text(c.Key)!, c.Value));

    public static YamlNode? Find(YamlMappingNode map, string name) => map.Children.TryGetValue(new YamlScalarNode(name), out var node) ? node : null;
}
