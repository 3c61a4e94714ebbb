using System.Security.Cryptography;
using System.Text;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Discovery;

/// <summary>Every path that is no resource: discovery, version, health.</summary>
internal sealed class DiscoveryEndpoint(ServerState state)
{
    private const string KubernetesVersion = "v1.36.0";

    private static readonly JsonObject Version = JsonValue.Object(
        ("major", "1"),
        ("minor", "36"),
        ("emulationMajor", "1"),
        ("emulationMinor", "36"),
        ("minCompatibilityMajor", "1"),
        ("minCompatibilityMinor", "35"),
        ("gitVersion", KubernetesVersion + "+embedded"),
        ("gitCommit", ""),
        ("gitTreeState", "clean"),
        ("buildDate", "1970-01-01T00:00:00Z"),
        ("goVersion", ""),
        ("compiler", ""),
        ("platform", "dotnet"));

    public ServerResponse Handle(ServerRequest request, string[] segments)
    {
        switch (segments)
        {
            case ["api" or "apis"] or ["api", _] when request.Method is not ("GET" or "HEAD"):
                throw ApiErrors.MethodNotAllowed();
            case []:
                return ServerResponse.Json(200, RootPaths());
            case ["version"]:
                return request.Method == "GET" ? ServerResponse.Json(200, Version) : throw ApiErrors.MethodNotAllowed();
            case ["healthz" or "livez" or "readyz", ..]:
                return Health(request, segments);
            case ["api"]:
                return Aggregated(request, "") ?? ServerResponse.Json(200, JsonValue.Object(
                    ("kind", "APIVersions"),
                    ("versions", JsonValue.Array("v1")),
                    ("serverAddressByClientCIDRs", JsonValue.Array(JsonValue.Object(("clientCIDR", "0.0.0.0/0"), ("serverAddress", request.Host))))));
            case ["apis"]:
                return Aggregated(request, null) ?? ServerResponse.Json(200, GroupList());
            case ["apis", var group]:
                Accept.Negotiate(request.Header("Accept"));
                return Groups().FirstOrDefault(g => g.Name == group) is { Name: not null } found
                    ? ServerResponse.Json(200, JsonObject.From([new("kind", "APIGroup"), new("apiVersion", "v1"), .. Group(found.Name, found.Versions)]))
                    : ServerResponse.PathNotFound;
            case ["api", "v1"]:
                return Resources("", "v1");
            case ["api", ..]:
                throw ApiErrors.UnknownResource();
            case ["apis", var group, var version] when state.Registry.Serves(group, version):
                return Resources(group, version);
            case ["openapi", ..]:
                return OpenApiEndpoint.Handle(state, request, segments);
            default:
                return ServerResponse.PathNotFound;
        }
    }

