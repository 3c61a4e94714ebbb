using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Resources;

/// <summary>The values at the paths of the scale subresource.</summary>
internal static class ScaleChecks
{
    public static void Check(JsonObject resource, CustomResourceSubresourceScale? scale, bool statusOnly, List<FieldError> errors)
    {
        if (scale is null)
        {
            return;
        }

        if (!statusOnly)
        {
            Replicas(resource, scale.SpecReplicasPath, errors);
        }

        Replicas(resource, scale.StatusReplicasPath, errors);
        if (scale.LabelSelectorPath is { } selector && Find(resource, selector, "string", value => value is JsonString, out _) is { } problem)
        {
            errors.Add(FieldError.Invalid(FieldPath.Of(selector), "", problem));
        }
    }

    private static void Replicas(JsonObject resource, string jsonPath, List<FieldError> errors)
    {
        var path = FieldPath.Of(jsonPath);
        if (Find(resource, jsonPath, "int64", value => value is JsonInteger, out var found) is { } problem)
        {
            errors.Add(FieldError.Invalid(path, 0, problem));
            return;
        }

        switch (found)
        {
            case JsonInteger { Value: < 0 } negative:
                errors.Add(FieldError.Invalid(path, negative, "should be a non-negative integer"));
                break;
            case JsonInteger { Value: > int.MaxValue } large:
                errors.Add(FieldError.Invalid(path, large, "should be less than or equal to 2147483647"));
                break;
        }
    }

    /// <summary>Follows dotted names; says in Go's words where something of another type stands.</summary>
    private static string? Find(JsonObject resource, string jsonPath, string type, Func<JsonValue, bool> isType, out JsonValue? found)
    {
        var names = jsonPath.TrimStart('.').Split('.');
        JsonValue current = resource;
        found = null;
        for (var i = 0; i < names.Length; i++)
        {
            if (current is not JsonObject members)
            {
                return Problem(names.Take(i + 1), current, "map[string]interface{}");
            }

            if (members[names[i]] is not { } value)
            {
                return null;
            }

            current = value;
        }

        if (!isType(current))
        {
            return Problem(names, current, type);
        }

        found = current;
        return null;
    }

    private static string Problem(IEnumerable<string> names, JsonValue value, string expected)
    {
        var (text, type) = value switch
        {
            JsonString own => (own.Value, "string"),
            JsonInteger => (value.ToJson(), "int64"),
            JsonDouble number => (JsonNumber.FormatVerb(number.Value), "float64"),
            JsonBoolean => (value.ToJson(), "bool"),
            JsonArray => (value.ToJson(), "[]interface {}"),
            JsonObject => (value.ToJson(), "map[string]interface {}"),
            _ => ("<nil>", "<nil>"),
        };
        return $".{string.Join(".", names)} accessor error: {text} is of the type {type}, expected {expected}";
    }
}
