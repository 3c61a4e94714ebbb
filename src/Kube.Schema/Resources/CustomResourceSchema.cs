using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Resources;

/// <summary>One version of a CRD as a judge of its objects: what an API server does with a custom resource between decoding and storing.</summary>
/// <remarks>Immutable and safe to share. All functions are pure: objects in, objects and errors out.</remarks>
public sealed class CustomResourceSchema
{
    private readonly IRuleEvaluator? _rules;
    private readonly StructuralSchema? _status;

    /// <summary>The version <paramref name="version"/> of <paramref name="crd"/>.</summary>
    /// <exception cref="ArgumentException">The CRD has no such version.</exception>
    public CustomResourceSchema(CustomResourceDefinition crd, string version)
    {
        Version = crd.Spec.Versions.FirstOrDefault(candidate => candidate.Name == version)
            ?? throw new ArgumentException($"CustomResourceDefinition {crd.Name} has no version \"{version}\"; it has {string.Join(", ", crd.Spec.Versions.Select(candidate => candidate.Name))}.", nameof(version));
        Kind = crd.Spec.Names.Kind;
        ApiVersion = $"{crd.Spec.Group}/{version}";
        IsNamespaced = crd.Spec.Scope == "Namespaced";
        Schema = StructuralSchema.From(Version.Schema ?? new JsonSchemaProps { Type = "object", XPreserveUnknownFields = true });
        Schema.TryGetProperty("status", out var status);
        _status = status;
        _rules = RuleCallIn.Rules.Prepare(Schema, isResourceRoot: true);
    }

    /// <summary>The version as the CRD has it.</summary>
    public CustomResourceDefinitionVersion Version { get; }

    /// <summary>The objects' <c>kind</c>.</summary>
    public string Kind { get; }

    /// <summary>The objects' <c>apiVersion</c>.</summary>
    public string ApiVersion { get; }

    /// <summary>Whether objects live in namespaces.</summary>
    public bool IsNamespaced { get; }

    /// <summary>Whether there is a <c>/status</c>.</summary>
    public bool HasStatus => Version.Subresources?.Status ?? false;

    /// <summary>The schema of the whole object.</summary>
    public StructuralSchema Schema { get; }

    /// <summary>Brings an object that came in into the server's form: metadata coerced, unknown fields pruned, meaningless nulls dropped, defaults filled in.</summary>
    /// <param name="body">The object as it was sent.</param>
    public DecodedResource Decode(JsonObject body)
    {
        var (inMetadata, elsewhere) = (new List<string>(), new List<string>());
        var coerced = EmbeddedResources.Coerce(body, Schema, isResourceRoot: true, dropInvalid: false, inMetadata, out var error);
        if (error is not null)
        {
            return new(body, [], error);
        }

        var pruned = Pruning.Prune(coerced, Schema, isResourceRoot: true, elsewhere);
        var filled = (JsonObject)Defaulting.Apply(pruned, Schema);
        if (inMetadata.Count > 0)
        {
            // The server looks at the object's own metadata first, at that of embedded resources last.
            elsewhere.InsertRange(0, inMetadata.Where(IsOwn));
            elsewhere.AddRange(inMetadata.Where(path => !IsOwn(path)));
        }

        return new(filled, elsewhere, null);

        static bool IsOwn(string path) => path.StartsWith("metadata.", StringComparison.Ordinal);
    }

    /// <summary>Fills in defaults, as also happens when an object is read from storage.</summary>
    public JsonObject FillDefaults(JsonObject resource) => (JsonObject)Defaulting.Apply(resource, Schema);

    /// <summary>All that is wrong with a new object, in the server's order.</summary>
    public IReadOnlyList<FieldError> Validate(JsonObject resource)
    {
        var errors = ResourceChecks.TypeMeta(resource, Kind, ApiVersion);
        if (errors.Count > 0)
        {
            return errors;
        }

        errors.AddRange(ObjectMetaValidation.Validate(resource.GetObject("metadata") ?? JsonObject.Empty, IsNamespaced));
        AddValueErrors(resource, Schema, null, FieldPath.Root, errors);
        ScaleChecks.Check(resource, Version.Subresources?.Scale, statusOnly: false, errors);
        errors.AddRange(EmbeddedResources.Validate(resource, Schema, isResourceRoot: false));
        errors.AddRange(ListValidation.Validate(resource, Schema));
        RunRules(resource, null, null, errors);
        return errors;
    }

