using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kube.Json;

/// <summary>A read-only dictionary in two arrays, in the order of the document: labels and annotations for a fraction of a hash table's memory.</summary>
/// <remarks>Up to eight entries are searched one by one; beyond, an index of hash codes is built once.</remarks>
internal sealed class CompactMap<TKey, TValue> : IReadOnlyDictionary<TKey, TValue> where TKey : notnull
{
    private const int Few = 8;

    public static readonly CompactMap<TKey, TValue> Empty = new([], []);

    private readonly TKey[] _keys;
    private readonly TValue[] _values;
    private readonly Dictionary<TKey, int>? _index;

    private CompactMap(TKey[] keys, TValue[] values, Dictionary<TKey, int>? index = null)
    {
        _keys = keys;
        _values = values;
        _index = index;
    }

    /// <summary>Makes a map of the entries; the last of equal keys wins and keeps the first one's place.</summary>
    public static CompactMap<TKey, TValue> From(TKey[] keys, TValue[] values)
    {
        if (keys.Length == 0) return Empty;
        if (keys.Length <= Few)
        {
            for (var i = 1; i < keys.Length; i++)
            {
                if (Find(keys.AsSpan(0, i), keys[i]) >= 0) return Merge(keys, values);
            }
            return new(keys, values);
        }
        var index = new Dictionary<TKey, int>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            if (!index.TryAdd(keys[i], i)) return Merge(keys, values);
        }
        return new(keys, values, index);
    }

    public int Count => _keys.Length;

    public IEnumerable<TKey> Keys => _keys;

    public IEnumerable<TValue> Values => _values;

    public TValue this[TKey key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no entry '{key}'.");

    public bool ContainsKey(TKey key) => IndexOf(key) >= 0;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var at = IndexOf(key);
        value = at >= 0 ? _values[at] : default;
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        for (var i = 0; i < _keys.Length; i++) yield return new(_keys[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal TKey KeyAt(int index) => _keys[index];

    internal TValue ValueAt(int index) => _values[index];

    private int IndexOf(TKey key)
    {
        if (_index is null) return Find(_keys, key);
        return _index.TryGetValue(key, out var at) ? at : -1;
    }

    private static int Find(ReadOnlySpan<TKey> keys, TKey key)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (EqualityComparer<TKey>.Default.Equals(keys[i], key)) return i;
        }
        return -1;
    }

    private static CompactMap<TKey, TValue> Merge(TKey[] keys, TValue[] values)
    {
        var merged = new OrderedDictionary<TKey, TValue>(keys.Length);
        for (var i = 0; i < keys.Length; i++) merged[keys[i]] = values[i];
        return From([.. merged.Keys], [.. merged.Values]);
    }
}
