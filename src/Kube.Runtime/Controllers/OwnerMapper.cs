namespace Kube.Runtime;

/// <summary>From an object to its owners of one type; before and after a change, so that a lost child is noticed, too.</summary>
internal sealed class OwnerMapper<TOwned>(ResourceType ownerType, bool anyOwner) where TOwned : class, IKubeObject
{
    public IEnumerable<ObjectKey> Map(StoreChange<TOwned> change)
    {
        var now = OwnersOf(change.New);
        var before = OwnersOf(change.Old);
        return before.Count == 0 || before.SequenceEqual(now) ? now : now.Union(before);
    }

    private List<ObjectKey> OwnersOf(TOwned? owned)
    {
        var owners = new List<ObjectKey>();
        foreach (var reference in owned?.Metadata.OwnerReferences ?? [])
        {
            if (reference.Kind == ownerType.Kind && GroupOf(reference.ApiVersion) == ownerType.Group && (anyOwner || reference.Controller == true))
                owners.Add(new ObjectKey(ownerType.IsNamespaced ? owned!.Metadata.Namespace : null, reference.Name));
        }
        return owners;
    }

    // An owner keeps its identity when it is read in another version of its group.
    private static string GroupOf(string apiVersion) => apiVersion.IndexOf('/') is var slash and >= 0 ? apiVersion[..slash] : "";
}
