namespace Kube.Runtime;

/// <summary>A named index of a store: the objects that belong to a value.</summary>
/// <remarks>A lookup costs the same however many objects the store holds. What the store shows of a change the index shows, too: it may be a moment ahead, never behind.</remarks>
/// <typeparam name="T">The resource type.</typeparam>
/// <typeparam name="TValue">What is looked up: a string, an <see cref="ObjectKey"/>, any type with value equality.</typeparam>
public sealed class StoreIndex<T, TValue> where T : class, IKubeObject where TValue : notnull
{
    private readonly Store<T> _store;
    private readonly int _slot;

    internal StoreIndex(Store<T> store, int slot)
    {
        _store = store;
        _slot = slot;
    }

    private IndexTable<T, TValue> Table => (IndexTable<T, TValue>)_store.State.Indexes[_slot];

    /// <summary>The index's name.</summary>
    public string Name => Table.Name;

    /// <summary>All values to which some object belongs.</summary>
    public IEnumerable<TValue> Values => Table.Values;

    /// <summary>The objects that belong to a value at this moment; empty when there are none.</summary>
    public IReadOnlyCollection<T> this[TValue value] => Table.Find(value);
}

/// <summary>The indexes that most controllers want.</summary>
public static class StoreIndexes
{
    /// <summary>By the UID of every owner.</summary>
    public static StoreIndex<T, string> AddOwnerIndex<T>(this Store<T> store, string name = "owner-uid") where T : class, IKubeObject =>
        store.AddIndex(name, static item => item.Metadata.OwnerReferences?.Select(owner => owner.Uid) ?? []);

    /// <summary>By namespace; cluster-scoped objects are under the empty one.</summary>
    public static StoreIndex<T, string> AddNamespaceIndex<T>(this Store<T> store, string name = "namespace") where T : class, IKubeObject =>
        store.AddIndex<string>(name, static item => [item.Metadata.Namespace ?? ""]);

    /// <summary>By the value of a label; objects without it are in no value.</summary>
    public static StoreIndex<T, string> AddLabelIndex<T>(this Store<T> store, string label, string? name = null) where T : class, IKubeObject =>
        store.AddIndex<string>(name ?? "label:" + label, item => item.Metadata.Labels?.TryGetValue(label, out var value) == true ? [value] : []);
}
