using Kube.Cel;
using Kube.Schema.Crds.Checks;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Rules;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds;

/// <summary>Whether an API server (1.36) accepts a CRD: every rule of <c>apiextensions.k8s.io/v1</c>, with the server's paths and words.</summary>
/// <remarks>
/// Paths are those that the server prints: what is the same in all versions stands at <c>spec.validation</c>, <c>spec.subresources</c>,
/// <c>spec.additionalPrinterColumns</c> and <c>spec.selectableFields</c>. Run <see cref="CrdDefaulting"/> first, as the server does.
/// </remarks>
public static class CrdValidation
{
    /// <summary>All that is wrong with a new CRD.</summary>
    public static IReadOnlyList<FieldError> Validate(CustomResourceDefinition crd) => Validate(crd, CrdCheckOptions.ForCreate);

    /// <summary>All that is wrong with a new CRD for a server that compiles CEL rules as <paramref name="server"/> does.</summary>
    /// <param name="crd">The CRD.</param>
    /// <param name="server">The server's version: which functions its rules may use.</param>
    public static IReadOnlyList<FieldError> Validate(CustomResourceDefinition crd, KubernetesVersion server) =>
        Validate(crd, CrdCheckOptions.ForCreate with { Rules = new KubernetesRules(server) });

    private static List<FieldError> Validate(CustomResourceDefinition crd, CrdCheckOptions options)
    {
        var errors = new List<FieldError>(ObjectMetaValidation.Validate(crd.Metadata, namespaced: false, (name, prefix) => NameMessages(crd, name, prefix)));
        SpecChecks.Check(crd.Spec, options, errors);
        CheckRest(crd, null, errors);
        return errors;
    }

    /// <summary>All that is wrong with a CRD as a change of <paramref name="stored"/>. What the stored one already breaks may mostly stay.</summary>
    public static IReadOnlyList<FieldError> ValidateUpdate(CustomResourceDefinition crd, CustomResourceDefinition stored)
    {
        var options = CrdCheckOptions.ForUpdate(crd, stored);
        var errors = new List<FieldError>(ObjectMetaValidation.ValidateUpdate(crd.Metadata, stored.Metadata));
        SpecChecks.Check(crd.Spec, options, errors);
        SpecChecks.CheckUnchanged(crd.Spec, stored.Spec, options, errors);
        CheckRest(crd, stored, errors);
        return errors;
    }

    /// <summary>All that is wrong with a change through <c>/status</c>, which looks at metadata and accepted names only.</summary>
    public static IReadOnlyList<FieldError> ValidateStatusUpdate(CustomResourceDefinition crd, CustomResourceDefinition stored)
    {
        var errors = new List<FieldError>(ObjectMetaValidation.ValidateUpdate(crd.Metadata, stored.Metadata));
        NamesChecks.Check(AcceptedNames(crd), FieldPath.Of("status", "acceptedNames"), errors);
        return errors;
    }

    /// <summary>All that is wrong with one schema as that of a CRD with a single version.</summary>
    /// <param name="schema">The schema of the whole object.</param>
    /// <param name="hasStatus">Whether the version has a status subresource.</param>
    public static IReadOnlyList<FieldError> ValidateSchema(JsonSchemaProps schema, bool hasStatus)
    {
        var errors = new List<FieldError>();
        SchemaChecks.Check(schema, hasStatus, "", FieldPath.Of("spec", "validation"), CrdCheckOptions.ForCreate, errors);
        return errors;
    }

    private static List<string> NameMessages(CustomResourceDefinition crd, string name, bool prefix)
    {
        var messages = NameRules.IsObjectName(name, prefix).ToList();
        if (name != $"{crd.Spec.Names.Plural}.{crd.Spec.Group}")
        {
            messages.Add("must be spec.names.plural+\".\"+spec.group");
        }

        return messages;
    }

    private static void CheckRest(CustomResourceDefinition crd, CustomResourceDefinition? stored, List<FieldError> errors)
    {
        NamesChecks.Check(AcceptedNames(crd), FieldPath.Of("status", "acceptedNames"), errors);
        VersionChecks.CheckStored(crd, errors);
        ApprovalChecks.Check(crd, stored, errors);
        if (crd.Spec.PreserveUnknownFields && stored is not { Spec.PreserveUnknownFields: true })
        {
            errors.Add(FieldError.Invalid(
                FieldPath.Of("spec", "preserveUnknownFields"),
                true,
                "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead"));
        }
    }

    private static CustomResourceDefinitionNames AcceptedNames(CustomResourceDefinition crd) =>
        crd.Status?.GetObject("acceptedNames") is { } names ? JsonFields.Read(names, FieldPath.Root, [], CustomResourceDefinitionNames.Read) : new();
}
