using System.Collections.Immutable;
using Kube.Schema.Json;

namespace Kube.Testing.Storage;

/// <summary>All objects of a resource at one moment, in key order; immutable, so a page or an exact list may be read from it at leisure.</summary>
internal sealed class Collection
{
    public static readonly Collection Empty = new(ImmutableSortedDictionary<StoreKey, JsonObject>.Empty);

    private readonly ImmutableSortedDictionary<StoreKey, JsonObject> _objects;

    private Collection(ImmutableSortedDictionary<StoreKey, JsonObject> objects) => _objects = objects;

    public int Count => _objects.Count;

    public JsonObject? this[StoreKey key] => _objects.GetValueOrDefault(key);

    public IEnumerable<KeyValuePair<StoreKey, JsonObject>> All => _objects;

    public Collection With(StoreKey key, JsonObject value) => new(_objects.SetItem(key, value));

    public Collection Without(StoreKey key) => new(_objects.Remove(key));

    /// <summary>The objects of a namespace (empty: of all), in order.</summary>
    public IEnumerable<KeyValuePair<StoreKey, JsonObject>> In(string @namespace) =>
        @namespace.Length == 0 ? _objects : _objects.Where(o => o.Key.Namespace == @namespace);
}
