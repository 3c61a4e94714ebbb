using Kube.Testing.Http;

namespace Kube.Testing.Serving;

/// <summary>The parts of a path below <c>/api/v1</c> or <c>/apis/group/version</c>.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">The API version.</param>
/// <param name="Namespace">Empty where the path names none.</param>
/// <param name="Plural">The resource; empty for the path of the version itself.</param>
/// <param name="Name">Empty for a collection.</param>
/// <param name="Subresource">Empty for the object itself; may hold further segments.</param>
internal sealed record RequestPath(string Group, string Version, string Namespace, string Plural, string Name, string Subresource)
{
    /// <summary>Splits and unescapes a path; an escaped slash does not split.</summary>
    public static string[] Segments(string rawPath) =>
        [.. rawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    /// <summary>The resource path of <paramref name="segments"/>, or none where it is no path below a version.</summary>
    public static RequestPath? Parse(string[] segments)
    {
        var isCore = segments is ["api", ..];
        var start = isCore ? 2 : 3;
        if (segments.Length < start || (!isCore && segments[0] != "apis"))
        {
            return null;
        }

        var ns = "";
        var rest = segments[start..];
        if (rest is ["namespaces", var first, var next, ..] && !(isCore && next is "status" or "finalize"))
        {
            ns = first;
            rest = rest[2..];
        }

        return new(
            isCore ? "" : segments[1],
            segments[start - 1],
            ns,
            rest.ElementAtOrDefault(0) ?? "",
            rest.ElementAtOrDefault(1) ?? "",
            string.Join('/', rest.Skip(2)));
    }

    /// <summary>What a method means on this path; empty for a method that is none.</summary>
    public string Verb(ServerRequest request) => request.Method switch
    {
        "GET" or "HEAD" when Name.Length > 0 => "get",
        "GET" or "HEAD" => WriteOptions.Flag(request.QueryValue("watch")) ?? false ? "watch" : "list",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => Name.Length > 0 ? "delete" : "deletecollection",
        _ => "",
    };
}
