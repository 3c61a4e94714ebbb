using System.Text.Json;

namespace Kube.Client;

/// <summary>Reads discovery documents, aggregated or one by one.</summary>
internal static class DiscoveryReader
{
    private const int AtOnce = 8;

    public static async Task<ApiCatalog> ReadAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var groups = new List<ApiGroup>();
        var failures = new List<DiscoveryFailure>();
        await ReadRootAsync(client, core: true, groups, failures, cancellationToken).ConfigureAwait(false);
        await ReadRootAsync(client, core: false, groups, failures, cancellationToken).ConfigureAwait(false);
        return new ApiCatalog(groups, failures);
    }

    private static async Task ReadRootAsync(KubeClient client, bool core, List<ApiGroup> groups, List<DiscoveryFailure> failures, CancellationToken cancellationToken)
    {
        using var document = await ReadJsonAsync(client, Requests.AggregatedDiscovery(core), cancellationToken).ConfigureAwait(false);
        var root = document.RootElement;
        if (Text(root, "kind") == "APIGroupDiscoveryList")
        {
            foreach (var group in Items(root, "items")) groups.Add(AggregatedGroup(group, failures));
            return;
        }
        // An older server ignores what it does not know and answers its usual list.
        using var slots = new SemaphoreSlim(AtOnce);
        var read = await Task.WhenAll(LegacyGroups(root).ToList().Select(g => LegacyGroupAsync(client, g.Name, g.Versions, slots, cancellationToken))).ConfigureAwait(false);
        groups.AddRange(read.Select(r => r.Group));
        failures.AddRange(read.SelectMany(r => r.Failures));
    }

    private static ApiGroup AggregatedGroup(JsonElement group, List<DiscoveryFailure> failures)
    {
        var name = Find(group, "metadata") is { } metadata ? Text(metadata, "name") ?? "" : "";
        var versions = new List<ApiVersion>();
        foreach (var version in Items(group, "versions"))
        {
            var text = Text(version, "version") ?? "";
            // The aggregator could not reach the server behind it: what it lists is what it remembers.
            if (Text(version, "freshness") == "Stale") failures.Add(new(GroupVersion(name, text), "the server behind it does not answer; what is listed may be old"));
            versions.Add(new ApiVersion(text, [.. Items(version, "resources").Select(r => AggregatedResource(name, text, r))]));
        }
        return new ApiGroup(name, versions);
    }

    private static ApiResource AggregatedResource(string group, string version, JsonElement resource)
    {
        var kind = Find(resource, "responseKind") is { } response ? Text(response, "kind") ?? "" : "";
        var scope = Text(resource, "scope") == "Namespaced" ? ResourceScope.Namespaced : ResourceScope.Cluster;
        return Build(group, version, kind, Text(resource, "resource") ?? "", scope, Text(resource, "singularResource"), resource)
            with
        { Subresources = [.. Items(resource, "subresources").Select(s => Text(s, "subresource") ?? "")] };
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Versions)> LegacyGroups(JsonElement root)
    {
        if (Find(root, "groups") is not null)
        {
            foreach (var group in Items(root, "groups"))
            {
                var preferred = Find(group, "preferredVersion") is { } first ? Text(first, "version") : null;
                var versions = Items(group, "versions").Select(v => Text(v, "version") ?? "");
                yield return (Text(group, "name") ?? "", [.. versions.OrderBy(v => v == preferred ? 0 : 1)]);
            }
        }
        else if (Find(root, "versions") is not null)
        {
            yield return ("", Strings(root, "versions"));
        }
    }

    private static async Task<(ApiGroup Group, IEnumerable<DiscoveryFailure> Failures)> LegacyGroupAsync(
        KubeClient client, string group, IReadOnlyList<string> versions, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(versions.Select(async version =>
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return (Version: (ApiVersion?)await LegacyVersionAsync(client, group, version, cancellationToken).ConfigureAwait(false), Failure: (DiscoveryFailure?)null);
            }
            catch (KubeException e)
            {
                return (Version: null, Failure: new DiscoveryFailure(GroupVersion(group, version), e.Message));
            }
            finally
            {
                slots.Release();
            }
        })).ConfigureAwait(false);
        return (new ApiGroup(group, [.. read.Select(r => r.Version).OfType<ApiVersion>()]), read.Select(r => r.Failure).OfType<DiscoveryFailure>());
    }

    private static async Task<ApiVersion> LegacyVersionAsync(KubeClient client, string group, string version, CancellationToken cancellationToken)
    {
        using var document = await ReadJsonAsync(client, Requests.ApiResources(group, version), cancellationToken).ConfigureAwait(false);
        var all = Items(document.RootElement, "resources").Select(r => (Name: Text(r, "name") ?? "", Json: r)).ToList();
        var subresources = all.Where(r => r.Name.Contains('/')).ToLookup(r => r.Name[..r.Name.IndexOf('/')], r => r.Name[(r.Name.IndexOf('/') + 1)..]);
        return new ApiVersion(version, [.. all.Where(r => !r.Name.Contains('/')).Select(r =>
        {
            var scope = Find(r.Json, "namespaced") is { ValueKind: JsonValueKind.True } ? ResourceScope.Namespaced : ResourceScope.Cluster;
            return Build(group, version, Text(r.Json, "kind") ?? "", r.Name, scope, Text(r.Json, "singularName"), r.Json) with { Subresources = [.. subresources[r.Name]] };
        })]);
    }

    private static ApiResource Build(string group, string version, string kind, string plural, ResourceScope scope, string? singular, JsonElement resource)
    {
        var type = new ResourceType(group, version, kind, plural, scope) { ShortNames = Strings(resource, "shortNames") };
        if (!string.IsNullOrEmpty(singular)) type = type with { Singular = singular };
        return new ApiResource(type) { Verbs = Strings(resource, "verbs"), Categories = Strings(resource, "categories") };
    }

    private static async Task<JsonDocument> ReadJsonAsync(KubeClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CallAsync(request, static (_, body) => JsonDocument.Parse(body.ToArray()), cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw new KubeSerializationException($"the answer to {request} is not JSON: {e.Message}", innerException: e);
        }
    }

    private static string GroupVersion(string group, string version) => group.Length == 0 ? version : $"{group}/{version}";

    private static IEnumerable<JsonElement> Items(JsonElement at, string name) =>
        Find(at, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static IReadOnlyList<string> Strings(JsonElement at, string name) => [.. Items(at, name).Where(s => s.ValueKind == JsonValueKind.String).Select(s => s.GetString()!)];

    private static string? Text(JsonElement at, string name) => Find(at, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Find(JsonElement at, string name) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) ? value : null;
}
