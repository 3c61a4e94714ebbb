using System.Collections;

namespace Kube.Cel;

/// <summary>A list. Hosts derive from it to show their own data without copying it.</summary>
public abstract class CelList : IReadOnlyList<CelValue>
{
    /// <summary>How many elements there are.</summary>
    public abstract int Count { get; }

    /// <summary>The element at <paramref name="index"/>, 0 to <see cref="Count"/> - 1; an error value when the host's data is not what its schema says.</summary>
    public abstract CelValue this[int index] { get; }

    /// <summary>Whether both lists are equal: true, false, or an error. The default compares element by element.</summary>
    public virtual CelValue EqualTo(CelList other)
    {
        if (Count != other.Count)
        {
            return CelValue.False;
        }

        for (var i = 0; i < Count; i++)
        {
            var equal = Equality.Compare(this[i], other[i]);
            if (equal.IsFalse || equal.IsError)
            {
                return equal;
            }
        }

        return CelValue.True;
    }

    /// <summary>This list followed by <paramref name="other"/>.</summary>
    public virtual CelValue Append(CelList other)
    {
        if (Count == 0)
        {
            return CelValue.List(other);
        }

        if (other.Count == 0)
        {
            return CelValue.List(this);
        }

        return (long)Count + other.Count > int.MaxValue ? CelValue.Error("list is too large") : CelValue.List(new ConcatenatedList(this, other));
    }

    /// <summary>Whether an element equals <paramref name="value"/>: true, false, or an error.</summary>
    public virtual CelValue Contains(in CelValue value)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Equality.Compare(value, this[i]).IsTrue)
            {
                return CelValue.True;
            }
        }

        return CelValue.False;
    }

    /// <inheritdoc/>
    public IEnumerator<CelValue> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A list in an array.</summary>
/// <param name="items">The elements; not to be changed afterwards.</param>
public sealed class CelArrayList(CelValue[] items) : CelList
{
    /// <summary>The list without elements.</summary>
    public static CelArrayList Empty { get; } = new([]);

    /// <inheritdoc/>
    public override int Count => items.Length;

    /// <inheritdoc/>
    public override CelValue this[int index] => items[index];

    internal static CelValue OfStrings(IEnumerable<string> strings) => CelValue.List([.. strings.Select(CelValue.String)]);
}

/// <summary>Two lists seen as one; joining is cheap however long they are.</summary>
internal sealed class ConcatenatedList(CelList left, CelList right) : CelList
{
    public override int Count { get; } = left.Count + right.Count;

    public override CelValue this[int index] => index < left.Count ? left[index] : right[index - left.Count];
}

/// <summary>The accumulator of a fold: grows in place, since nothing else can see it.</summary>
internal sealed class AccumulatorList : CelList
{
    private readonly List<CelValue> _items = [];

    public override int Count => _items.Count;

    public override CelValue this[int index] => _items[index];

    public override CelValue Append(CelList other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            _items.Add(other[i]);
        }

        return CelValue.List(this);
    }

    /// <summary>Appends one element without a list around it.</summary>
    public void Add(in CelValue item) => _items.Add(item);
}

/// <summary>0, 1, …, count - 1, not stored.</summary>
internal sealed class RangeList(int count) : CelList
{
    public override int Count => count;

    public override CelValue this[int index] => CelValue.Int(index);
}
