using Kube.CodeModel;

namespace Kube.Tool.Models;

/// <summary>Writes the factories of the built-in kinds on the client: <c>client.Pods("default")</c>, <c>client.Nodes()</c>.</summary>
internal static class FactoryEmitter
{
    /// <summary>One file a group, by file name.</summary>
    public static IReadOnlyDictionary<string, string> Write(IReadOnlyList<ModelType> types, IReadOnlyList<ApiResource> preference)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var byKind = types.Where(t => t.Resource is not null).ToDictionary(t => t.Resource!.Kind);
        // Of several versions of a kind the one that the server prefers gets the name, as it does in kubectl; so does the core group's event.
        var factories = preference.Where(r => byKind.ContainsKey(r.Kind))
            .Select(r => (Resource: r, Name: ModelNames.Plural(r.Kind.Kind, r.Plural)))
            .Where(f => taken.Add(f.Name))
            .ToArray();
        foreach (var group in factories.GroupBy(f => f.Resource.Kind.Group, StringComparer.Ordinal))
        {
            var name = ClassName(group.Key);
            files[name + ".g.cs"] = Write(name, group.Key, [.. group.Select(f => (f.Name, byKind[f.Resource.Kind]))]);
        }
        return files;
    }

    private static string Write(string className, string group, (string Name, ModelType Type)[] factories)
    {
        var writer = new CodeWriter();
        writer.Line(ModelEmitter.Header).Line("#nullable enable").Blank();
        writer.Line("using Kube.Models;").Blank().Line("namespace Kube.Client;").Blank();
        writer.Line($"/// <summary>The APIs of the kinds of {(group.Length == 0 ? "the core group" : $"<c>{group}</c>")}.</summary>");
        writer.Open($"public static class {className}");
        foreach (var (name, type) in factories.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var api = $"Api<{type.Name}>";
            if (type.Resource!.IsNamespaced)
            {
                writer.Line($"/// <summary>The {Words(type)} of a namespace.</summary>");
                writer.Line($"public static {api} {name}(this KubeClient client, string ns) => client.Namespaced<{type.Name}>(ns);").Blank();
                // Without list there is nothing that all namespaces have in common.
                if (!type.Resource.Verbs.Contains("list")) continue;
                writer.Line($"/// <summary>The {Words(type)} of all namespaces.</summary>");
                writer.Line($"public static {api} {name}(this KubeClient client) => client.AllNamespaces<{type.Name}>();").Blank();
            }
            else
            {
                writer.Line($"/// <summary>The {Words(type)} of the cluster.</summary>");
                writer.Line($"public static {api} {name}(this KubeClient client) => client.Cluster<{type.Name}>();").Blank();
            }
        }
        writer.Close();
        return writer.ToString();
    }

    private static string Words(ModelType type) => $"<see cref=\"{type.Name}\"/> objects";

    private static string ClassName(string group)
    {
        var first = group.Length == 0 ? "core" : group.Split('.')[0];
        return char.ToUpperInvariant(first[0]) + first[1..] + "Apis";
    }
}
