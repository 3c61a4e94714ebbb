using System.Text.Json;

namespace Kube.Tool.Models;

/// <summary>A subresource as discovery tells it.</summary>
/// <param name="Name">Such as <c>status</c>.</param>
/// <param name="Verbs">What can be done with it.</param>
/// <param name="Kind">What it answers with.</param>
internal sealed record ApiSubresource(string Name, IReadOnlyList<string> Verbs, ApiKind Kind);

/// <summary>A resource as discovery tells it.</summary>
internal sealed record ApiResource(
    ApiKind Kind, string Plural, string Singular, bool IsNamespaced, IReadOnlyList<string> ShortNames, IReadOnlyList<string> Categories, IReadOnlyList<string> Verbs, IReadOnlyList<ApiSubresource> Subresources);

/// <summary>Reads aggregated discovery documents (<c>APIGroupDiscoveryList</c>, KEP-3352).</summary>
internal static class DiscoveryReader
{
    private static readonly string[] FileNames = ["aggregated_v2_api.json", "aggregated_v2.json"];

    /// <summary>The resources in the order of the documents: the core group first, then groups and versions by the server's preference.</summary>
    /// <exception cref="ToolException">A document is not there, or no discovery document.</exception>
    public static IReadOnlyList<ApiResource> Read(string folder)
    {
        var resources = new List<ApiResource>();
        foreach (var name in FileNames)
        {
            var file = Path.Combine(folder, name);
            using var document = Json.Read(file);
            if (!document.RootElement.TryGetProperty("items", out var groups))
                throw new ToolException($"'{file}' is no aggregated discovery document: it has no 'items'.");
            foreach (var group in groups.EnumerateArray())
            {
                var groupName = group.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("name", out var text) ? text.GetString()! : "";
                foreach (var version in group.GetProperty("versions").EnumerateArray())
                {
                    var versionName = version.GetProperty("version").GetString()!;
                    foreach (var resource in version.GetProperty("resources").EnumerateArray()) resources.Add(ReadResource(groupName, versionName, resource));
                }
            }
        }
        return resources;
    }

    private static ApiResource ReadResource(string group, string version, JsonElement resource)
    {
        var kind = resource.GetProperty("responseKind").GetProperty("kind").GetString()!;
        var subresources = resource.TryGetProperty("subresources", out var list)
            ? list.EnumerateArray().Select(s => ReadSubresource(new(group, version, kind), s)).OrderBy(s => s.Name, StringComparer.Ordinal).ToArray()
            : [];
        return new(
            new(group, version, kind),
            resource.GetProperty("resource").GetString()!,
            resource.TryGetProperty("singularResource", out var singular) && singular.GetString() is { Length: > 0 } name ? name : kind.ToLowerInvariant(),
            resource.GetProperty("scope").GetString() == "Namespaced",
            Strings(resource, "shortNames"),
            Strings(resource, "categories"),
            Strings(resource, "verbs"),
            subresources);
    }

    // An empty group and version mean those around it.
    private static ApiSubresource ReadSubresource(ApiKind owner, JsonElement subresource) => new(
        subresource.GetProperty("subresource").GetString()!,
        Strings(subresource, "verbs"),
        subresource.TryGetProperty("responseKind", out var kind)
            ? new(Or(Text(kind, "group"), owner.Group), Or(Text(kind, "version"), owner.Version), Or(Text(kind, "kind"), owner.Kind))
            : owner);

    private static string Or(string text, string fallback) => text.Length > 0 ? text : fallback;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string[] Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
