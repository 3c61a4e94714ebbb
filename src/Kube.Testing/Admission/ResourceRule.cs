using Kube.Schema.Json;
using Kube.Testing.Resources;

namespace Kube.Testing.Admission;

/// <summary>A <c>RuleWithOperations</c>, with resource names where it is a policy's.</summary>
internal sealed record ResourceRule(
    IReadOnlyList<string> Operations,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Versions,
    IReadOnlyList<string> Resources,
    IReadOnlyList<string> Names,
    string Scope)
{
    public static IReadOnlyList<ResourceRule> ReadAll(JsonArray? rules) => [.. (rules ?? JsonArray.Empty).OfType<JsonObject>().Select(Read)];

    /// <summary>Whether the rule holds for the request, were it made to <paramref name="resource"/>.</summary>
    public bool Matches(AdmissionAttributes write, ApiResource resource) =>
        MatchesScope(write)
        && HasOrAll(Operations, write.Operation)
        && HasOrAll(Groups, resource.Group)
        && HasOrAll(Versions, resource.Version)
        && Resources.Any(r => MatchesResource(r, resource.Plural, write.Subresource))
        && (Names.Count == 0 || Names.Contains(write.Name));

    private static ResourceRule Read(JsonObject rule) => new(
        Texts(rule, "operations"),
        Texts(rule, "apiGroups"),
        Texts(rule, "apiVersions"),
        Texts(rule, "resources"),
        Texts(rule, "resourceNames"),
        rule.GetString("scope") ?? "*");

    // A namespace is cluster-scoped although it is "in" itself.
    private bool MatchesScope(AdmissionAttributes write) => Scope switch
    {
        "Namespaced" => !write.IsNamespace && write.Namespace.Length > 0,
        "Cluster" => write.IsNamespace || write.Namespace.Length == 0,
        _ => true,
    };

    private static bool MatchesResource(string pattern, string plural, string subresource)
    {
        var slash = pattern.IndexOf('/', StringComparison.Ordinal);
        var resource = slash < 0 ? pattern : pattern[..slash];
        var sub = slash < 0 ? "" : pattern[(slash + 1)..];
        return (resource == "*" || resource == plural) && (sub == "*" || sub == subresource);
    }

    private static bool HasOrAll(IReadOnlyList<string> items, string wanted) => items.Contains("*") || items.Contains(wanted);

    private static IReadOnlyList<string> Texts(JsonObject rule, string field) =>
        [.. (rule.GetArray(field) ?? JsonArray.Empty).OfType<JsonString>().Select(t => t.Value)];
}
