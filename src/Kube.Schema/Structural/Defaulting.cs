using Kube.Schema.Json;

namespace Kube.Schema.Structural;

/// <summary>Fills in defaults and drops nulls that mean nothing, as an API server does on every write and every read.</summary>
public static class Defaulting
{
    /// <summary><see cref="DropNulls"/>, then <see cref="FillDefaults"/>: what happens to an object that comes in or out.</summary>
    public static JsonValue Apply(JsonValue value, StructuralSchema schema) => FillDefaults(DropNulls(value, schema), schema);

    /// <summary>Fills in the defaults of missing properties and of nulls that are not allowed, also inside filled-in defaults. Shares what it does not change.</summary>
    public static JsonValue FillDefaults(JsonValue value, StructuralSchema schema)
    {
        if (!schema.HasDefaults)
        {
            return value;
        }

        return value switch
        {
            JsonObject members => FillMembers(members, schema),
            JsonArray items when schema.Items is { } itemSchema => FillItems(items, itemSchema),
            _ => value,
        };
    }

    /// <summary>Drops members whose null is neither allowed nor replaced by a default. Nulls in lists and of unknown fields stay.</summary>
    public static JsonValue DropNulls(JsonValue value, StructuralSchema schema)
    {
        switch (value)
        {
            case JsonObject members:
                JsonObjectBuilder? changed = null;
                foreach (var member in members)
                {
                    var entry = schema.Entry(member.Key);
                    if (entry is null)
                    {
                        continue;
                    }

                    if (member.Value is JsonNull)
                    {
                        if (!entry.IsNullable && entry.Default is null)
                        {
                            (changed ??= members.ToBuilder()).Remove(member.Key);
                        }
                    }
                    else if (DropNulls(member.Value, entry) is var kept && !ReferenceEquals(kept, member.Value))
                    {
                        (changed ??= members.ToBuilder())[member.Key] = kept;
                    }
                }

                return changed?.Build() ?? members;
            case JsonArray items when schema.Items is { } itemSchema:
                return Map(items, item => DropNulls(item, itemSchema));
            default:
                return value;
        }
    }

    private static JsonObject FillMembers(JsonObject members, StructuralSchema schema)
    {
        JsonObjectBuilder? changed = null;
        foreach (var name in schema.PropertyNames)
        {
            var property = schema.Properties[name];
            if (property.Default is { } missing && IsMissing(members[name], property))
            {
                (changed ??= members.ToBuilder())[name] = missing;
            }
        }

        foreach (var member in changed?.Build() ?? members)
        {
            if (schema.Entry(member.Key) is not { } entry)
            {
                continue;
            }

            // Only additional properties can still be null here; without a default they stay so.
            var value = member.Value is JsonNull && !entry.IsNullable ? entry.Default ?? member.Value : member.Value;
            value = FillDefaults(value, entry);
            if (!ReferenceEquals(value, member.Value))
            {
                (changed ??= members.ToBuilder())[member.Key] = value;
            }
        }

        return changed?.Build() ?? members;
    }

    private static JsonArray FillItems(JsonArray items, StructuralSchema schema) => Map(
        items,
        item => FillDefaults(item is JsonNull && !schema.IsNullable ? schema.Default ?? item : item, schema));

    private static bool IsMissing(JsonValue? value, StructuralSchema schema) => value is null || (value is JsonNull && !schema.IsNullable);

    private static JsonArray Map(JsonArray items, Func<JsonValue, JsonValue> map)
    {
        JsonValue[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var mapped = map(items[i]);
            if (!ReferenceEquals(mapped, items[i]))
            {
                (changed ??= [.. items])[i] = mapped;
            }
        }

        return changed is null ? items : JsonArray.Own(changed);
    }
}
