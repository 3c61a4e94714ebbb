using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Generators.Tests.Harness;

/// <summary>Copies of a value in which one part each has a type that its schema does not allow.</summary>
internal static class WrongTypes
{
    public static IEnumerable<JsonValue> Of(JsonValue value, JsonSchemaProps schema)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var member in members)
                {
                    var inner = schema.Properties.TryGetValue(member.Key, out var known) ? known : schema.AdditionalProperties?.Schema;
                    if (inner is null) continue;
                    // Members that guards drop are not looked at by the codec.
                    if (!schema.XValidations.IsEmpty && !schema.Required.Contains(member.Key)) continue;
                    if (Wrong(inner) is { } wrong) yield return members.With(member.Key, wrong);
                    foreach (var deeper in Of(member.Value, inner)) yield return members.With(member.Key, deeper);
                }
                break;
            case JsonArray { Count: > 0 } items when schema.Items?.Schema is { } inner:
                if (Wrong(inner) is { } bad) yield return items.SetItem(0, bad);
                foreach (var deeper in Of(items[0], inner)) yield return items.SetItem(0, deeper);
                break;
        }
    }

    private static JsonValue? Wrong(JsonSchemaProps schema) => schema switch
    {
        { XIntOrString: true } => JsonValue.Of(true),
        { Type: "string" } => JsonValue.Of(5),
        { Type: "integer" or "number" } => JsonValue.Of("5"),
        { Type: "boolean" } => JsonValue.Of("true"),
        { Type: "array" or "object" } => JsonValue.Of("x"),
        _ => null,
    };
}
