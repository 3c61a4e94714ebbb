using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Generators.Model;

/// <summary>A CRD with all the versions that the compilation has of its kind.</summary>
internal sealed record CrdModel(EquatableArray<CrdPart> Parts)
{
    /// <summary>Joins the parts of each kind; in the order of the CRDs' names.</summary>
    public static EquatableArray<CrdModel> Join(IEnumerable<CrdPart> parts) => parts
        .GroupBy(part => part.Identity.CrdName, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new CrdModel(group.OrderBy(part => part.Identity.Version, KubeVersionOrder.Instance).ThenBy(part => part.TypeName, StringComparer.Ordinal).ToArray()))
        .ToArray();

    public string Name => Parts[0].Identity.CrdName;

    /// <summary>The CRD. The version that says so is stored, else the one that Kubernetes prefers; names are those of the stored version.</summary>
    public CustomResourceDefinition Build()
    {
        var stored = Parts.FirstOrDefault(part => part.Version.Storage) ?? Parts[0];
        var names = stored.Identity;
        return new CustomResourceDefinition
        {
            Metadata = Metadata(stored),
            Spec = new CustomResourceDefinitionSpec
            {
                Group = names.Group,
                Scope = names.IsNamespaced ? "Namespaced" : "Cluster",
                Names = new CustomResourceDefinitionNames
                {
                    Kind = names.Kind,
                    ListKind = names.ListKind,
                    Plural = names.Plural,
                    Singular = names.Singular,
                    ShortNames = names.ShortNames,
                    Categories = names.Categories,
                },
                Conversion = stored.Conversion ?? Parts.FirstOrDefault(part => part.Conversion is not null)?.Conversion,
                Versions = Parts.Select(part => part.Version with { Storage = ReferenceEquals(part, stored) || (part.Version.Storage && part != stored) }).ToArray(),
            },
        };
    }

    private JsonObject Metadata(CrdPart stored)
    {
        var metadata = JsonObject.Of(("name", stored.Identity.CrdName));
        foreach (var key in (string[])["labels", "annotations"])
        {
            var merged = new JsonObjectBuilder();
            foreach (var part in Parts)
            {
                foreach (var entry in part.Metadata.GetObject(key) ?? JsonObject.Empty) merged[entry.Key] = entry.Value;
            }
            if (merged.Count > 0) metadata = metadata.With(key, merged.Build());
        }
        return metadata;
    }
}
