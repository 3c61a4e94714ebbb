using System.Security.Cryptography;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Discovery;

/// <summary>OpenAPI v3: an index, and a document a group version.</summary>
internal static class OpenApiEndpoint
{
    public static ServerResponse Handle(ServerState state, ServerRequest request, string[] segments)
    {
        switch (segments)
        {
            case ["openapi", "v3"]:
                return Index(state) with { ContentType = ContentTypes.PlainText };
            case ["openapi", "v3", "api", var version]:
                return Document(state, request, "", version);
            case ["openapi", "v3", "apis", var group, var version]:
                return Document(state, request, group, version);
            default:
                return new() { Status = 404, ContentType = null };
        }
    }

    private static ServerResponse Index(ServerState state)
    {
        var paths = new JsonObjectBuilder();
        foreach (var (group, version) in state.Registry.All.Select(r => (r.Group, r.Version)).Distinct())
        {
            var path = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
            paths[path] = JsonValue.Object(("serverRelativeURL", $"/openapi/v3/{path}?hash={Hash(Write(state, group, version))}"));
        }

        return ServerResponse.Json(200, JsonValue.Object(("paths", paths.Build())));
    }

    private static ServerResponse Document(ServerState state, ServerRequest request, string group, string version)
    {
        if (!state.Registry.Serves(group, version))
        {
            return new() { Status = 404, ContentType = null };
        }

        var body = Write(state, group, version);
        var etag = $"\"{Hash(body)}\"";
        var headers = new KeyValuePair<string, string>[] { new("ETag", etag) };
        return request.Header("If-None-Match") == etag
            ? new() { Status = 304, ContentType = null, Headers = headers }
            : new() { Body = body, Headers = headers };
    }

    private static byte[] Write(ServerState state, string group, string version)
    {
        IReadOnlyList<ApiResource> resources = [.. state.Registry.All.Where(r => r.Group == group && r.Version == version)];
        return OpenApiDocument.Write(group, version, resources).ToUtf8Json();
    }

    private static string Hash(byte[] body) => Convert.ToHexString(SHA512.HashData(body));
}
