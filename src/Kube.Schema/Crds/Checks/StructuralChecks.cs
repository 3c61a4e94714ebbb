using Kube.Cel.Re2;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>What makes a schema structural (KEP-1979): every value has a type, and what stands under <c>allOf</c>, <c>anyOf</c>, <c>oneOf</c> and <c>not</c> only judges values.</summary>
internal static class StructuralChecks
{
    private static readonly JsonSchemaProps Empty = new();
    private static readonly EquatableArray<JsonSchemaProps> IntOrString = EquatableArray.Of(new JsonSchemaProps { Type = "integer" }, new JsonSchemaProps { Type = "string" });

    private enum Level
    {
        Root,
        Item,
        Field,
    }

    /// <summary>Whether nothing is told by <see cref="Unsupported"/> and <see cref="Check"/>.</summary>
    public static bool IsStructural(JsonSchemaProps schema) => Unsupported(schema) is null && Check(schema, FieldPath.Root).Count == 0;

    /// <summary>A field that no structural schema can have, anywhere in <paramref name="schema"/>, in the server's words; none where there is none.</summary>
    public static string? Unsupported(JsonSchemaProps schema) => SchemaTraversal.All(schema).Select(UnsupportedHere).FirstOrDefault(problem => problem is not null);

    /// <summary>All errors, sorted by their text as the server sorts them.</summary>
    public static IReadOnlyList<FieldError> Check(JsonSchemaProps schema, FieldPath path)
    {
        var errors = new List<FieldError>();
        Core(schema, Level.Root, path, errors);
        CompletenessChecks.Check(schema, path, errors);
        return [.. errors.OrderBy(error => error.ToString(), StringComparer.Ordinal)];
    }

    private static string? UnsupportedHere(JsonSchemaProps node)
    {
        const string Fields = "OpenAPIV3Schema";
        return node switch
        {
            { Id.Length: > 0 } => $"{Fields} 'id' is not supported",
            { Schema.Length: > 0 } => $"{Fields} 'schema' is not supported",
            { Ref.Length: > 0 } => $"{Fields} '$ref' is not supported",
            { PatternProperties.IsEmpty: false } => $"{Fields} 'patternProperties' is not supported",
            { Dependencies.IsEmpty: false } => $"{Fields} 'dependencies' is not supported",
            { AdditionalItems: not null } => $"{Fields} 'additionalItems' is not supported",
            { Definitions.IsEmpty: false } => $"{Fields} 'definitions' is not supported",
            { XPreserveUnknownFields: false } => "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined",
            { Items.Schemas.IsEmpty: false } => $"{Fields} 'items' must be a schema, but is an array",
            _ => null,
        };
    }

    private static void Core(JsonSchemaProps schema, Level level, FieldPath path, List<FieldError> errors)
    {
        if (schema.Items?.Schema is { } items)
        {
            Core(items, Level.Item, path.Child("items"), errors);
        }
        else if (schema.Type == "array")
        {
            errors.Add(FieldError.Required(path.Child("items"), "must be specified"));
        }

        foreach (var property in schema.Properties)
        {
            Core(property.Value, Level.Field, path.Child("properties").Key(property.Key), errors);
        }

        if (schema.AdditionalProperties is { } values)
        {
            if (level == Level.Root)
            {
                errors.Add(FieldError.Forbidden(path.Child("additionalProperties"), "must not be used at the root"));
            }

            if (values.Schema is { } value)
            {
                Core(value, Level.Field, path.Child("additionalProperties"), errors);
            }
        }

        Exclusions(schema, path, errors);
        Values(schema, schema.AnyOf == IntOrString, IsIntOrStringAllOf(schema), path, errors);
        Types(schema, level, path, errors);
        Metadata(schema, level, path, errors);
        if (schema.XEmbeddedResource && schema.XPreserveUnknownFields != true && schema.Properties.IsEmpty)
        {
            errors.Add(FieldError.Required(path.Child("properties"), "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields"));
        }
    }

    private static void Exclusions(JsonSchemaProps schema, FieldPath path, List<FieldError> errors)
    {
        const string Must = "must be false if x-kubernetes-int-or-string is true";
        if (schema.XIntOrString && schema.XPreserveUnknownFields == true)
        {
            errors.Add(FieldError.Invalid(path.Child("x-kubernetes-preserve-unknown-fields"), true, Must));
        }

        if (schema.XIntOrString && schema.XEmbeddedResource)
        {
            errors.Add(FieldError.Invalid(path.Child("x-kubernetes-embedded-resource"), true, Must));
        }
    }

    private static void Types(JsonSchemaProps schema, Level level, FieldPath path, List<FieldError> errors)
    {
        var place = path.Child("type");
        var type = schema.Type ?? "";
        if (schema.XEmbeddedResource && type != "object")
        {
            const string Must = "must be object if x-kubernetes-embedded-resource is true";
            errors.Add(type.Length == 0 ? FieldError.Required(place, Must) : FieldError.Invalid(place, type, Must));
        }
        else if (type.Length == 0 && !schema.XIntOrString && schema.XPreserveUnknownFields != true)
        {
            errors.Add(FieldError.Required(place, level switch
            {
                Level.Root => "must not be empty at the root",
                Level.Item => "must not be empty for specified array items",
                _ => "must not be empty for specified object fields",
            }));
        }

        if (schema.XEmbeddedResource && schema.AdditionalProperties is not null)
        {
            errors.Add(FieldError.Forbidden(path.Child("additionalProperties"), "must not be used if x-kubernetes-embedded-resource is set"));
        }

        if (level == Level.Root && type.Length > 0 && type != "object")
        {
            errors.Add(FieldError.Invalid(place, type, "must be object at the root"));
        }
    }

