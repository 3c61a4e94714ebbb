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
internal sealed class JsonCelSet(CelList items) : CelList
{
    private CelDictionaryMap? _members;

    public override int Count => items.Count;

    public override CelValue this[int index] => items[index];

    private CelDictionaryMap Members => _members ??= MembersOf(items);

    public override CelValue EqualTo(CelList other) => CelValue.Bool(Count == other.Count && other.All(item => Members.TryGet(item, out _)));

    public override CelValue Contains(in CelValue value) => items.Contains(value);

    public override CelValue Append(CelList other)
    {
        var union = new List<CelValue>(items);
        var members = MembersOf(items);
        foreach (var item in other)
        {
            if (!members.TryGet(item, out _))
            {
                members.Set(item, CelValue.True);
                union.Add(item);
            }
        }

        return CelValue.List(new JsonCelSet(new CelArrayList([.. union])));
    }

    private static CelDictionaryMap MembersOf(CelList list)
    {
        var members = new CelDictionaryMap();
        foreach (var item in list)
        {
            members.Set(item, CelValue.True);
        }

        return members;
    }
}

/// <summary>A list of x-kubernetes-list-type map: equality goes by keys, <c>+</c> merges.</summary>
internal sealed class JsonCelMapList(IReadOnlyList<JsonValue> items, SchemaNode itemSchema, IReadOnlyList<string> keys) : JsonCelList(items, itemSchema)
{
    private Dictionary<JsonValue, int>? _positions;

    public override CelValue EqualTo(CelList other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        for (var i = 0; i < other.Count; i++)
        {
            var theirs = other[i];
            if (theirs.Kind != CelKind.Map || theirs.AsMap is not JsonCelMap map || !Positions.TryGetValue(ListMapKey.Of(map.Value, keys), out var at))
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
        var positions = ListMapKey.PositionsOf(Items, keys);
        foreach (var added in other)
        {
            // Items made by an expression rather than read from the data have no JSON to merge.
            if (added.Kind != CelKind.Map || added.AsMap is not JsonCelMap { Value: var item })
            {
                return base.Append(other);
            }

            var key = ListMapKey.Of(item, keys);
            if (positions.TryGetValue(key, out var at))
            {
                merged[at] = item;
            }
            else
            {
                positions.Add(key, merged.Count);
                merged.Add(item);
            }
        }

        return CelValue.List(new JsonCelMapList([.. merged], ItemSchema, keys));
    }

    private Dictionary<JsonValue, int> Positions => _positions ??= ListMapKey.PositionsOf(Items, keys);
}
