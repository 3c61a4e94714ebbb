using System.Diagnostics;

namespace Kube.Runtime;

/// <summary>Why a key is to be worked on; several causes of one run are merged.</summary>
public readonly record struct WorkCause
{
    // Boxed, for it is big and mostly absent, and causes are copied with every key.
    private readonly object? _parent;

    /// <summary>A cause.</summary>
    /// <param name="reasons">All reasons since the last run.</param>
    /// <param name="related">The object, other than the key's own, that caused it last; <see langword="null"/> where none did.</param>
    /// <param name="parent">The span that caused it last, for traces.</param>
    public WorkCause(ReconcileReasons reasons, RelatedObject? related = null, ActivityContext parent = default)
        : this(reasons, related, parent == default ? null : (object)parent)
    {
    }

    private WorkCause(ReconcileReasons reasons, RelatedObject? related, object? parent)
    {
        Reasons = reasons;
        Related = related;
        _parent = parent;
    }

    /// <summary>All reasons since the last run.</summary>
    public ReconcileReasons Reasons { get; }

    /// <summary>The object, other than the key's own, that caused it last; <see langword="null"/> where none did.</summary>
    public RelatedObject? Related { get; }

    /// <summary>The span that caused it last, for traces.</summary>
    public ActivityContext Parent => _parent is ActivityContext parent ? parent : default;

    /// <summary>Both causes as one; details are those of the later.</summary>
    public WorkCause Merge(in WorkCause later) => new(Reasons | later.Reasons, later.Related ?? Related, later._parent ?? _parent);

    /// <summary>The same cause for another reason.</summary>
    internal WorkCause Because(ReconcileReasons reasons) => new(reasons, Related, _parent);
}

/// <summary>An object that caused the reconcile of another.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its namespace and name.</param>
public sealed record RelatedObject(string Kind, ObjectKey Key)
{
    /// <summary><c>Kind namespace/name</c>.</summary>
    public override string ToString() => $"{Kind} {Key}";
}
