namespace Kube.Runtime;

/// <summary>Which updates of an object are worth a reconcile.</summary>
/// <remarks>
/// Asked only about updates of an object that was there and still is. That it appeared, went, was created anew under the same name, or
/// began to be deleted always passes: a predicate cannot lose those.
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class ChangePredicate<T> where T : class, IKubeObject
{
    private readonly Func<T, T, bool> _isWorthIt;

    /// <summary>Makes a predicate.</summary>
    /// <param name="isWorthIt">Told the old and the new state. Must be quick; when it throws the update passes.</param>
    public ChangePredicate(Func<T, T, bool> isWorthIt)
    {
        ArgumentNullException.ThrowIfNull(isWorthIt);
        _isWorthIt = isWorthIt;
    }

    /// <summary>Whether the change is worth a reconcile.</summary>
    public bool Passes(in StoreChange<T> change) =>
        change is not { Old: { } old, New: { } now } || change.IsRecreated || HasBegunDeletion(old, now) || _isWorthIt(old, now);

    /// <summary>Either predicate finds it worth it.</summary>
    public static ChangePredicate<T> operator |(ChangePredicate<T> a, ChangePredicate<T> b) => new((old, now) => a._isWorthIt(old, now) || b._isWorthIt(old, now));

    /// <summary>Both predicates find it worth it.</summary>
    public static ChangePredicate<T> operator &(ChangePredicate<T> a, ChangePredicate<T> b) => new((old, now) => a._isWorthIt(old, now) && b._isWorthIt(old, now));

    /// <summary>The predicate does not find it worth it.</summary>
    public static ChangePredicate<T> operator !(ChangePredicate<T> a) => new((old, now) => !a._isWorthIt(old, now));

    /// <summary>Either predicate finds it worth it.</summary>
    public ChangePredicate<T> Or(ChangePredicate<T> other) => this | other;

    /// <summary>Both predicates find it worth it.</summary>
    public ChangePredicate<T> And(ChangePredicate<T> other) => this & other;

    /// <summary>The opposite.</summary>
    public ChangePredicate<T> Not() => !this;

    private static bool HasBegunDeletion(T old, T now) => old.Metadata.DeletionTimestamp is null && now.Metadata.DeletionTimestamp is not null;
}

/// <summary>The usual predicates.</summary>
public static class ChangePredicates
{
    /// <summary>What is wanted changed (<c>metadata.generation</c>). Objects without a generation always pass.</summary>
    public static ChangePredicate<T> Generation<T>() where T : class, IKubeObject =>
        new(static (old, now) => now.Metadata.Generation is null || old.Metadata.Generation != now.Metadata.Generation);

    /// <summary>Anything changed (<c>metadata.resourceVersion</c>).</summary>
    public static ChangePredicate<T> ResourceVersion<T>() where T : class, IKubeObject =>
        new(static (old, now) => old.Metadata.ResourceVersion != now.Metadata.ResourceVersion);

    /// <summary>The labels changed.</summary>
    public static ChangePredicate<T> Labels<T>() where T : class, IKubeObject =>
        new(static (old, now) => !AreEqual(old.Metadata.Labels, now.Metadata.Labels));

    /// <summary>The annotations changed.</summary>
    public static ChangePredicate<T> Annotations<T>() where T : class, IKubeObject =>
        new(static (old, now) => !AreEqual(old.Metadata.Annotations, now.Metadata.Annotations));

    /// <summary>The finalizers changed.</summary>
    public static ChangePredicate<T> Finalizers<T>() where T : class, IKubeObject =>
        new(static (old, now) => !(old.Metadata.Finalizers ?? []).SequenceEqual(now.Metadata.Finalizers ?? []));

    /// <summary>The object began to be deleted, and nothing else: for controllers that only clean up.</summary>
    public static ChangePredicate<T> Deletion<T>() where T : class, IKubeObject => new(static (_, _) => false);

    /// <summary>The object waits for its finalizers.</summary>
    public static ChangePredicate<T> IsDeleting<T>() where T : class, IKubeObject => new(static (_, now) => now.Metadata.DeletionTimestamp is not null);

    /// <summary>The object's labels match.</summary>
    /// <param name="selector">A selector such as <c>app=web,tier in (a,b)</c>.</param>
    public static ChangePredicate<T> Matches<T>(Selector selector) where T : class, IKubeObject =>
        new((_, now) => selector.Matches(now.Metadata.Labels));

    internal static bool AreEqual(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b)
    {
        if (ReferenceEquals(a, b))
            return true;
        if ((a?.Count ?? 0) != (b?.Count ?? 0))
            return false;
        foreach (var (key, value) in a ?? new Dictionary<string, string>())
        {
            if (b is null || !b.TryGetValue(key, out var other) || other != value)
                return false;
        }
        return true;
    }
}
