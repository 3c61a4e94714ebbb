using System.Collections.Concurrent;

namespace Kube.Runtime;

/// <summary>Which objects belong to which values: the data of one index.</summary>
internal abstract class IndexTable<T>(string name) where T : class, IKubeObject
{
    public string Name { get; } = name;

    /// <summary>Takes a change in. Only one writer at a time.</summary>
    public abstract void Change(ObjectKey key, T? old, T? now);

    public abstract IndexTable<T> Empty();
}

/// <inheritdoc/>
internal sealed class IndexTable<T, TValue>(string name, Func<T, IEnumerable<TValue>> values) : IndexTable<T>(name)
    where T : class, IKubeObject
    where TValue : notnull
{
    /// <summary>Up to so many objects a value are held in an array that is copied on change; more in a table of their own.</summary>
    private const int SmallBucket = 64;

    private readonly ConcurrentDictionary<TValue, object> _buckets = new(concurrencyLevel: 1, capacity: 31);

    public IEnumerable<TValue> Values => _buckets.Select(bucket => bucket.Key);

    public override IndexTable<T> Empty() => new IndexTable<T, TValue>(Name, values);

    public IReadOnlyCollection<T> Find(TValue value) => !_buckets.TryGetValue(value, out var bucket)
        ? []
        : bucket as T[] ?? [.. ((ConcurrentDictionary<ObjectKey, T>)bucket).Select(pair => pair.Value)];

    public override void Change(ObjectKey key, T? old, T? now)
    {
        if (now is not null)
        {
            foreach (var value in values(now))
                Put(value, key, now);
        }
        if (old is null)
            return;
        foreach (var value in values(old))
        {
            if (now is null || !values(now).Contains(value))
                Remove(value, key);
        }
    }

    private void Put(TValue value, ObjectKey key, T item)
    {
        if (!_buckets.TryGetValue(value, out var bucket))
        {
            _buckets[value] = new[] { item };
            return;
        }
        if (bucket is not T[] few)
        {
            ((ConcurrentDictionary<ObjectKey, T>)bucket)[key] = item;
            return;
        }
        var at = IndexOf(few, key);
        if (at >= 0)
        {
            var replaced = (T[])few.Clone();
            replaced[at] = item;
            _buckets[value] = replaced;
        }
        else if (few.Length < SmallBucket)
        {
            _buckets[value] = (T[])[.. few, item];
        }
        else
        {
            var many = new ConcurrentDictionary<ObjectKey, T>(concurrencyLevel: 1, capacity: SmallBucket * 2);
            foreach (var other in few)
                many[ObjectKey.Of(other)] = other;
            many[key] = item;
            _buckets[value] = many;
        }
    }

    private void Remove(TValue value, ObjectKey key)
    {
        if (!_buckets.TryGetValue(value, out var bucket))
            return;
        var isEmpty = false;
        if (bucket is T[] few)
        {
            if (IndexOf(few, key) is var at and >= 0)
            {
                isEmpty = few.Length == 1;
                _buckets[value] = (T[])[.. few.AsSpan(0, at), .. few.AsSpan(at + 1)];
            }
        }
        else
        {
            var many = (ConcurrentDictionary<ObjectKey, T>)bucket;
            many.TryRemove(key, out _);
            isEmpty = many.IsEmpty;
        }
        if (isEmpty)
            _buckets.TryRemove(value, out _);
    }

    private static int IndexOf(T[] items, ObjectKey key)
    {
        for (var i = 0; i < items.Length; i++)
        {
            var metadata = items[i].Metadata;
            if (metadata.Name == key.Name && (metadata.Namespace ?? "") == (key.Namespace ?? ""))
                return i;
        }
        return -1;
    }
}
