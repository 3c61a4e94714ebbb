using Kube.Schema.Json;

namespace Kube.Schema.Rules;

/// <summary>The keys by which items of a map list are told apart, as one value.</summary>
internal static class ListMapKey
{
    /// <summary>The values of the keys; null stands for a missing one.</summary>
    public static JsonValue Of(JsonObject item, IReadOnlyList<string> keys) =>
        keys.Count == 1 ? item[keys[0]] ?? JsonValue.Null : JsonArray.From(keys.Select(key => item[key] ?? JsonValue.Null));

    /// <summary>Where the item with given keys stands; of items with the same keys the last counts.</summary>
    public static Dictionary<JsonValue, int> PositionsOf(IReadOnlyList<JsonValue> items, IReadOnlyList<string> keys)
    {
        var positions = new Dictionary<JsonValue, int>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject item)
            {
                positions[Of(item, keys)] = i;
            }
        }

        return positions;
    }
}
