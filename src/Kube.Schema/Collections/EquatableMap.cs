using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kube.Schema;

/// <summary>An immutable map from strings that keeps its order and has value equality; the order counts, because generated text follows it. The default value is the empty map.</summary>
public readonly struct EquatableMap<T> : IEquatable<EquatableMap<T>>, IReadOnlyCollection<KeyValuePair<string, T>>
{
    private readonly Entries? _entries;

    internal EquatableMap(KeyValuePair<string, T>[] entries) => _entries = entries.Length == 0 ? null : new(entries);

    /// <summary>How many entries there are.</summary>
    public int Count => _entries?.List.Length ?? 0;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _entries is null;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var entry in List)
            {
                yield return entry.Key;
            }
        }
    }

    /// <summary>The values, in order.</summary>
    public IEnumerable<T> Values
    {
        get
        {
            foreach (var entry in List)
            {
                yield return entry.Value;
            }
        }
    }

    private KeyValuePair<string, T>[] List => _entries?.List ?? [];

    /// <summary>The value under <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no entry \"{key}\".");

    /// <summary>Whether both have equal entries in the same order.</summary>
    public static bool operator ==(EquatableMap<T> left, EquatableMap<T> right) => left.Equals(right);

    /// <summary>Whether the maps differ.</summary>
    public static bool operator !=(EquatableMap<T> left, EquatableMap<T> right) => !left.Equals(right);

    /// <summary>Whether there is an entry <paramref name="key"/>.</summary>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <summary>Finds the value under <paramref name="key"/>.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        if (_entries is not null && _entries.IndexOf(key) is var at and >= 0)
        {
            value = _entries.List[at].Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>This map with <paramref name="value"/> under <paramref name="key"/>: in the key's old place, else at the end.</summary>
    public EquatableMap<T> With(string key, T value)
    {
        var at = _entries?.IndexOf(key) ?? -1;
        KeyValuePair<string, T>[] list = at < 0 ? [.. List, default] : [.. List];
        list[at < 0 ? list.Length - 1 : at] = new(key, value);
        return new(list);
    }

    /// <summary>This map without <paramref name="key"/>.</summary>
    public EquatableMap<T> Without(string key) => new([.. List.Where(entry => !string.Equals(entry.Key, key, StringComparison.Ordinal))]);

    /// <inheritdoc/>
    public bool Equals(EquatableMap<T> other)
    {
        if (ReferenceEquals(_entries, other._entries))
        {
            return true;
        }

        if (Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < Count; i++)
        {
            var (mine, theirs) = (List[i], other.List[i]);
            if (!string.Equals(mine.Key, theirs.Key, StringComparison.Ordinal) || !EqualityComparer<T>.Default.Equals(mine.Value, theirs.Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableMap<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var entry in List)
        {
            hash = unchecked((hash * 31) + (StringComparer.Ordinal.GetHashCode(entry.Key) ^ (entry.Value?.GetHashCode() ?? 0)));
        }

        return hash;
    }

    /// <summary>The entries, one after the other, with commas.</summary>
    public override string ToString() => $"{{{string.Join(", ", List.Select(entry => $"{entry.Key}: {entry.Value}"))}}}";

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, T>>)List).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Entries(KeyValuePair<string, T>[] list)
    {
        private const int IndexedFrom = 9;
        private Dictionary<string, int>? _index;

        public KeyValuePair<string, T>[] List { get; } = list;

        public int IndexOf(string key)
        {
            if (List.Length < IndexedFrom)
            {
                for (var i = 0; i < List.Length; i++)
                {
                    if (string.Equals(List[i].Key, key, StringComparison.Ordinal))
                    {
                        return i;
                    }
                }

                return -1;
            }

            return (_index ??= MakeIndex()).TryGetValue(key, out var at) ? at : -1;
        }

        private Dictionary<string, int> MakeIndex()
        {
            var index = new Dictionary<string, int>(List.Length, StringComparer.Ordinal);
            for (var i = 0; i < List.Length; i++)
            {
                index.Add(List[i].Key, i);
            }

            return index;
        }
    }
}

/// <summary>Makes <see cref="EquatableMap{T}"/>s.</summary>
public static class EquatableMap
{
    /// <summary>A map of <paramref name="entries"/> in this order.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static EquatableMap<T> Of<T>(params (string Key, T Value)[] entries) =>
        Array.ConvertAll(entries, entry => new KeyValuePair<string, T>(entry.Key, entry.Value)).ToEquatableMap();

    /// <summary>A map of <paramref name="entries"/> in this order.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static EquatableMap<T> ToEquatableMap<T>(this IEnumerable<KeyValuePair<string, T>> entries)
    {
        KeyValuePair<string, T>[] list = [.. entries];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in list)
        {
            if (!seen.Add(entry.Key))
            {
                throw new ArgumentException($"The key \"{entry.Key}\" stands twice.", nameof(entries));
            }
        }

        return new(list);
    }
}
