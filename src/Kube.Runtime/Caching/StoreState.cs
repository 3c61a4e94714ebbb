using System.Collections.Concurrent;

namespace Kube.Runtime;

/// <summary>The objects of a store and their indexes, swapped as one.</summary>
internal sealed class StoreState<T>(ConcurrentDictionary<ObjectKey, T> objects, IndexTable<T>[] indexes) where T : class, IKubeObject
{
    public ConcurrentDictionary<ObjectKey, T> Objects { get; } = objects;

    public IndexTable<T>[] Indexes { get; } = indexes;

    public void Index(ObjectKey key, T? old, T? now)
    {
        foreach (var index in Indexes)
            index.Change(key, old, now);
    }

    /// <summary>Other objects under the same indexes.</summary>
    public StoreState<T> With(ConcurrentDictionary<ObjectKey, T> objects)
    {
        var indexes = new IndexTable<T>[Indexes.Length];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = Indexes[i].Empty();
            foreach (var (key, value) in objects)
                indexes[i].Change(key, null, value);
        }
        return new StoreState<T>(objects, indexes);
    }
}
