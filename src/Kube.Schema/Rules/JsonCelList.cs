using Kube.Cel;
using Kube.Schema.Json;

namespace Kube.Schema.Rules;

/// <summary>A JSON array as CEL sees it.</summary>
internal class JsonCelList(IReadOnlyList<JsonValue> items, SchemaNode itemSchema) : CelList
{
    public override int Count => items.Count;

    public override CelValue this[int index] => JsonToCel.Convert(items[index], itemSchema);

    internal IReadOnlyList<JsonValue> Items => items;

    internal SchemaNode ItemSchema => itemSchema;

    public override CelValue EqualTo(CelList other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        for (var i = 0; i < Count; i++)
        {
            if (this[i].EqualTo(other[i]) is { IsTrue: false } different)
            {
                return different;
            }
        }

        return CelValue.True;
    }

    public override CelValue Contains(in CelValue value)
    {
        CelValue? error = null;
        for (var i = 0; i < Count; i++)
        {
            var equal = this[i].EqualTo(value);
            if (equal.IsTrue)
            {
                return equal;
            }

            if (equal.Kind != CelKind.Bool)
            {
                error ??= equal;
            }
        }

        return error ?? CelValue.False;
    }
}

/// <summary>A list of x-kubernetes-list-type set: equality ignores order, <c>+</c> is the union.</summary>
internal sealed class JsonCelSet(JsonValue[] items, SchemaNode itemSchema) : JsonCelList(items, itemSchema)
{
    public override CelValue EqualTo(CelList other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        foreach (var item in other)
        {
            if (!Holds(item))
            {
                return CelValue.False;
            }
        }

        return CelValue.True;
    }

    public override CelValue Append(CelList other)
    {
        var union = new List<CelValue>(this);
        foreach (var item in other)
        {
            var candidate = item;
            if (!union.Exists(u => u.EqualTo(candidate).IsTrue))
            {
                union.Add(item);
            }
        }

        return CelValue.List(new CelSetList([.. union]));
    }

    private bool Holds(CelValue item)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].EqualTo(item).IsTrue)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The union of sets, which is a set again.</summary>
    private sealed class CelSetList(CelValue[] items) : CelList
    {
        public override int Count => items.Length;

        public override CelValue this[int index] => items[index];

        public override CelValue EqualTo(CelList other) =>
            CelValue.Bool(Count == other.Count && other.All(o => Array.Exists(items, i => i.EqualTo(o).IsTrue)));

        public override CelValue Append(CelList other) =>
            CelValue.List(new CelSetList([.. items, .. other.Where(o => !Array.Exists(items, i => i.EqualTo(o).IsTrue))]));
    }
}

/// <summary>A list of x-kubernetes-list-type map: equality goes by keys, <c>+</c> merges.</summary>
internal sealed class JsonCelMapList(JsonValue[] items, SchemaNode itemSchema, IReadOnlyList<string> keys) : JsonCelList(items, itemSchema)
{
    public override CelValue EqualTo(CelList other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        for (var i = 0; i < other.Count; i++)
        {
            var theirs = other[i];
            var at = IndexOf(theirs);
            if (at < 0)
            {
                return CelValue.False;
            }

            if (this[at].EqualTo(theirs) is { IsTrue: false } different)
            {
                return different;
            }
        }

        return CelValue.True;
    }

    /// <summary>Positions of this list stay, values of the other win, its new keys follow in order.</summary>
    public override CelValue Append(CelList other)
    {
        var merged = new List<JsonValue>(Items);
        foreach (var added in other)
        {
            // Items made by an expression rather than read from the data have no JSON to merge.
            if (added.Kind != CelKind.Map || added.AsMap is not JsonCelMap { Value: var item })
            {
                return base.Append(other);
            }

            var at = merged.FindIndex(m => HaveSameKeys(m, item));
            if (at < 0)
            {
                merged.Add(item);
            }
            else
            {
                merged[at] = item;
            }
        }

        return CelValue.List(new JsonCelMapList([.. merged], ItemSchema, keys));
    }

    private int IndexOf(in CelValue item)
    {
        if (item.Kind != CelKind.Map || item.AsMap is not JsonCelMap map)
        {
            return -1;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (HaveSameKeys(items[i], map.Value))
            {
                return i;
            }
        }

        return -1;
    }

    private bool HaveSameKeys(JsonValue left, JsonValue right) =>
        left is JsonObject a && right is JsonObject b && keys.All(key => a[key] == b[key]);
}
