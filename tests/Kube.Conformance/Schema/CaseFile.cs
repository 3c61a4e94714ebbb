using Kube.Conformance.Data;
using Kube.Schema.Json;

namespace Kube.Conformance.Schema;

/// <summary>The case files of <c>cases/apiextensions</c>: each case by a name that is unique in its file.</summary>
internal static class CaseFile
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, IReadOnlyDictionary<string, JsonObject>> Loaded = new();

    /// <summary>The names of all cases of <paramref name="file"/> (such as <c>pruning/prune</c>) in all roots.</summary>
    public static TheoryData<string> Names(string file) => [.. Load(file).Keys];

    public static JsonObject Get(string file, string name) => Load(file)[name];

    private static IReadOnlyDictionary<string, JsonObject> Load(string file) => Loaded.GetOrAdd(file, static key =>
    {
        var cases = new Dictionary<string, JsonObject>();
        foreach (var folder in ConformanceData.Folders("cases/apiextensions"))
        {
            var path = Path.Combine(folder, key + ".yaml");
            if (File.Exists(path))
            {
                Add(cases, (JsonObject)YamlFiles.Read(path));
            }
        }

        return cases;
    });

    private static void Add(Dictionary<string, JsonObject> cases, JsonObject suite)
    {
        var index = 0;
        foreach (var entry in suite.GetArray("cases")!.OfType<JsonObject>())
        {
            // Files with one schema for many values nest; the inner case then gets the schema.
            foreach (var inner in Inner(entry))
            {
                index++;
                var name = inner.GetString("name") ?? "";
                cases[cases.ContainsKey(name) || name.Length == 0 ? $"{name} #{index}".Trim() : name] = inner;
            }
        }
    }

    private static IEnumerable<JsonObject> Inner(JsonObject entry)
    {
        var nested = entry.GetArray("cases") ?? entry.GetArray("objects");
        if (nested is null)
        {
            return [entry];
        }

        var name = entry.GetString("name");
        return nested.OfType<JsonObject>().Select((inner, i) => JsonObject.From(entry.Where(member => member.Key is not ("cases" or "objects" or "name")).Concat(inner.Where(member => member.Key != "name")))
            .With("name", inner.GetString("name") ?? $"{name} [{i}]"));
    }
}
