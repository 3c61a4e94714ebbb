namespace Kube;

public static partial class Requests
{
    /// <summary>The server's version (<c>/version</c>).</summary>
    public static ApiRequest ServerVersion() => Plain("/version");

    /// <summary>The versions of the core group (<c>/api</c>).</summary>
    public static ApiRequest CoreVersions() => Plain("/api");

    /// <summary>All groups but the core one, with their versions (<c>/apis</c>).</summary>
    public static ApiRequest ApiGroups() => Plain("/apis");

    /// <summary>The resources of the core group, or of all others, in one answer (KEP-3352). A server without it answers as <see cref="CoreVersions"/> or <see cref="ApiGroups"/>: look at the content type.</summary>
    /// <param name="core">The core group (<c>/api</c>) instead of all others (<c>/apis</c>).</param>
    public static ApiRequest AggregatedDiscovery(bool core) => Plain(core ? "/api" : "/apis") with { Accept = MediaTypes.AggregatedDiscovery };

    /// <summary>One group and its versions.</summary>
    /// <param name="group">The group; not empty, since the core group has no such document.</param>
    public static ApiRequest ApiGroup(string group) => Plain("/apis/" + ResourcePath.Segment(group, nameof(group)));

    /// <summary>The resources of one version of a group.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="version">The version.</param>
    public static ApiRequest ApiResources(string group, string version)
    {
        ArgumentNullException.ThrowIfNull(group);
        var prefix = group.Length == 0 ? "/api/" : "/apis/" + ResourcePath.Segment(group, nameof(group)) + "/";
        return Plain(prefix + ResourcePath.Segment(version, nameof(version)));
    }

    /// <summary>The index of OpenAPI v3 documents (<c>/openapi/v3</c>).</summary>
    public static ApiRequest OpenApiIndex() => Plain("/openapi/v3");

    /// <summary>The OpenAPI v3 document of one version of a group.</summary>
    /// <param name="group">The group; empty for the core group.</param>
    /// <param name="version">The version.</param>
    public static ApiRequest OpenApi(string group, string version)
    {
        var resources = ApiResources(group, version);
        return resources with { Path = "/openapi/v3" + resources.Path };
    }

    /// <summary>Whether the server is alive (<c>/livez</c>) or ready for work (<c>/readyz</c>).</summary>
    public static ApiRequest Health(bool ready = true) => Plain(ready ? "/readyz" : "/livez") with { Accept = "*/*" };

    /// <summary>A get of any path, such as a metrics page or a proxied URL.</summary>
    /// <param name="path">The path, percent-encoded already, starting with a slash.</param>
    /// <param name="query">The query, percent-encoded already, without the question mark.</param>
    public static ApiRequest Raw(string path, string query = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check.Require(path[0] == '/', nameof(path), "must start with a slash");
        Check.Require(path.AsSpan().IndexOfAny('?', '#') < 0, nameof(path), "must not contain '?' or '#': give the query apart");
        return Plain(path) with { Query = query };
    }

    private static ApiRequest Plain(string path) => new() { Method = HttpMethod.Get, Path = path, Verb = "get" };
}
