using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Structural;

/// <summary>Lists of type <c>set</c> hold no value twice, lists of type <c>map</c> no key.</summary>
public static class ListValidation
{
    /// <summary>The duplicates in <paramref name="value"/>, each told once, at its second place.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonValue value, StructuralSchema schema, FieldPath? path = null)
    {
        var errors = new List<FieldError>();
        if (value is JsonObject members)
        {
            Members(members, schema, path ?? FieldPath.Root, errors);
        }

        return errors;
    }

    private static void Node(JsonValue value, StructuralSchema schema, FieldPath path, List<FieldError> errors)
    {
        switch (value)
        {
            case JsonObject members:
                Members(members, schema, path, errors);
                break;
            case JsonArray items:
                Items(items, schema, path, errors);
                break;
        }
    }

    private static void Members(JsonObject members, StructuralSchema schema, FieldPath path, List<FieldError> errors)
    {
        if (!schema.HasListRules)
        {
            return;
        }

        foreach (var member in members)
        {
            if (schema.AdditionalProperties is { } values)
            {
                Node(member.Value, values, path.Key(member.Key), errors);
            }

            if (schema.TryGetProperty(member.Key, out var property))
            {
                Node(member.Value, property, path.Child(member.Key), errors);
            }
        }
    }

    private static void Items(JsonArray items, StructuralSchema schema, FieldPath path, List<FieldError> errors)
    {
        if (!schema.HasListRules)
        {
            return;
        }

        switch (schema.Source.XListType)
        {
            case "set":
                foreach (var i in Repeated(items))
                {
                    errors.Add(FieldError.Duplicate(path.Index(i), items[i]));
                }

                break;
            case "map":
                Keys(items, schema, path, errors);
                break;
        }

        if (schema.Items is { } itemSchema)
        {
            for (var i = 0; i < items.Count; i++)
            {
                Node(items[i], itemSchema, path.Index(i), errors);
            }
        }
    }

    private static void Keys(JsonArray items, StructuralSchema schema, FieldPath path, List<FieldError> errors)
    {
        var keys = new List<JsonValue>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not (JsonObject or JsonNull))
            {
                errors.Add(FieldError.Invalid(path.Index(i), items[i], "must be an object for an array of list-type map"));
                return;
            }

            var item = items[i] as JsonObject;
            keys.Add(JsonObject.From(schema.ListMapKeys
                .Where(key => item?.ContainsKey(key) ?? false)
                .Select(key => new KeyValuePair<string, JsonValue>(key, item![key]!))));
        }

        foreach (var i in Repeated(keys))
        {
            errors.Add(FieldError.Duplicate(path.Index(i), keys[i]));
        }
    }

    private static IEnumerable<int> Repeated(IReadOnlyList<JsonValue> values)
    {
        if (values.Count < 2)
        {
            yield break;
        }

        var seen = new Dictionary<JsonValue, int>();
        for (var i = 0; i < values.Count; i++)
        {
            seen.TryGetValue(values[i], out var times);
            seen[values[i]] = times + 1;
            if (times == 1)
            {
                yield return i;
            }
        }
    }
}