    private static void Metadata(JsonSchemaProps schema, Level level, FieldPath path, List<FieldError> errors)
    {
        var isResource = level == Level.Root || schema.XEmbeddedResource;
        foreach (var field in (string[])["kind", "apiVersion"])
        {
            if (isResource && schema.Properties.TryGetValue(field, out var property) && property.Type != "string")
            {
                errors.Add(FieldError.Invalid(path.Child("properties").Key(field).Child("type"), property.Type ?? "", "must be string"));
            }
        }

        if (!schema.Properties.TryGetValue("metadata", out var metadata))
        {
            return;
        }

        var place = path.Child("properties").Key("metadata");
        if (isResource && metadata.Type != "object")
        {
            errors.Add(FieldError.Invalid(place.Child("type"), metadata.Type ?? "", "must be object"));
        }

        // The server adds the rest itself; only a name may be restricted.
        var bare = metadata.Properties.Without("name").Without("generateName");
        if (level == Level.Root && metadata with { Properties = bare, Type = null, Default = null } != Empty)
        {
            errors.Add(FieldError.Forbidden(place, "must not specify anything other than name and generateName, but metadata is implicitly specified"));
        }
    }

    /// <summary>The value checks of a node; its alternatives must be nothing else.</summary>
    private static void Values(JsonSchemaProps schema, bool skipAnyOf, bool skipAnyOfInFirstAllOf, FieldPath path, List<FieldError> errors)
    {
        for (var i = 0; i < schema.AnyOf.Count && !skipAnyOf; i++)
        {
            Nested(schema.AnyOf[i], false, path.Child("anyOf").Index(i), errors);
        }

        for (var i = 0; i < schema.AllOf.Count; i++)
        {
            Nested(schema.AllOf[i], skipAnyOfInFirstAllOf && i == 0, path.Child("allOf").Index(i), errors);
        }

        for (var i = 0; i < schema.OneOf.Count; i++)
        {
            Nested(schema.OneOf[i], false, path.Child("oneOf").Index(i), errors);
        }

        if (schema.Not is { } not)
        {
            Nested(not, false, path.Child("not"), errors);
        }

        if (!string.IsNullOrEmpty(schema.Pattern) && !Re2Regex.TryParse(schema.Pattern!, out _, out var error))
        {
            errors.Add(FieldError.Invalid(path.Child("pattern"), schema.Pattern, $"must be a valid regular expression, but isn't: {error!.Message}"));
        }
    }

    private static void Nested(JsonSchemaProps schema, bool skipAnyOf, FieldPath path, List<FieldError> errors)
    {
        Values(schema, skipAnyOf, false, path, errors);
        if (schema.Items?.Schema is { } items)
        {
            Nested(items, false, path.Child("items"), errors);
        }

        foreach (var property in schema.Properties)
        {
            Nested(property.Value, false, path.Child("properties").Key(property.Key), errors);
        }

        foreach (var (field, used, must) in ((string, bool, string)[])
            [
                ("type", !string.IsNullOrEmpty(schema.Type), "empty"),
                ("additionalProperties", schema.AdditionalProperties is { Allows: true } or { Schema: not null }, "undefined"),
                ("default", schema.Default is not null, "undefined"),
                ("title", !string.IsNullOrEmpty(schema.Title), "empty"),
                ("description", !string.IsNullOrEmpty(schema.Description), "empty"),
                ("nullable", schema.Nullable, "false"),
                ("x-kubernetes-preserve-unknown-fields", schema.XPreserveUnknownFields == true, "false"),
                ("x-kubernetes-embedded-resource", schema.XEmbeddedResource, "false"),
                ("x-kubernetes-int-or-string", schema.XIntOrString, "false"),
                ("x-kubernetes-list-map-keys", !schema.XListMapKeys.IsEmpty, "empty"),
                ("x-kubernetes-list-type", schema.XListType is not null, "undefined"),
                ("x-kubernetes-map-type", schema.XMapType is not null, "undefined"),
                ("x-kubernetes-validations", !schema.XValidations.IsEmpty, "empty"),
            ])
        {
            if (used)
            {
                errors.Add(FieldError.Forbidden(path.Child(field), $"must be {must} to be structural"));
            }
        }

        if (schema.Properties.ContainsKey("metadata"))
        {
            errors.Add(FieldError.Forbidden(path.Child("properties").Key("metadata"), "must not be specified in a nested context"));
        }
    }

    private static bool IsIntOrStringAllOf(JsonSchemaProps schema) => schema.AllOf.Count > 0 && schema.AllOf[0].AnyOf == IntOrString;
}
