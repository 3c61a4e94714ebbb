namespace Kube.Runtime;

/// <summary>The objects of a store and their indexes, swapped as one.</summary>
internal sealed class StoreState<T>(ObjectTable<T> objects, IndexTable<T>[] indexes) where T : class, IKubeObject
{
    public ObjectTable<T> Objects { get; } = objects;

    public IndexTable<T>[] Indexes { get; } = indexes;

    public void Index(ObjectKey key, T? old, T? now)
    {
        foreach (var index in Indexes)
            index.Change(key, old, now);
    }

    /// <summary>Other objects under the same indexes.</summary>
    public StoreState<T> With(ObjectTable<T> objects)
    {
        var indexes = new IndexTable<T>[Indexes.Length];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = Indexes[i].Empty();
            foreach (var slot in objects.All())
                indexes[i].Change(slot.Key, null, slot.Value);
        }
        return new StoreState<T>(objects, indexes);
    }
}
