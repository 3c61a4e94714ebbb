using System.Text;

namespace Kube;

/// <summary>Builds resource paths; every name is checked as the API server checks path segments and then percent-encoded.</summary>
internal static class ResourcePath
{
    /// <summary>The path of a collection, or of one object when <paramref name="name"/> is given, or of its subresource.</summary>
    public static string Build(ResourceType type, string? ns, string? name = null, string? subresource = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        var path = new StringBuilder(64);
        if (type.Group.Length == 0) path.Append("/api/");
        else path.Append("/apis/").Append(Segment(type.Group, "group")).Append('/');
        path.Append(Segment(type.Version, "version"));

        if (ns is not null)
        {
            if (!type.IsNamespaced)
                throw new ArgumentException($"{type} is cluster-scoped, but the namespace '{ns}' was given. Leave the namespace out.", nameof(ns));
            path.Append("/namespaces/").Append(Segment(ns, "namespace"));
        }
        else if (name is not null && type.IsNamespaced)
        {
            throw new ArgumentException($"{type} is namespaced: one object needs a namespace besides its name '{name}'.", nameof(ns));
        }

        path.Append('/').Append(Segment(type.Plural, "plural"));
        if (name is not null) path.Append('/').Append(Segment(name, "name"));
        if (subresource is not null)
        {
            // A proxy's path follows its subresource, so slashes stand here.
            foreach (var part in subresource.Split('/')) path.Append('/').Append(Segment(part, "subresource"));
        }
        return path.ToString();
    }

    /// <summary>One path segment, encoded. The server refuses the same values (<c>IsValidPathSegmentName</c>).</summary>
    public static string Segment(string value, string what)
    {
        if (string.IsNullOrEmpty(value)) throw new ArgumentException($"The {what} is empty.", what);
        if (value is "." or "..") throw new ArgumentException($"The {what} '{value}' is not a path segment.", what);
        if (value.AsSpan().IndexOfAny('/', '%') is >= 0 and var at)
            throw new ArgumentException($"The {what} '{value}' contains '{value[at]}', which no Kubernetes {what} may.", what);
        // Names such as system:node:worker-1 are common; a colon needs no encoding in a path (RFC 3986, 3.3).
        return Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
    }
}
