using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>The <c>spec</c> of a CRD: group, scope, versions, names, then what all versions share.</summary>
internal static class SpecChecks
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Check(CustomResourceDefinitionSpec spec, CrdCheckOptions options, List<FieldError> errors)
    {
        var layout = new CrdLayout(spec);
        CheckGroup(spec.Group, errors);
        EnumText(spec.Scope, ["Cluster", "Namespaced"], Spec.Child("scope"), errors);
        CheckSchemasThere(layout, options, errors);
        options = WithStructural(spec, options);
        for (var i = 0; i < layout.Versions.Count; i++)
        {
            VersionChecks.Check(layout.Versions[i], layout.HasStatus(layout.Versions[i]), Spec.Child("versions").Index(i), options, errors);
        }

        CheckVersionsTogether(layout, errors);
        NamesChecks.CheckThere(spec.Names, Spec.Child("names"), errors);
        NamesChecks.Check(spec.Names, Spec.Child("names"), errors);
        if (layout.Schema is { } schema)
        {
            var anyStatus = spec.Versions.Any(version => version.Subresources?.Status ?? false);
            SchemaChecks.Check(schema, anyStatus, spec.Versions[0].Name, Spec.Child("validation"), options, errors);
        }

        SubresourceChecks.Check(layout.Subresources, Spec.Child("subresources"), errors);
        ColumnChecks.Check(layout.Columns, Spec.Child("additionalPrinterColumns"), errors);
        SelectableFieldChecks.CheckShared(layout, Spec, options, errors);
        ConversionChecks.Check(spec.Conversion, Spec.Child("conversion"), options, errors);
    }

    /// <summary>What may never change, or not once the CRD is established.</summary>
    public static void CheckUnchanged(CustomResourceDefinitionSpec spec, CustomResourceDefinitionSpec stored, CrdCheckOptions options, List<FieldError> errors)
    {
        var names = Spec.Child("names");
        if (options.RequireSameNames)
        {
            ObjectMetaValidation.Immutable(spec.Scope, stored.Scope, Spec.Child("scope"), errors);
            ObjectMetaValidation.Immutable(spec.Names.Kind, stored.Names.Kind, names.Child("kind"), errors);
        }

        ObjectMetaValidation.Immutable(spec.Group, stored.Group, Spec.Child("group"), errors);
        ObjectMetaValidation.Immutable(spec.Names.Plural, stored.Names.Plural, names.Child("plural"), errors);
    }

    /// <summary>A value that is one of <paramref name="accepted"/> and not empty.</summary>
    public static void EnumText(string value, string[] accepted, FieldPath path, List<FieldError> errors)
    {
        if (value.Length == 0)
        {
            errors.Add(FieldError.Required(path));
        }
        else if (!accepted.Contains(value))
        {
            errors.Add(FieldError.NotSupported(path, value, accepted));
        }
    }

    private static void CheckGroup(string group, List<FieldError> errors)
    {
        var path = Spec.Child("group");
        if (group.Length == 0)
        {
            errors.Add(FieldError.Required(path));
        }
        else if (NameRules.IsDns1123Subdomain(group) is { Count: > 0 } messages)
        {
            errors.Add(FieldError.Invalid(path, group, string.Join(",", messages)));
        }
        else if (!group.Contains("."))
        {
            errors.Add(FieldError.Invalid(path, group, "should be a domain with at least one dot"));
        }
    }

    private static void CheckSchemasThere(CrdLayout layout, CrdCheckOptions options, List<FieldError> errors)
    {
        if (layout.Schema is not null)
        {
            return;
        }

        for (var i = 0; i < layout.Versions.Count; i++)
        {
            var path = Spec.Child("versions").Index(i).Child("schema").Child("openAPIV3Schema");
            if (layout.Versions[i].Schema is not null)
            {
                continue;
            }

            if (options.RequireSchema)
            {
                errors.Add(FieldError.Required(path));
            }
            else if (!layout.Spec.PreserveUnknownFields && layout.Versions[i].Served)
            {
                errors.Add(FieldError.Required(path, "because otherwise all fields are pruned"));
            }
        }
    }

    // Pruning, defaults and the extensions of Kubernetes all need a structural schema, whatever the stored CRD was.
    private static CrdCheckOptions WithStructural(CustomResourceDefinitionSpec spec, CrdCheckOptions options)
    {
        var needed = !spec.PreserveUnknownFields || spec.Versions.SelectMany(version => SchemaTraversal.All(version.Schema)).Any(node =>
            node.Default is not null || node.XEmbeddedResource || node.XPreserveUnknownFields is not null || node.XIntOrString
            || !node.XListMapKeys.IsEmpty || node.XListType is not null || !node.XValidations.IsEmpty);
        return needed ? options with { RequireStructural = true } : options;
    }

    private static void CheckVersionsTogether(CrdLayout layout, List<FieldError> errors)
    {
        var spec = layout.Spec;
        if (spec.PreserveUnknownFields && spec.Versions.SelectMany(version => SchemaTraversal.All(version.Schema)).Any(node => node.Default is not null))
        {
            errors.Add(FieldError.Invalid(Spec.Child("preserveUnknownFields"), true, "must be false in order to use defaults in the schema"));
        }

        if (layout.Versions.Select(version => version.Name).Distinct().Count() != layout.Versions.Count)
        {
            errors.Add(FieldError.InvalidStruct(Spec.Child("versions"), layout.PrintVersions(), "must contain unique version names"));
        }

        if (layout.Versions.Count(version => version.Storage) != 1)
        {
            errors.Add(FieldError.InvalidStruct(Spec.Child("versions"), layout.PrintVersions(), "must have exactly one version marked as storage version"));
        }

        // The internal form repeats the first version's name, so a bad one is told twice.
        if (layout.Versions is [{ Name.Length: > 0 } first, ..] && NameRules.IsDns1035Label(first.Name) is { Count: > 0 } messages)
        {
            errors.Add(FieldError.Invalid(Spec.Child("version"), first.Name, string.Join(",", messages)));
        }

        if (spec.PreserveUnknownFields && spec.Conversion is { Strategy: not "None" } conversion)
        {
            errors.Add(FieldError.Invalid(Spec.Child("conversion").Child("strategy"), conversion.Strategy, "must be None if spec.preserveUnknownFields is true"));
        }
    }
}
