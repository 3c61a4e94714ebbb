namespace Kube.Cel;

/// <summary>A map or an object. Hosts derive from it to show their own data without copying it.</summary>
public abstract class CelMap
{
    /// <summary>How many entries there are.</summary>
    public abstract int Count { get; }

    /// <summary>The keys, in an order that does not change.</summary>
    public abstract IEnumerable<CelValue> Keys { get; }

    /// <summary>The value at <paramref name="key"/>.</summary>
    /// <returns>False when there is no such key. A value that is an error counts as found.</returns>
    public abstract bool TryGet(in CelValue key, out CelValue value);

    /// <summary>The value of a declared field; hosts override it to save the look-up by name.</summary>
    /// <returns>False when the field is absent.</returns>
    public virtual bool TryGetField(CelField field, out CelValue value) => TryGet(CelValue.String(field.Name), out value);

    /// <summary>Whether a declared field is present: true, false, or the error its value is. Hosts override it so that <c>has()</c> need not make a value.</summary>
    public virtual CelValue HasField(CelField field) => TryGetField(field, out var value) ? value.IsError ? value : CelValue.True : CelValue.False;

    /// <summary>Whether both maps are equal: true, false, or an error. The default compares entry by entry.</summary>
    public virtual CelValue EqualTo(CelMap other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        foreach (var key in Keys)
        {
            if (!TryGet(key, out var value) || !other.TryGet(key, out var otherValue))
            {
                return CelValue.False;
            }

            var equal = Equality.Compare(value, otherValue);
            if (equal.IsFalse || equal.IsError)
            {
                return equal;
            }
        }

        return CelValue.True;
    }
}

/// <summary>A map in a dictionary, in the order in which keys were added.</summary>
public sealed class CelDictionaryMap : CelMap
{
    private readonly Dictionary<CelValue, CelValue> _entries = new(KeyComparer.Instance);
    private readonly List<CelValue> _keys = [];

    /// <inheritdoc/>
    public override int Count => _entries.Count;

    /// <inheritdoc/>
    public override IEnumerable<CelValue> Keys => _keys;

    /// <summary>Adds or replaces an entry. For use before the map is shown to an expression.</summary>
    /// <param name="key">A bool, int, uint, double or string; other kinds are only found again by the same object.</param>
    /// <param name="value">The value.</param>
    public void Set(in CelValue key, in CelValue value)
    {
        if (!_entries.ContainsKey(key))
        {
            _keys.Add(key);
        }

        _entries[key] = value;
    }

    internal void Remove(in CelValue key)
    {
        if (_entries.Remove(key))
        {
            var removed = key;
            _keys.RemoveAll(k => KeyComparer.Instance.Equals(k, removed));
        }
    }

    /// <inheritdoc/>
    public override bool TryGet(in CelValue key, out CelValue value)
    {
        if (_entries.TryGetValue(key, out value))
        {
            return true;
        }

        // 1, 1u and 1.0 are the same key.
        return key.Kind switch
        {
            CelKind.Int => key.AsInt >= 0 && _entries.TryGetValue(CelValue.UInt((ulong)key.AsInt), out value),
            CelKind.UInt => key.AsUInt <= long.MaxValue && _entries.TryGetValue(CelValue.Int((long)key.AsUInt), out value),
            CelKind.Double => (Numbers.TryExactInt(key.AsDouble, out var number) && _entries.TryGetValue(CelValue.Int(number), out value))
                || (Numbers.TryExactUInt(key.AsDouble, out var unsigned) && _entries.TryGetValue(CelValue.UInt(unsigned), out value)),
            _ => false,
        };
    }

    private sealed class KeyComparer : IEqualityComparer<CelValue>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(CelValue x, CelValue y) => x.Kind == y.Kind && x.Kind switch
        {
            CelKind.String => string.Equals(x.AsString, y.AsString, StringComparison.Ordinal),
            CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Duration => x.AsInt == y.AsInt,
            CelKind.Double => x.AsDouble == y.AsDouble,
            _ => Equality.Compare(x, y).IsTrue,
        };

        public int GetHashCode(CelValue value) => value.Kind switch
        {
            CelKind.String => StringComparer.Ordinal.GetHashCode(value.AsString),
            CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Duration => value.AsInt.GetHashCode(),
            CelKind.Double => value.AsDouble.GetHashCode(),
            _ => (int)value.Kind,
        };
    }
}
