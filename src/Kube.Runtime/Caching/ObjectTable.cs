namespace Kube.Runtime;

/// <summary>Objects by key: one writer at a time, and readers that never wait for it.</summary>
/// <remarks>
/// What <see cref="System.Collections.Concurrent.ConcurrentDictionary{TKey,TValue}"/> does, for callers that know a key's hash code
/// already, and in an order that the queue shares: going through all objects, and then through the queue, goes through memory forwards.
/// </remarks>
internal sealed class ObjectTable<T> where T : class
{
    private const int SmallestBits = 5;

    private volatile Slot?[] _buckets = new Slot?[1 << SmallestBits];

    /// <summary>How many objects there are.</summary>
    public int Count { get; private set; }

    /// <summary>The object of this key; <see langword="null"/> when there is none.</summary>
    public T? this[ObjectKey key] => Find(key, key.GetHashCode());

    /// <summary>The object of this key; <see langword="null"/> when there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">The key's hash code.</param>
    public T? Find(ObjectKey key, int hash) => SlotOf(key, hash)?.Value;

    /// <summary>Puts an object in, in place of the one that had its key. Only one writer at a time.</summary>
    public void Set(ObjectKey key, T value)
    {
        var hash = key.GetHashCode();
        if (SlotOf(key, hash) is { } known)
            known.Value = value;
        else
            Add(key, hash, value);
    }

    /// <summary>Puts an object in if there is none of its key. Only one writer at a time.</summary>
    public void AddIfMissing(ObjectKey key, T value)
    {
        var hash = key.GetHashCode();
        if (SlotOf(key, hash) is null)
            Add(key, hash, value);
    }

    /// <summary>Takes an object out. Only one writer at a time.</summary>
    /// <returns>The object; <see langword="null"/> when there was none.</returns>
    public T? Remove(ObjectKey key)
    {
        var hash = key.GetHashCode();
        if (SlotOf(key, hash) is not { } gone)
            return null;
        var buckets = _buckets;
        ref var first = ref buckets[HashOrder.Bucket(hash, buckets.Length)];
        // A reader that stands on the slot goes on to what followed it: a slot's link is not cleared.
        if (first == gone)
        {
            Volatile.Write(ref first, gone.Next);
        }
        else
        {
            var before = first!;
            while (before.Next != gone)
                before = before.Next!;
            before.Next = gone.Next;
        }
        Count--;
        return gone.Value;
    }

    /// <summary>All objects; it may or may not show changes made meanwhile.</summary>
    public IEnumerable<Slot> All()
    {
        var buckets = _buckets;
        for (var i = 0; i < buckets.Length; i++)
        {
            for (var slot = Volatile.Read(ref buckets[i]); slot is not null; slot = slot.Next)
                yield return slot;
        }
    }

    private Slot? SlotOf(ObjectKey key, int hash)
    {
        var buckets = _buckets;
        var slot = Volatile.Read(ref buckets[HashOrder.Bucket(hash, buckets.Length)]);
        while (slot is not null && (slot.Hash != hash || slot.Key != key))
            slot = slot.Next;
        return slot;
    }

    private void Add(ObjectKey key, int hash, T value)
    {
        if (Count == _buckets.Length)
            Grow();
        Link(_buckets, new Slot(key, hash, value));
        Count++;
    }

    // Slots are copied: readers of the old buckets find them as they were.
    private void Grow()
    {
        var grown = new Slot?[_buckets.Length * 2];
        foreach (var slot in All())
            Link(grown, new Slot(slot.Key, slot.Hash, slot.Value));
        _buckets = grown;
    }

    private static void Link(Slot?[] buckets, Slot slot)
    {
        ref var first = ref buckets[HashOrder.Bucket(slot.Hash, buckets.Length)];
        slot.Next = first;
        Volatile.Write(ref first, slot);
    }

    /// <summary>One object in its place.</summary>
    internal sealed class Slot(ObjectKey key, int hash, T value)
    {
        public readonly ObjectKey Key = key;
        public readonly int Hash = hash;
        public volatile T Value = value;
        public volatile Slot? Next;
    }
}
