namespace Kube.Cel.Re2;

/// <summary>A set of small numbers in the order they came, emptied in no time.</summary>
internal sealed class SparseSet(int capacity)
{
    private readonly int[] _dense = new int[capacity];
    private readonly int[] _sparse = new int[capacity];

    internal int Count { get; private set; }

    internal int this[int index] => _dense[index];

    internal bool Contains(int value)
    {
        var index = _sparse[value];
        return index < Count && _dense[index] == value;
    }

    /// <summary>Adds a number; false when it was there.</summary>
    internal bool Add(int value)
    {
        if (Contains(value))
            return false;
        _sparse[value] = Count;
        _dense[Count++] = value;
        return true;
    }

    internal void Clear() => Count = 0;
}
