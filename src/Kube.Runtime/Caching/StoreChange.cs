namespace Kube.Runtime;

/// <summary>What happened to an object in a store.</summary>
public enum StoreChangeKind
{
    /// <summary>It was not there before.</summary>
    Added,
    /// <summary>It is another version than before.</summary>
    Updated,
    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>A change of one object in a store.</summary>
/// <typeparam name="T">The resource type.</typeparam>
/// <param name="Key">Which object.</param>
/// <param name="Old">Its state before; <see langword="null"/> when it was not there.</param>
/// <param name="New">Its state now; <see langword="null"/> when it is gone.</param>
/// <param name="IsInitial">Whether the change is part of the first complete set, or of the replay to a new subscriber.</param>
public readonly record struct StoreChange<T>(ObjectKey Key, T? Old, T? New, bool IsInitial = false) where T : class, IKubeObject
{
    /// <summary>What happened.</summary>
    public StoreChangeKind Kind => Old is null ? StoreChangeKind.Added : New is null ? StoreChangeKind.Deleted : StoreChangeKind.Updated;

    /// <summary>The object as it is now, or its last state when it is gone.</summary>
    public T Latest => New ?? Old ?? throw new InvalidOperationException("A change has an old or a new state.");

    /// <summary>Whether the object was deleted and created again under the same name between the two states.</summary>
    public bool IsRecreated => Old is not null && New is not null && Old.Metadata.Uid != New.Metadata.Uid;

    /// <summary>This change and one that follows it, as one. Both must be of the same key.</summary>
    /// <remarks>An object that came and went is told as deleted: whoever made it must hear that it is gone.</remarks>
    internal StoreChange<T> Then(in StoreChange<T> later) =>
        new(Key, Old is null && later.New is null ? later.Old : Old, later.New, IsInitial && later.IsInitial);
}
