using Kube.Cel.Checking;
using Kube.Schema.Crds;

namespace Kube.Generators.Parsing;

/// <summary>What was probably meant by a path that leads nowhere.</summary>
internal static class NearestPath
{
    /// <summary>The nearest path that leads somewhere, and what to tell.</summary>
    /// <param name="root">The schema of the whole object.</param>
    /// <param name="names">The names on the path.</param>
    public static (string? Path, string Instead) Of(JsonSchemaProps root, string[] names)
    {
        var (at, written) = (root, (string[])names.Clone());
        for (var i = 0; i < names.Length; i++)
        {
            if (!at.Properties.TryGetValue(written[i], out var next))
            {
                if (at.Properties.IsEmpty && at.AdditionalProperties?.Schema is { } value) next = value;
                else if (NearestName.Of(names[i], at.Properties.Keys) is { } nearest) next = at.Properties[written[i] = nearest];
                else return (null, Instead(at, names, i));
            }
            at = next;
        }
        var path = "." + string.Join(".", written);
        return (path, $"write \"{path}\"");
    }

    private static string Instead(JsonSchemaProps at, string[] names, int index)
    {
        var holder = index == 0 ? "the resource" : "." + string.Join(".", names.Take(index));
        if (at.Type == "array") return $"{holder} is a list; write {holder}[0] or {holder}[*] for what is in it";
        if (at.Properties.IsEmpty) return $"{holder} has nothing below it";
        var known = index == 0 ? at.Properties.Keys.Concat(["metadata"]) : at.Properties.Keys;
        return $"{holder} has {string.Join(", ", known)}";
    }
}
