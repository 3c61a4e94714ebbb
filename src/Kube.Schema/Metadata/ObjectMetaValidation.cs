using System.Text;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Metadata;

/// <summary>What an API server checks in the metadata of every object.</summary>
public static class ObjectMetaValidation
{
    /// <summary>The most bytes of all annotations together, keys and values.</summary>
    public const int AnnotationsSizeLimit = 256 * 1024;

    private const string OrphanDependents = "orphan";
    private const string DeleteDependents = "foregroundDeletion";
    private static readonly FieldPath Place = FieldPath.Of("metadata");

    /// <summary>Checks the metadata of a new object whose name was already generated.</summary>
    /// <param name="metadata">The metadata, of right types (see <see cref="ObjectMetaShape"/>).</param>
    /// <param name="namespaced">Whether the object must have a namespace; otherwise it must not.</param>
    /// <param name="nameRule">What a name must be; gets the name and whether a suffix will follow. Default: a DNS-1123 subdomain.</param>
    /// <param name="path">Where the metadata stands. Default: <c>metadata</c>.</param>
    public static IReadOnlyList<FieldError> Validate(JsonObject metadata, bool namespaced, Func<string, bool, IReadOnlyList<string>>? nameRule = null, FieldPath? path = null)
    {
        path ??= Place;
        nameRule ??= NameRules.IsObjectName;
        var errors = new List<FieldError>();
        if (metadata.GetString("generateName") is { Length: > 0 } prefix)
        {
            errors.AddRange(nameRule(prefix, true).Select(message => FieldError.Invalid(path.Child("generateName"), prefix, message)));
        }

        if (metadata.GetString("name") is { Length: > 0 } name)
        {
            errors.AddRange(nameRule(name, false).Select(message => FieldError.Invalid(path.Child("name"), name, message)));
        }
        else
        {
            errors.Add(FieldError.Required(path.Child("name"), "name or generateName is required"));
        }

        ValidateNamespace(metadata.GetString("namespace") ?? "", namespaced, path.Child("namespace"), errors);
        ValidateGeneration(metadata, path, errors);
        ValidateParts(metadata, path, errors, finalizers: true);
        return errors;
    }

