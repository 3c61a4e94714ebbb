using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Names that another resource has: in one group an API server gives each to one CRD only (crd-rules N9), over groups <c>kubectl</c> picks one.</summary>
internal static class NameConflicts
{
    /// <summary>The short names of Kubernetes' own resources, which <c>kubectl</c> finds first.</summary>
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["cm"] = "configmaps",
        ["cs"] = "componentstatuses",
        ["ep"] = "endpoints",
        ["ev"] = "events",
        ["limits"] = "limitranges",
        ["no"] = "nodes",
        ["ns"] = "namespaces",
        ["po"] = "pods",
        ["pv"] = "persistentvolumes",
        ["pvc"] = "persistentvolumeclaims",
        ["quota"] = "resourcequotas",
        ["rc"] = "replicationcontrollers",
        ["sa"] = "serviceaccounts",
        ["svc"] = "services",
        ["crd"] = "customresourcedefinitions",
        ["crds"] = "customresourcedefinitions",
        ["deploy"] = "deployments",
        ["ds"] = "daemonsets",
        ["rs"] = "replicasets",
        ["sts"] = "statefulsets",
        ["hpa"] = "horizontalpodautoscalers",
        ["cj"] = "cronjobs",
        ["csr"] = "certificatesigningrequests",
        ["ing"] = "ingresses",
        ["netpol"] = "networkpolicies",
        ["pdb"] = "poddisruptionbudgets",
        ["pc"] = "priorityclasses",
        ["sc"] = "storageclasses",
    };

    public static IEnumerable<Diagnostic> Of(ResourceReading reading, IReadOnlyList<ResourceEntry> all)
    {
        var own = reading.Model!.Crd.Identity;
        var isTold = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in all)
        {
            var surface = reading.Model!.Surface;
            if (entry.Surface.HintName == surface.HintName && !SymbolEqualityComparer.Default.Equals(entry.Type, reading.Type) && isTold.Add("type"))
            {
                var place = DefinitionTokens.Name(reading, reading.Attribute.Named("TypeName") is null ? "kind" : "typeName");
                yield return Diagnostic.Create(Rules.TypeNameTaken, place, reading.Type.Name, entry.Type.Name, surface.TypeName);
            }
            var other = entry.Surface.Identity;
            if (other.CrdName == own.CrdName) continue;
            foreach (var (field, index, name) in Clashes(own, other))
            {
                if (!isTold.Add(field + index)) continue;
                yield return other.Group == own.Group
                    ? Diagnostic.Create(Rules.NameTaken, DefinitionTokens.Name(reading, field, index), name, other.CrdName, entry.Type.Name)
                    : Diagnostic.Create(Rules.ShortNameShadowed, DefinitionTokens.Name(reading, field, index), name, OfAnother(other.CrdName));
            }
        }
        for (var i = 0; i < own.ShortNames.Count; i++)
        {
            var name = own.ShortNames[i];
            if (!isTold.Add("shortNames" + i)) continue;
            if (BuiltIn.TryGetValue(name, out var builtIn))
                yield return Diagnostic.Create(Rules.ShortNameShadowed, DefinitionTokens.Name(reading, "shortNames", i), name, OfAnother(builtIn));
            else if (name == own.Plural || name == own.Singular || own.ShortNames.Take(i).Contains(name))
                yield return Diagnostic.Create(Rules.ShortNameShadowed, DefinitionTokens.Name(reading, "shortNames", i), name, $"{own.CrdName} itself: leave it out");
        }
    }

    private static string OfAnother(string resource) => $"{resource}, so kubectl may show that instead: choose another";

    private static IEnumerable<(string Field, int Index, string Name)> Clashes(ResourceIdentity own, ResourceIdentity other)
    {
        if (own.Group != other.Group)
        {
            // Plurals of different groups live side by side; people write plural.group then. Short names are there to be short.
            for (var i = 0; i < own.ShortNames.Count; i++)
            {
                if (other.ShortNames.Contains(own.ShortNames[i])) yield return ("shortNames", i, own.ShortNames[i]);
            }
            yield break;
        }
        if (own.Kind == other.Kind || own.Kind == other.ListKind) yield return ("kind", -1, own.Kind);
        else if (own.ListKind == other.ListKind || own.ListKind == other.Kind) yield return ("listKind", -1, own.ListKind);
        string[] taken = [other.Plural, other.Singular, .. other.ShortNames];
        if (taken.Contains(own.Plural)) yield return ("plural", -1, own.Plural);
        if (own.Kind != other.Kind && own.Singular != own.Plural && taken.Contains(own.Singular)) yield return ("singular", -1, own.Singular);
        for (var i = 0; i < own.ShortNames.Count; i++)
        {
            if (taken.Contains(own.ShortNames[i])) yield return ("shortNames", i, own.ShortNames[i]);
        }
    }
}
