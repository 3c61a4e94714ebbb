using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kube.Schema.Json;

/// <summary>Named values in the order they were written; immutable. Equality ignores the order.</summary>
/// <remarks>Small objects are searched one by one, bigger ones by a hash index made at the first look.</remarks>
public sealed class JsonObject : JsonValue, IReadOnlyCollection<KeyValuePair<string, JsonValue>>
{
    internal const int IndexedFrom = 10;

    private readonly KeyValuePair<string, JsonValue>[] _members;
    private JsonKeyIndex? _index;

    private JsonObject(KeyValuePair<string, JsonValue>[] members, JsonKeyIndex? index = null)
    {
        _members = members;
        _index = index;
    }

    /// <summary>The empty object.</summary>
    public static JsonObject Empty { get; } = new([]);

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Object;

    /// <summary>How many members there are.</summary>
    public int Count => _members.Length;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var member in _members)
            {
                yield return member.Key;
            }
        }
    }

    /// <summary>The values, in order.</summary>
    public IEnumerable<JsonValue> Values
    {
        get
        {
            foreach (var member in _members)
            {
                yield return member.Value;
            }
        }
    }

    /// <summary>The value under <paramref name="key"/>, or a null reference where there is none.</summary>
    public JsonValue? this[string key] => IndexOf(key) is var at and >= 0 ? _members[at].Value : null;

    /// <summary>An object of <paramref name="members"/> in this order.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static JsonObject Of(params (string Key, JsonValue Value)[] members)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (key, value) in members)
        {
            builder.Add(key, value);
        }

        return builder.Build();
    }

    /// <summary>An object of <paramref name="members"/> in this order.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static JsonObject From(IEnumerable<KeyValuePair<string, JsonValue>> members)
    {
        var builder = new JsonObjectBuilder();
        foreach (var member in members)
        {
            builder.Add(member.Key, member.Value);
        }

        return builder.Build();
    }

    /// <summary>Whether there is a member <paramref name="key"/>.</summary>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <summary>Finds the value under <paramref name="key"/>.</summary>
    public bool TryGetValue(string key, [NotNullWhen(true)] out JsonValue? value)
    {
        value = this[key];
        return value is not null;
    }

    /// <summary>The text under <paramref name="key"/>, or a null reference where there is no string.</summary>
    public string? GetString(string key) => (this[key] as JsonString)?.Value;

    /// <summary>The integer under <paramref name="key"/>, or none.</summary>
    public long? GetInteger(string key) => (this[key] as JsonInteger)?.Value;

    /// <summary>The boolean under <paramref name="key"/>, or none.</summary>
    public bool? GetBoolean(string key) => (this[key] as JsonBoolean)?.Value;

    /// <summary>The object under <paramref name="key"/>, or none.</summary>
    public JsonObject? GetObject(string key) => this[key] as JsonObject;

    /// <summary>The array under <paramref name="key"/>, or none.</summary>
    public JsonArray? GetArray(string key) => this[key] as JsonArray;

    /// <summary>This object with <paramref name="value"/> under <paramref name="key"/>: in the key's old place, else at the end.</summary>
    public JsonObject With(string key, JsonValue value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value), "JSON's null is JsonValue.Null.");
        var at = IndexOf(key);
        if (at < 0)
        {
            var longer = new KeyValuePair<string, JsonValue>[_members.Length + 1];
            System.Array.Copy(_members, longer, _members.Length);
            longer[_members.Length] = new(key ?? throw new ArgumentNullException(nameof(key)), value);
            return new(longer);
        }

        if (ReferenceEquals(_members[at].Value, value))
        {
            return this;
        }

        var copy = (KeyValuePair<string, JsonValue>[])_members.Clone();
        copy[at] = new(_members[at].Key, value);
        return new(copy, _index);
    }

    /// <summary>This object without <paramref name="key"/>; itself where it has no such member.</summary>
    public JsonObject Without(string key)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            return this;
        }

        var copy = new KeyValuePair<string, JsonValue>[_members.Length - 1];
        System.Array.Copy(_members, copy, at);
        System.Array.Copy(_members, at + 1, copy, at, copy.Length - at);
        return Own(copy, null);
    }

    /// <summary>The members of this object, to be changed and built anew: cheaper than many <see cref="With"/>.</summary>
    public JsonObjectBuilder ToBuilder() => new(this);

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is not JsonObject that || that.Count != Count)
        {
            return false;
        }

        for (var i = 0; i < _members.Length; i++)
        {
            // Most equal objects are in the same order: look there first.
            var mine = _members[i];
            var theirs = that._members[i];
            var value = string.Equals(mine.Key, theirs.Key, StringComparison.Ordinal) ? theirs.Value : that[mine.Key];
            if (value is null || !mine.Value.Equals(value))
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
        foreach (var member in _members)
        {
            hash = unchecked(hash + ((StringComparer.Ordinal.GetHashCode(member.Key) * 397) ^ member.Value.GetHashCode()));
        }

        return hash;
    }

    /// <inheritdoc cref="IEnumerable{T}.GetEnumerator"/>
    public Enumerator GetEnumerator() => new(_members);

    IEnumerator<KeyValuePair<string, JsonValue>> IEnumerable<KeyValuePair<string, JsonValue>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, JsonValue>>)_members).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _members.GetEnumerator();

    /// <summary>Takes <paramref name="members"/> without a copy or a check: the caller gives them up and knows that no key stands twice.</summary>
    internal static JsonObject Own(KeyValuePair<string, JsonValue>[] members, JsonKeyIndex? index) =>
        members.Length == 0 ? Empty : new(members, index);

    private int IndexOf(string key)
    {
        if (_members.Length >= IndexedFrom)
        {
            _index ??= JsonKeyIndex.Over(_members, out _);
            return _index.Find(_members, key);
        }

        for (var i = 0; i < _members.Length; i++)
        {
            if (string.Equals(_members[i].Key, key, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Walks the members without allocating.</summary>
    public struct Enumerator
    {
        private readonly KeyValuePair<string, JsonValue>[] _members;
        private int _index;

        internal Enumerator(KeyValuePair<string, JsonValue>[] members)
        {
            _members = members;
            _index = -1;
        }

        /// <summary>The member the walk stands on.</summary>
        public readonly KeyValuePair<string, JsonValue> Current => _members[_index];

        /// <summary>Steps to the next member; false after the last.</summary>
        public bool MoveNext() => ++_index < _members.Length;
    }
}