    /// <summary>Checks a changed object's metadata against the stored one's.</summary>
    public static IReadOnlyList<FieldError> ValidateUpdate(JsonObject metadata, JsonObject stored, FieldPath? path = null)
    {
        path ??= Place;
        var errors = new List<FieldError>();
        if (stored.GetString("deletionTimestamp") is not null)
        {
            var added = Texts(metadata, "finalizers").Except(Texts(stored, "finalizers")).OrderBy(finalizer => finalizer, StringComparer.Ordinal).ToList();
            if (added.Count > 0)
            {
                errors.Add(FieldError.Forbidden(
                    path.Child("finalizers"),
                    $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(GoText.Quote))}}}"));
            }
        }

        if (string.IsNullOrEmpty(metadata.GetString("resourceVersion")))
        {
            errors.Add(FieldError.Invalid(path.Child("resourceVersion"), "", "must be specified for an update"));
        }

        ValidateGeneration(metadata, path, errors);
        var generation = metadata.GetInteger("generation") ?? 0;
        if (generation < (stored.GetInteger("generation") ?? 0))
        {
            errors.Add(FieldError.Invalid(path.Child("generation"), generation, "must not be decremented"));
        }

        foreach (var field in (string[])["name", "namespace", "uid"])
        {
            Immutable(metadata.GetString(field) ?? "", stored.GetString(field) ?? "", path.Child(field), errors);
        }

        foreach (var field in (string[])["creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds"])
        {
            Immutable(metadata[field] ?? JsonValue.Null, stored[field] ?? JsonValue.Null, path.Child(field), errors);
        }

        ValidateParts(metadata, path, errors, finalizers: false);
        return errors;
    }

    /// <summary>Checks labels.</summary>
    public static IReadOnlyList<FieldError> ValidateLabels(JsonObject labels, FieldPath path)
    {
        var errors = new List<FieldError>();
        foreach (var label in labels)
        {
            errors.AddRange(NameRules.IsLabelKey(label.Key).Select(message => FieldError.Invalid(path, label.Key, message)));
            var value = (label.Value as JsonString)?.Value ?? "";
            errors.AddRange(NameRules.IsLabelValue(value).Select(message => FieldError.Invalid(path, value, message)));
        }

        return errors;
    }

    /// <summary>Checks the keys of annotations and their size together.</summary>
    public static IReadOnlyList<FieldError> ValidateAnnotations(JsonObject annotations, FieldPath path)
    {
        var errors = new List<FieldError>();
        long size = 0;
        foreach (var annotation in annotations)
        {
            errors.AddRange(NameRules.IsLabelKey(annotation.Key.ToLowerInvariant()).Select(message => FieldError.Invalid(path, annotation.Key, message)));
            size += Encoding.UTF8.GetByteCount(annotation.Key) + Encoding.UTF8.GetByteCount((annotation.Value as JsonString)?.Value ?? "");
        }

        if (size > AnnotationsSizeLimit)
        {
            errors.Add(FieldError.TooLong(path, AnnotationsSizeLimit));
        }

        return errors;
    }

    /// <summary>What a client is warned of: finalizers it adds without a domain of their own.</summary>
    /// <param name="metadata">The new metadata.</param>
    /// <param name="stored">The stored one; none for a new object.</param>
    public static IReadOnlyList<string> FinalizerWarnings(JsonObject metadata, JsonObject? stored)
    {
        if (metadata.GetArray("finalizers") is null)
        {
            return [];
        }

        var warnings = new List<string>();
        foreach (var finalizer in Texts(metadata, "finalizers").Except(stored is null ? [] : Texts(stored, "finalizers")).OrderBy(name => name, StringComparer.Ordinal))
        {
            warnings.AddRange(NameRules.IsLabelKey(finalizer).Select(message => $"metadata.finalizers: {GoText.Quote(finalizer)}: {message}"));
            if (!finalizer.Contains("/") && finalizer is not (OrphanDependents or DeleteDependents or "kubernetes"))
            {
                var how = finalizer.Contains(".") ? "name including a path (/) " : "name ";
                warnings.Add($"metadata.finalizers: {GoText.Quote(finalizer)}: prefer a domain-qualified finalizer {how}to avoid accidental conflicts with other finalizer writers");
            }
        }

        return warnings;
    }

    internal static void Immutable(JsonValue value, JsonValue stored, FieldPath path, List<FieldError> errors)
    {
        if (value != stored)
        {
            errors.Add(FieldError.Invalid(path, value, "field is immutable"));
        }
    }

    private static void ValidateNamespace(string name, bool namespaced, FieldPath path, List<FieldError> errors)
    {
        if (!namespaced)
        {
            if (name.Length > 0)
            {
                errors.Add(FieldError.Forbidden(path, "not allowed on this type"));
            }
        }
        else if (name.Length == 0)
        {
            errors.Add(FieldError.Required(path));
        }
        else
        {
            errors.AddRange(NameRules.IsDns1123Label(name).Select(message => FieldError.Invalid(path, name, message)));
        }
    }

    private static void ValidateGeneration(JsonObject metadata, FieldPath path, List<FieldError> errors)
    {
        if (metadata.GetInteger("generation") is { } generation and < 0)
        {
            errors.Add(FieldError.Invalid(path.Child("generation"), generation, "must be greater than or equal to 0"));
        }
    }

    private static void ValidateParts(JsonObject metadata, FieldPath path, List<FieldError> errors, bool finalizers)
    {
        errors.AddRange(ValidateLabels(metadata.GetObject("labels") ?? JsonObject.Empty, path.Child("labels")));
        errors.AddRange(ValidateAnnotations(metadata.GetObject("annotations") ?? JsonObject.Empty, path.Child("annotations")));
        OwnerReferenceValidation.Validate(metadata.GetArray("ownerReferences") ?? JsonArray.Empty, path.Child("ownerReferences"), errors);
        if (finalizers && metadata.GetArray("finalizers") is not null)
        {
            ValidateFinalizers([.. Texts(metadata, "finalizers")], path.Child("finalizers"), errors);
        }

        ManagedFieldsValidation.Validate(metadata.GetArray("managedFields") ?? JsonArray.Empty, path.Child("managedFields"), errors);
    }

    private static void ValidateFinalizers(List<string> finalizers, FieldPath path, List<FieldError> errors)
    {
        foreach (var finalizer in finalizers)
        {
            errors.AddRange(NameRules.IsLabelKey(finalizer).Select(message => FieldError.Invalid(path, finalizer, message)));
        }

        if (finalizers.Contains(OrphanDependents) && finalizers.Contains(DeleteDependents))
        {
            errors.Add(FieldError.Invalid(path, JsonArray.From(finalizers.Select(JsonString.Of)), $"finalizer {OrphanDependents} and {DeleteDependents} cannot be both set"));
        }
    }

    private static IEnumerable<string> Texts(JsonObject metadata, string key) =>
        metadata.GetArray(key)?.OfType<JsonString>().Select(text => text.Value) ?? [];
}
