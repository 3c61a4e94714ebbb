namespace Kube.Runtime;

/// <summary>The entries by key: a hash table whose links are in the entries, so that a known entry is taken out without looking for it.</summary>
internal sealed class EntryTable<TKey> where TKey : notnull
{
    private const int SmallestBits = 4;

    // To put an entry in another place costs a look at it, so the table grows in few steps.
    private const int GrowthBits = 2;

    private WorkEntry<TKey>?[] _buckets = new WorkEntry<TKey>?[1 << SmallestBits];
    private int _count;

    /// <summary>The entry of this key; <see langword="null"/> when there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">The key's hash code: its owner makes it outside its lock.</param>
    public WorkEntry<TKey>? Find(TKey key, int hash)
    {
        var entry = _buckets[HashOrder.Bucket(hash, _buckets.Length)];
        while (entry is not null && (entry.Hash != hash || !EqualityComparer<TKey>.Default.Equals(entry.Key, key)))
            entry = entry.NextInBucket;
        return entry;
    }

    /// <summary>Puts an entry in. There must be none of its key.</summary>
    public void Add(WorkEntry<TKey> entry)
    {
        if (_count == _buckets.Length)
            Grow();
        Link(entry);
        _count++;
    }

    /// <summary>Takes an entry out. It must be in.</summary>
    public void Remove(WorkEntry<TKey> entry)
    {
        ref var link = ref _buckets[HashOrder.Bucket(entry.Hash, _buckets.Length)];
        while (link != entry)
            link = ref link!.NextInBucket;
        link = entry.NextInBucket;
        entry.NextInBucket = null;
        _count--;
    }

    private void Link(WorkEntry<TKey> entry)
    {
        ref var first = ref _buckets[HashOrder.Bucket(entry.Hash, _buckets.Length)];
        entry.NextInBucket = first;
        first = entry;
    }

    private void Grow()
    {
        var old = _buckets;
        _buckets = new WorkEntry<TKey>?[old.Length << GrowthBits];
        foreach (var first in old)
        {
            for (var entry = first; entry is not null;)
            {
                var next = entry.NextInBucket;
                Link(entry);
                entry = next;
            }
        }
    }
}
