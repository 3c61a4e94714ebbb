using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>Fields that field selectors may name (KEP-4358).</summary>
internal static class SelectableFieldChecks
{
    /// <summary>The most selectable fields of a version.</summary>
    public const int Most = 8;

    public static void CheckVersion(CustomResourceDefinitionVersion version, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        if (version.SelectableFields.IsEmpty)
        {
            return;
        }

        if (version.Schema is not { } schema)
        {
            errors.Add(FieldError.Invalid(path.Child("selectableFields"), "", "may only be set when `version.schema.openAPIV3Schema` is not included"));
            return;
        }

        Check(version.SelectableFields, schema, path, options, version.Name, errors);
    }

    public static void CheckShared(CrdLayout layout, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        if (layout.SelectableFields.IsEmpty)
        {
            return;
        }

        if (layout.Schema is not { } schema)
        {
            errors.Add(FieldError.Invalid(path.Child("selectableFields"), "", "may only be set when validations.schema is included"));
            return;
        }

        Check(layout.SelectableFields, schema, path, options, "", errors);
    }

    private static void Check(EquatableArray<SelectableField> fields, JsonSchemaProps schema, FieldPath parent, CrdCheckOptions options, string version, List<FieldError> errors)
    {
        if (StructuralChecks.Unsupported(schema) is { } problem)
        {
            errors.Add(FieldError.Invalid(parent.Child("schema.openAPIV3Schema"), "", problem));
        }

        var path = parent.Child("selectableFields");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            var place = path.Index(i).Child("jsonPath");
            var jsonPath = fields[i].JsonPath;
            if (jsonPath.Length == 0)
            {
                errors.Add(FieldError.Required(place));
                continue;
            }

            if (SchemaFieldPath.Resolve(jsonPath, schema, allowBrackets: false, out var found, out var field) is { } reason)
            {
                errors.Add(FieldError.Invalid(place, jsonPath, $"is an invalid path: {reason}"));
                continue;
            }

            if (field.Split('.')[0] == "metadata")
            {
                errors.Add(FieldError.Invalid(place, jsonPath, "must not point to fields in metadata"));
            }

            if (found?.Type is not ("string" or "boolean" or "integer"))
            {
                errors.Add(FieldError.Invalid(place, jsonPath, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed."));
            }

            if (!seen.Add(field))
            {
                errors.Add(FieldError.Duplicate(place, jsonPath));
            }
        }

        if (seen.Count > Most && !options.KeepManySelectableFields.Contains(version))
        {
            errors.Add(FieldError.TooMany(path, seen.Count, Most));
        }
    }
}
