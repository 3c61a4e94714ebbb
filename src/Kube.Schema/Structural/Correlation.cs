using Kube.Schema.Json;

namespace Kube.Schema.Structural;

/// <summary>A value beside the one it had before: which part of the old object a part of the new one is compared with (KEP-4008).</summary>
/// <remarks>Properties and map entries correlate by key, items of <c>map</c> lists by their keys; items of other lists do not.</remarks>
public sealed class Correlation
{
    private readonly Dictionary<object, Correlation?> _children = [];
    private Dictionary<JsonArray, JsonObject>? _oldItems;
    private bool? _equal;

    /// <summary><paramref name="value"/> of <paramref name="schema"/>, which was <paramref name="old"/>.</summary>
    public Correlation(JsonValue value, JsonValue old, StructuralSchema schema)
    {
        Value = value;
        Old = old;
        Schema = schema;
    }

    /// <summary>The new value.</summary>
    public JsonValue Value { get; }

    /// <summary>The old value.</summary>
    public JsonValue Old { get; }

    /// <summary>The schema of both.</summary>
    public StructuralSchema Schema { get; }

    /// <summary>Whether nothing changed. The order of a <c>map</c> list does not count.</summary>
    public bool IsUnchanged => _equal ??= Compare();

    /// <summary>The entry <paramref name="name"/>, or none where it has no old value.</summary>
    public Correlation? Key(string name)
    {
        if (_children.TryGetValue(name, out var known))
        {
            return known;
        }

        var child = Value is JsonObject value && Old is JsonObject old && value[name] is { } now && old[name] is { } before && Schema.Entry(name) is { } schema
            ? new Correlation(now, before, schema)
            : null;
        _children[name] = child;
        return child;
    }

    /// <summary>The item at <paramref name="index"/>, or none where it has no old value.</summary>
    public Correlation? Index(int index)
    {
        if (_children.TryGetValue(index, out var known))
        {
            return known;
        }

        var child = Schema.Source.XListType == "map" && Schema.Items is { } schema
            && Value is JsonArray items && index < items.Count && items[index] is JsonObject item
            && Old is JsonArray old && Find(old, item) is { } before
            ? new Correlation(item, before, schema)
            : null;
        _children[index] = child;
        return child;
    }

    // By all key fields together; of items with the same keys the first counts. Made once, so that long lists stay linear.
    private JsonObject? Find(JsonArray old, JsonObject item)
    {
        if (_oldItems is null)
        {
            _oldItems = [];
            foreach (var candidate in old)
            {
                if (candidate is JsonObject before && KeysOf(before) is var keys && !_oldItems.ContainsKey(keys))
                {
                    _oldItems.Add(keys, before);
                }
            }
        }

        return _oldItems.TryGetValue(KeysOf(item), out var found) ? found : null;
    }

    private JsonArray KeysOf(JsonObject item) => JsonArray.From(Schema.ListMapKeys.Select(key => item[key] ?? JsonValue.Null));

    private bool Compare()
    {
        if (ReferenceEquals(Value, Old))
        {
            return true;
        }

        switch (Value, Old)
        {
            case (JsonObject value, JsonObject old):
                return value.Count == old.Count && value.Keys.All(name => Key(name)?.IsUnchanged ?? false);
            case (JsonArray items, JsonArray old) when Schema.Source.XListType == "map":
                return items.Count == old.Count && Enumerable.Range(0, items.Count).All(i => Index(i)?.IsUnchanged ?? false);
            default:
                return Value == Old;
        }
    }
}