    /// <summary>The groups in the order of their priority, the built-in ones first, with their versions, the preferred one first.</summary>
    private IEnumerable<(string Name, IReadOnlyList<string> Versions)> Groups() =>
        state.Registry.All.Where(r => r.Group.Length > 0)
            .GroupBy(r => r.Group)
            .OrderBy(g => g.Any(r => r.Custom is null) ? 0 : 1)
            .ThenBy(g => g.Any(r => r.Custom is null) ? "" : g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, (IReadOnlyList<string>)[.. g.Select(r => r.Version).Distinct().OrderBy(v => v, VersionOrder.Newest)]));

    private JsonObject GroupList() => JsonValue.Object(
        ("kind", "APIGroupList"), ("apiVersion", "v1"), ("groups", JsonArray.From(Groups().Select(g => (JsonValue)Group(g.Name, g.Versions)))));

    private static JsonObject Group(string name, IReadOnlyList<string> versions)
    {
        JsonValue Entry(string version) => JsonValue.Object(("groupVersion", $"{name}/{version}"), ("version", version));
        return JsonValue.Object(("name", name), ("versions", JsonArray.From(versions.Select(Entry))), ("preferredVersion", Entry(versions[0])));
    }

    private ServerResponse Resources(string group, string version)
    {
        var entries = new List<JsonValue>();
        foreach (var resource in Served(group, version))
        {
            entries.Add(Legacy(resource));
            entries.AddRange(resource.Subresources.Select(s => (JsonValue)LegacySubresource(resource, s)));
        }

        var list = new JsonObjectBuilder().Add("kind", "APIResourceList");
        if (group.Length > 0)
        {
            list.Add("apiVersion", "v1");
        }

        return ServerResponse.Json(200, list.Add("groupVersion", group.Length > 0 ? $"{group}/{version}" : version).Add("resources", JsonArray.From(entries)).Build());
    }

    private IEnumerable<ApiResource> Served(string group, string version) => state.Registry.All.Where(r => r.Group == group && r.Version == version);

    private static JsonObject Legacy(ApiResource resource)
    {
        var entry = new JsonObjectBuilder()
            .Add("name", resource.Plural)
            .Add("singularName", resource.Singular)
            .Add("namespaced", resource.IsNamespaced)
            .Add("kind", resource.Kind)
            .Add("verbs", Texts(resource.Verbs));
        AddNames(entry, resource);
        if (resource.Has("list"))
        {
            var storage = resource.Custom?.Definition.Storage.Name ?? resource.Version;
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{resource.Group}/{storage}/{resource.Kind}"));
            entry.Add("storageVersionHash", Convert.ToBase64String(hash, 0, 8));
        }

        return entry.Build();
    }

    private static JsonObject LegacySubresource(ApiResource resource, ApiSubresource subresource)
    {
        var entry = new JsonObjectBuilder()
            .Add("name", $"{resource.Plural}/{subresource.Name}")
            .Add("singularName", "")
            .Add("namespaced", resource.IsNamespaced);
        if (subresource.Version.Length > 0 && subresource.Group.Length > 0)
        {
            entry.Add("group", subresource.Group).Add("version", subresource.Version);
        }

        return entry.Add("kind", subresource.Kind).Add("verbs", Texts(subresource.Verbs)).Build();
    }

    /// <summary>The aggregated document, where the client asks for it; of the core group, or (null) of all others.</summary>
    private ServerResponse? Aggregated(ServerRequest request, string? group)
    {
        var form = Accept.Negotiate(request.Header("Accept"), BodyForm.AggregatedDiscovery);
        if (form.Form != BodyForm.AggregatedDiscovery)
        {
            return null;
        }

        IEnumerable<(string Name, IReadOnlyList<string> Versions)> groups = group is null ? Groups() : [("", ["v1"])];
        var items = groups.Select(g => (JsonValue)JsonValue.Object(
            ("metadata", g.Name.Length == 0 ? JsonObject.Empty : JsonValue.Object(("name", g.Name))),
            ("versions", JsonArray.From(g.Versions.Select(v => (JsonValue)AggregatedVersion(g.Name, v))))));
        var body = JsonValue.Object(
            ("kind", "APIGroupDiscoveryList"), ("apiVersion", "apidiscovery.k8s.io/v2"), ("metadata", JsonObject.Empty), ("items", JsonArray.From(items))).ToUtf8Json();
        var etag = $"\"{Convert.ToHexString(SHA512.HashData(body))}\"";
        var headers = new KeyValuePair<string, string>[] { new("ETag", etag), new("Vary", "Accept"), new("Cache-Control", "public") };
        return request.Header("If-None-Match") == etag
            ? new() { Status = 304, ContentType = null, Headers = headers }
            : new() { ContentType = ContentTypes.AggregatedDiscovery, Body = body, Headers = headers };
    }

    private JsonObject AggregatedVersion(string group, string version) => JsonValue.Object(
        ("version", version),
        ("resources", JsonArray.From(Served(group, version).Select(r => (JsonValue)AggregatedResource(r)))),
        ("freshness", "Current"));

    private static JsonObject AggregatedResource(ApiResource resource)
    {
        var entry = new JsonObjectBuilder()
            .Add("resource", resource.Plural)
            .Add("responseKind", Kind(resource.Custom is null ? "" : resource.Group, resource.Custom is null ? "" : resource.Version, resource.Kind))
            .Add("scope", resource.IsNamespaced ? "Namespaced" : "Cluster")
            .Add("singularResource", resource.Singular)
            .Add("verbs", Texts(resource.Verbs));
        AddNames(entry, resource);
        if (resource.Subresources.Count > 0)
        {
            entry.Add("subresources", JsonArray.From(resource.Subresources.Select(s => (JsonValue)JsonValue.Object(
                ("subresource", s.Name),
                ("responseKind", s.Version.Length > 0 ? Kind(s.Group, s.Version, s.Kind) : Kind(resource.Custom is null ? "" : resource.Group, resource.Custom is null ? "" : resource.Version, resource.Kind)),
                ("verbs", Texts(s.Verbs))))));
        }

        return entry.Build();
    }

    private static JsonObject Kind(string group, string version, string kind) => JsonValue.Object(("group", group), ("version", version), ("kind", kind));

    private static void AddNames(JsonObjectBuilder entry, ApiResource resource)
    {
        if (resource.ShortNames.Count > 0)
        {
            entry.Add("shortNames", Texts(resource.ShortNames));
        }

        if (resource.Categories.Count > 0)
        {
            entry.Add("categories", Texts(resource.Categories));
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => JsonArray.From(texts.Select(t => (JsonValue)JsonString.Of(t)));

    private static ServerResponse Health(ServerRequest request, string[] segments)
    {
        if (segments is not ([_] or [_, "ping" or "etcd" or "log"]))
        {
            return ServerResponse.PathNotFound;
        }

        if (request.Query.Any(q => q.Key == "verbose"))
        {
            return ServerResponse.Text(200, $"[+]ping ok\n[+]log ok\n[+]etcd ok\n{segments[0]} check passed\n");
        }

        return ServerResponse.Text(200, "ok");
    }

    private JsonObject RootPaths()
    {
        var paths = new List<string> { "/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version" };
        foreach (var (name, versions) in Groups())
        {
            paths.Add($"/apis/{name}");
            paths.AddRange(versions.Select(v => $"/apis/{name}/{v}"));
        }

        return JsonValue.Object(("paths", Texts(paths.Order(StringComparer.Ordinal))));
    }
}
