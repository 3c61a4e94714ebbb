using System.Collections;

namespace Kube.Schema.Json;

/// <summary>An immutable list of values.</summary>
public sealed class JsonArray : JsonValue, IReadOnlyList<JsonValue>
{
    private readonly JsonValue[] _items;

    private JsonArray(JsonValue[] items) => _items = items;

    /// <summary>The empty array.</summary>
    public static JsonArray Empty { get; } = new([]);

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Array;

    /// <summary>How many items there are.</summary>
    public int Count => _items.Length;

    /// <summary>The item at <paramref name="index"/>, counted from zero.</summary>
    public JsonValue this[int index] => _items[index];

    /// <summary>An array of a copy of <paramref name="items"/>.</summary>
    public static JsonArray Of(params JsonValue[] items) => From(items);

    /// <summary>An array of <paramref name="items"/>.</summary>
    /// <exception cref="ArgumentException">An item is a null reference; JSON's null is <see cref="JsonValue.Null"/>.</exception>
    public static JsonArray From(IEnumerable<JsonValue> items)
    {
        var copy = items.ToArray();
        if (System.Array.IndexOf(copy, null) is var missing and >= 0)
        {
            throw new ArgumentException($"Item {missing} is a null reference; JSON's null is JsonValue.Null.", nameof(items));
        }

        return Own(copy);
    }

    /// <summary>This array with <paramref name="value"/> at <paramref name="index"/>.</summary>
    public JsonArray SetItem(int index, JsonValue value)
    {
        if (ReferenceEquals(_items[index], value))
        {
            return this;
        }

        var copy = (JsonValue[])_items.Clone();
        copy[index] = value;
        return new(copy);
    }

    /// <summary>This array with <paramref name="value"/> put before <paramref name="index"/>; at <see cref="Count"/> it is appended.</summary>
    public JsonArray Insert(int index, JsonValue value)
    {
        var copy = new JsonValue[_items.Length + 1];
        System.Array.Copy(_items, copy, index);
        copy[index] = value;
        System.Array.Copy(_items, index, copy, index + 1, _items.Length - index);
        return new(copy);
    }

    /// <summary>This array with <paramref name="value"/> at its end.</summary>
    public JsonArray Add(JsonValue value) => Insert(_items.Length, value);

    /// <summary>This array without the item at <paramref name="index"/>.</summary>
    public JsonArray RemoveAt(int index)
    {
        var copy = new JsonValue[_items.Length - 1];
        System.Array.Copy(_items, copy, index);
        System.Array.Copy(_items, index + 1, copy, index, copy.Length - index);
        return Own(copy);
    }

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not JsonArray array || array.Count != Count)
        {
            return false;
        }

        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(array._items[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var item in _items)
        {
            hash = unchecked((hash * 31) + item.GetHashCode());
        }

        return hash;
    }

    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<JsonValue> IEnumerable<JsonValue>.GetEnumerator() => ((IEnumerable<JsonValue>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <summary>Takes <paramref name="items"/> without a copy: the caller gives them up.</summary>
    internal static JsonArray Own(JsonValue[] items) => items.Length == 0 ? Empty : new(items);

    /// <summary>Walks the items without allocating.</summary>
    public struct Enumerator
    {
        private readonly JsonValue[] _items;
        private int _index;

        internal Enumerator(JsonValue[] items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The item the walk stands on.</summary>
        public readonly JsonValue Current => _items[_index];

        /// <summary>Steps to the next item; false after the last.</summary>
        public bool MoveNext() => ++_index < _items.Length;
    }
}
