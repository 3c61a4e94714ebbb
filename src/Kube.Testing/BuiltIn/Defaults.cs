using Kube.Schema.Json;

namespace Kube.Testing.BuiltIn;

/// <summary>Filling in what a client left out.</summary>
internal static class Defaults
{
    /// <summary>The object with <paramref name="field"/> set where it has none.</summary>
    public static JsonObject Filled(JsonObject value, string field, JsonValue fallback) => value.ContainsKey(field) ? value : value.With(field, fallback);

    /// <summary>The object with every member of <paramref name="zero"/>, at any depth, that it lacks.</summary>
    public static JsonObject Merged(JsonObject value, JsonObject zero)
    {
        foreach (var member in zero)
        {
            if (value[member.Key] is not { } present)
            {
                value = value.With(member.Key, member.Value);
            }
            else if (present is JsonObject inner && member.Value is JsonObject innerZero)
            {
                value = value.With(member.Key, Merged(inner, innerZero));
            }
        }

        return value;
    }
}
