using System.Collections.Frozen;

namespace Kube.Testing.Storage;

/// <summary>All objects of a server at one moment.</summary>
/// <param name="Revision">The newest revision then.</param>
/// <param name="Collections">The collections; a resource that came later has none.</param>
internal sealed record StoreSnapshot(long Revision, FrozenDictionary<ResourceStore, Collection> Collections)
{
    public Collection Of(ResourceStore resource) => Collections.GetValueOrDefault(resource, Collection.Empty);
}
