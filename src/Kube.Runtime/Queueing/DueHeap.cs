namespace Kube.Runtime;

/// <summary>The keys that wait for their time, earliest first: a binary heap whose entries know their place.</summary>
internal sealed class DueHeap<TKey> where TKey : notnull
{
    private WorkEntry<TKey>[] _entries = new WorkEntry<TKey>[16];

    private long _tickets;

    public int Count { get; private set; }

    public WorkEntry<TKey>? Earliest => Count == 0 ? null : _entries[0];

    /// <summary>Puts an entry in, or moves it to another time.</summary>
    public void Set(WorkEntry<TKey> entry, TimeSpan due)
    {
        if (entry.HeapIndex < 0)
        {
            if (Count == _entries.Length)
                Array.Resize(ref _entries, Count * 2);
            entry.HeapIndex = Count;
            _entries[Count++] = entry;
        }
        entry.HeapDue = due;
        entry.HeapTicket = ++_tickets;
        SiftUp(entry);
        SiftDown(entry);
    }

    /// <summary>Takes an entry out; one that is not in is let be.</summary>
    public void Remove(WorkEntry<TKey> entry)
    {
        var index = entry.HeapIndex;
        if (index < 0)
            return;
        entry.HeapIndex = -1;
        var last = _entries[--Count];
        _entries[Count] = null!;
        if (last == entry)
            return;
        last.HeapIndex = index;
        _entries[index] = last;
        SiftUp(last);
        SiftDown(last);
    }

    private void SiftUp(WorkEntry<TKey> entry)
    {
        while (entry.HeapIndex > 0)
        {
            var parent = _entries[(entry.HeapIndex - 1) / 2];
            if (!IsBefore(entry, parent))
                return;
            Swap(parent, entry);
        }
    }

    private void SiftDown(WorkEntry<TKey> entry)
    {
        while (true)
        {
            var left = entry.HeapIndex * 2 + 1;
            if (left >= Count)
                return;
            var child = left + 1 < Count && IsBefore(_entries[left + 1], _entries[left]) ? _entries[left + 1] : _entries[left];
            if (!IsBefore(child, entry))
                return;
            Swap(entry, child);
        }
    }

    // Of those with the same time the first to be set comes first.
    private static bool IsBefore(WorkEntry<TKey> a, WorkEntry<TKey> b) =>
        a.HeapDue < b.HeapDue || (a.HeapDue == b.HeapDue && a.HeapTicket < b.HeapTicket);

    private void Swap(WorkEntry<TKey> a, WorkEntry<TKey> b)
    {
        (a.HeapIndex, b.HeapIndex) = (b.HeapIndex, a.HeapIndex);
        _entries[a.HeapIndex] = a;
        _entries[b.HeapIndex] = b;
    }
}
