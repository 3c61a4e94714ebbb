namespace Kube.Schema.Crds;

/// <summary>Which names of a CRD are free: within a group, plurals, singulars and short names share one name space, kinds and list kinds another.</summary>
/// <remarks>A taken name does not keep a CRD from being stored; its condition <c>NamesAccepted</c> becomes false and it is not served under that name.</remarks>
public static class CrdNames
{
    /// <summary>The names that <paramref name="crd"/> gets, and why not all that it asked for.</summary>
    /// <param name="crd">The CRD.</param>
    /// <param name="accepted">The names it has already; it keeps those whose new ones are taken.</param>
    /// <param name="others">The accepted names of all other CRDs of its group.</param>
    public static CrdNamesResult Accept(CustomResourceDefinition crd, CustomResourceDefinitionNames accepted, IEnumerable<CustomResourceDefinitionNames> others)
    {
        var resources = new HashSet<string>(StringComparer.Ordinal);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in others)
        {
            resources.UnionWith([other.Plural, other.Singular ?? "", .. other.ShortNames]);
            kinds.UnionWith([other.Kind, other.ListKind ?? ""]);
        }

        resources.Remove("");
        kinds.Remove("");
        var wanted = crd.Spec.Names;
        var result = accepted;
        string? reason = null, message = null;

        void Take(string name, HashSet<string> taken, string conflict, Action accept)
        {
            if (taken.Contains(name))
            {
                reason ??= conflict;
                message ??= $"\"{name}\" is already in use";
                return;
            }

            accept();
        }

        Take(wanted.Plural, resources, "PluralConflict", () => result = result with { Plural = wanted.Plural });
        Take(wanted.Singular ?? "", resources, "SingularConflict", () => result = result with { Singular = wanted.Singular });
        string[] clashes = [.. wanted.ShortNames.Where(resources.Contains)];
        if (clashes.Length > 0)
        {
            reason ??= "ShortNamesConflict";
            message ??= string.Join(", ", clashes.Select(name => $"\"{name}\" is already in use"));
        }
        else
        {
            result = result with { ShortNames = wanted.ShortNames };
        }

        Take(wanted.Kind, kinds, "KindConflict", () => result = result with { Kind = wanted.Kind });
        Take(wanted.ListKind ?? "", kinds, "ListKindConflict", () => result = result with { ListKind = wanted.ListKind });
        return new(result with { Categories = wanted.Categories }, reason, message);
    }
}

/// <summary>Which names a CRD got.</summary>
/// <param name="Accepted">The names under which it is served: <c>status.acceptedNames</c>.</param>
/// <param name="ConflictReason">The reason of <c>NamesAccepted=False</c>, such as <c>PluralConflict</c>; none where all names are free.</param>
/// <param name="ConflictMessage">The message that goes with it.</param>
public sealed record CrdNamesResult(CustomResourceDefinitionNames Accepted, string? ConflictReason, string? ConflictMessage)
{
    /// <summary>Whether all names are free.</summary>
    public bool IsAccepted => ConflictReason is null;
}
