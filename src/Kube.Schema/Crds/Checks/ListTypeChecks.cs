using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary><c>x-kubernetes-map-type</c>, <c>x-kubernetes-list-type</c> and <c>x-kubernetes-list-map-keys</c> of one node.</summary>
internal static class ListTypeChecks
{
    public static void Check(JsonSchemaProps schema, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        TypeOf(schema, schema.XMapType, "object", "x-kubernetes-map-type", ["atomic", "granular"], path, errors, null);
        TypeOf(schema, schema.XListType, "array", "x-kubernetes-list-type", ["atomic", "set", "map"], path, errors, () =>
        {
            if (options.RequireAtomicSets && IsSetOfGranular(schema))
            {
                var field = schema.Items!.Schema!.Type == "array" ? "x-kubernetes-list-type" : "x-kubernetes-map-type";
                errors.Add(FieldError.Invalid(path.Child("items").Child(field), schema.Items.Schema.XListType, "must be atomic as item of a list with x-kubernetes-list-type=set"));
            }
        });

        if (!schema.XListMapKeys.IsEmpty && schema.XListType != "map")
        {
            var place = path.Child("x-kubernetes-list-type");
            const string Must = "must be map if x-kubernetes-list-map-keys is non-empty";
            errors.Add(schema.XListType is null ? FieldError.Required(place, Must) : FieldError.Invalid(place, schema.XListType, Must));
        }

        if (schema.XListType == "map")
        {
            MapList(schema, path, errors);
        }

        if (options.RequireKeyedLists)
        {
            errors.AddRange(KeysAndNulls(schema, path));
        }
    }

    /// <summary>Whether this is a set whose items are not told apart as a whole.</summary>
    public static bool IsSetOfGranular(JsonSchemaProps schema) => schema is { XListType: "set", Items.Schema: { } items } && items.Type switch
    {
        "array" => items.XListType is not (null or "atomic"),
        "object" => items.XMapType != "atomic",
        _ => false,
    };

    /// <summary>Items of sets and maps are not null; keys of maps are there and not null.</summary>
    public static IEnumerable<FieldError> KeysAndNulls(JsonSchemaProps schema, FieldPath path)
    {
        if (schema is not { XListType: "set" or "map", Items.Schema: { } items })
        {
            yield break;
        }

        var place = path.Child("items");
        if (items.Nullable)
        {
            yield return FieldError.Forbidden(place.Child("nullable"), $"cannot be nullable when x-kubernetes-list-type is {schema.XListType}");
        }

        if (schema.XListType == "set")
        {
            yield break;
        }

        foreach (var key in schema.XListMapKeys)
        {
            if (!items.Properties.TryGetValue(key, out var property))
            {
                continue;
            }

            var keyPlace = place.Child("properties").Key(key);
            if (!items.Required.Contains(key) && property.Default is null)
            {
                yield return FieldError.Required(keyPlace.Child("default"), "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
            }

            if (property.Nullable)
            {
                yield return FieldError.Forbidden(keyPlace.Child("nullable"), "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
            }
        }
    }

    private static void TypeOf(JsonSchemaProps schema, string? value, string type, string field, string[] known, FieldPath path, List<FieldError> errors, Action? whenTyped)
    {
        if (value is null)
        {
            return;
        }

        if (schema.Type != type)
        {
            var must = $"must be {type} if {field} is specified";
            errors.Add(string.IsNullOrEmpty(schema.Type) ? FieldError.Required(path.Child("type"), must) : FieldError.Invalid(path.Child("type"), schema.Type, must));
        }
        else
        {
            whenTyped?.Invoke();
        }

        if (!known.Contains(value))
        {
            errors.Add(FieldError.NotSupported(path.Child(field), value, known));
        }
    }

    private static void MapList(JsonSchemaProps schema, FieldPath path, List<FieldError> errors)
    {
        var place = path.Child("items");
        if (schema.XListMapKeys.IsEmpty)
        {
            errors.Add(FieldError.Required(path.Child("x-kubernetes-list-map-keys"), "must not be empty if x-kubernetes-list-type is map"));
        }

        switch (schema.Items)
        {
            case null:
                errors.Add(FieldError.Required(place, "must have a schema if x-kubernetes-list-type is map"));
                break;
            case { Schema: null } several:
                errors.Add(FieldError.InvalidStruct(place, GoForms.Of(several), "must only have a single schema if x-kubernetes-list-type is map"));
                break;
            case { Schema: { Type: "object" } items }:
                Keys(schema, items, path, errors);
                break;
            case { Schema: { } items }:
                errors.Add(FieldError.Invalid(place.Child("type"), items.Type ?? "", "must be object if parent array's x-kubernetes-list-type is map"));
                break;
        }
    }

    private static void Keys(JsonSchemaProps schema, JsonSchemaProps items, FieldPath path, List<FieldError> errors)
    {
        var keys = path.Child("x-kubernetes-list-map-keys");
        var printed = JsonArray.From(schema.XListMapKeys.Select(JsonString.Of));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in schema.XListMapKeys)
        {
            if (!items.Properties.TryGetValue(key, out var property))
            {
                errors.Add(FieldError.Invalid(keys, printed, "entries must all be names of item properties"));
            }
            else if (property.Type is "array" or "object")
            {
                errors.Add(FieldError.Invalid(path.Child("items").Child("properties").Key(key).Child("type"), items.Type!, "must be a scalar type if parent array's x-kubernetes-list-type is map"));
            }

            if (!seen.Add(key))
            {
                errors.Add(FieldError.Invalid(keys, printed, "must not contain duplicate entries"));
            }
        }
    }
}
