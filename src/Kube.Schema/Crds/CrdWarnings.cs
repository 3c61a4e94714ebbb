using Kube.Schema.Crds.Checks;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds;

/// <summary>What an API server warns of when a CRD is written, though it accepts it.</summary>
public static class CrdWarnings
{
    /// <summary>One warning for each format that is not enforced, such as <c>unrecognized format "semver"</c>.</summary>
    /// <param name="crd">The CRD.</param>
    /// <param name="stored">The stored one in an update: what was there before is not told again.</param>
    public static IReadOnlyList<string> Of(CustomResourceDefinition crd, CustomResourceDefinition? stored = null)
    {
        HashSet<string> known = [.. stored is null ? [] : Unrecognized(stored)];
        return [.. Unrecognized(crd).Where(format => !known.Contains(format)).Select(format => $"unrecognized format {GoText.Quote(format)}")];
    }

    private static IEnumerable<string> Unrecognized(CustomResourceDefinition crd)
    {
        // A schema that all versions share is looked at once.
        var layout = new CrdLayout(crd.Spec);
        return layout.Versions.Select(version => version.Schema).Prepend(layout.Schema)
            .SelectMany(SchemaTraversal.All)
            .Where(node => !string.IsNullOrEmpty(node.Format) && !ValueFormats.IsRecognized(node.Format!, node.Type ?? ""))
            .Select(node => node.Format!);
    }
}
