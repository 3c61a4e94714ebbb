namespace Kube;

/// <summary>The rules of ownership that the API server does not check and the garbage collector enforces by deleting.</summary>
internal static class OwnerReferences
{
    public static OwnerReference Build(IKubeObject owner, bool? controller, bool? blockOwnerDeletion)
    {
        var metadata = owner.Metadata;
        if (string.IsNullOrEmpty(metadata.Name) || string.IsNullOrEmpty(metadata.Uid))
            throw new ArgumentException($"The {owner.Kind} '{owner.NameOrPrefix}' cannot own anything yet: it has no UID. Create it first and use what the server answers.", nameof(owner));
        return new()
        {
            ApiVersion = owner.ApiVersion,
            Kind = owner.Kind,
            Name = metadata.Name,
            Uid = metadata.Uid,
            Controller = controller,
            BlockOwnerDeletion = blockOwnerDeletion,
        };
    }

    /// <summary>The metadata with the reference in place of one to the same owner, or at the end.</summary>
    public static ObjectMeta Add(IKubeObject child, IKubeObject owner, OwnerReference reference)
    {
        // The garbage collector takes an owner in another namespace for absent and deletes what it owns.
        if (owner.Namespace is { } ns && child.Namespace != ns)
        {
            throw new ArgumentException(
                $"The {owner.Kind} '{owner.Metadata.Name}' in namespace '{ns}' cannot own the {child.Kind} '{child.NameOrPrefix}' in " +
                (child.Namespace is { } other ? $"namespace '{other}'" : "no namespace") + ": an owner lives in the same namespace or in the cluster.",
                nameof(owner));
        }
        var owners = child.Metadata.OwnerReferences ?? [];
        if (reference.Controller == true && owners.FirstOrDefault(o => o.Controller == true && o.Uid != reference.Uid) is { } rival)
            throw new ArgumentException($"The {child.Kind} '{child.NameOrPrefix}' is controlled by the {rival.Kind} '{rival.Name}' already.", nameof(owner));
        return child.Metadata with { OwnerReferences = [.. owners.Where(o => o.Uid != reference.Uid), reference] };
    }
}
