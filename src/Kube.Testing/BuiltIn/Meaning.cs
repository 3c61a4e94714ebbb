using Kube.Schema.Json;

namespace Kube.Testing.BuiltIn;

/// <summary>What a value means whichever way it is written, as the real server compares it: without fields that hold only the zero of their type, quantities in their one spelling.</summary>
/// <remarks>Where the real server tells an optional <c>false</c> from none, this does not: it allows a little more.</remarks>
internal static class Meaning
{
    private static readonly HashSet<string> QuantityMaps = new(StringComparer.Ordinal) { "requests", "limits", "capacity" };

    /// <summary>The value in its one form; none where it is the zero of its type.</summary>
    public static JsonValue? Of(JsonValue? value) => Of(value, isQuantity: false);

    private static JsonValue? Of(JsonValue? value, bool isQuantity) => value switch
    {
        null or JsonNull or JsonBoolean { Value: false } or JsonString { Value: "" } => null,
        JsonString text when isQuantity => Canonical(text.Value),
        JsonInteger or JsonDouble when isQuantity => Canonical(value.ToJson()),
        JsonInteger { Value: 0 } => null,
        JsonArray items => items.Count == 0 ? null : JsonArray.From(items.Select(item => Of(item) ?? JsonValue.Null)),
        JsonObject members => OfMembers(members, isQuantity),
        _ => value,
    };

    private static JsonObject? OfMembers(JsonObject members, bool areQuantities)
    {
        var kept = new JsonObjectBuilder();
        foreach (var member in members)
        {
            if (Of(member.Value, areQuantities || QuantityMaps.Contains(member.Key)) is { } meant)
            {
                kept.Add(member.Key, meant);
            }
        }

        return kept.Count == 0 ? null : kept.Build();
    }

    private static JsonString Canonical(string text) => JsonString.Of(Quantity.TryParse(text, out var quantity) ? quantity.Canonicalize().ToString() : text);
}