    /// <summary>All that is wrong with an object as a change of <paramref name="stored"/>. Errors of parts that did not change are forgiven (KEP-4008).</summary>
    /// <param name="resource">The new object.</param>
    /// <param name="stored">The old one.</param>
    /// <param name="forgiven">Where failed rules of parts that did not change are told: an API server warns of them.</param>
    public IReadOnlyList<FieldError> ValidateUpdate(JsonObject resource, JsonObject stored, List<FieldError>? forgiven = null)
    {
        var errors = ResourceChecks.TypeMeta(resource, Kind, ApiVersion);
        if (errors.Count > 0)
        {
            return errors;
        }

        var correlation = new Correlation(resource, stored, Schema);
        AddMetadataErrors(resource, stored, errors);
        AddValueErrors(resource, Schema, correlation, FieldPath.Root, errors);
        ScaleChecks.Check(resource, Version.Subresources?.Scale, statusOnly: false, errors);
        errors.AddRange(EmbeddedResources.Validate(resource, Schema, isResourceRoot: false));
        AddListErrors(resource, stored, errors);
        RunRules(resource, stored, correlation, errors, forgiven);
        return errors;
    }

    /// <summary>All that is wrong with a change through <c>/status</c>: values of the status only, lists and rules of the whole.</summary>
    /// <param name="resource">The new object.</param>
    /// <param name="stored">The old one.</param>
    /// <param name="forgiven">Where failed rules of parts that did not change are told: an API server warns of them.</param>
    public IReadOnlyList<FieldError> ValidateStatusUpdate(JsonObject resource, JsonObject stored, List<FieldError>? forgiven = null)
    {
        var errors = ResourceChecks.TypeMeta(resource, Kind, ApiVersion);
        if (errors.Count > 0)
        {
            return errors;
        }

        var correlation = new Correlation(resource, stored, Schema);
        AddMetadataErrors(resource, stored, errors);
        if (resource["status"] is { } status && _status is { } schema)
        {
            AddValueErrors(status, schema, correlation.Key("status"), FieldPath.Of("status"), errors);
        }

        ScaleChecks.Check(resource, Version.Subresources?.Scale, statusOnly: true, errors);
        AddListErrors(resource, stored, errors);
        RunRules(resource, stored, correlation, errors, forgiven);
        return errors;
    }

    private static void AddMetadataErrors(JsonObject resource, JsonObject stored, List<FieldError> errors) =>
        errors.AddRange(ObjectMetaValidation.ValidateUpdate(resource.GetObject("metadata") ?? JsonObject.Empty, stored.GetObject("metadata") ?? JsonObject.Empty));

    private static void AddValueErrors(JsonValue value, StructuralSchema schema, Correlation? correlation, FieldPath path, List<FieldError> errors) =>
        errors.AddRange(new ValueValidator(path).Judge(value, schema, correlation).Errors.Select(error => error.Error));

    // Duplicates that were there before may stay.
    private void AddListErrors(JsonObject resource, JsonObject stored, List<FieldError> errors)
    {
        var found = ListValidation.Validate(resource, Schema);
        if (found.Count > 0 && ListValidation.Validate(stored, Schema).Count == 0)
        {
            errors.AddRange(found);
        }
    }

    private void RunRules(JsonObject resource, JsonObject? stored, Correlation? correlation, List<FieldError> errors, List<FieldError>? forgiven = null)
    {
        if (_rules is null)
        {
            return;
        }

        if (errors.Any(error => error.Kind is FieldErrorKind.NotSupported or FieldErrorKind.Required or FieldErrorKind.TooLong or FieldErrorKind.TooMany or FieldErrorKind.TypeInvalid))
        {
            errors.Add(FieldError.Invalid(
                FieldPath.Root,
                JsonValue.Null,
                "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation"));
            return;
        }

        var budget = RuleCallIn.BudgetOfRequest;
        _rules.Evaluate(FieldPath.Root, resource, stored, correlation, ref budget, errors, forgiven);
    }
}

/// <summary>An object in the server's form.</summary>
/// <param name="Resource">The object; as it was sent where there is an <paramref name="Error"/>.</param>
/// <param name="UnknownFields">The paths of fields that were dropped, sorted: warnings, or an error with <c>fieldValidation=Strict</c>.</param>
/// <param name="Error">Why it cannot be decoded at all (an answer of 400).</param>
public sealed record DecodedResource(JsonObject Resource, IReadOnlyList<string> UnknownFields, FieldError? Error);
