using System.Diagnostics;

namespace Kube.Runtime;

/// <summary>Why a key is to be worked on; several causes of one run are merged.</summary>
/// <param name="Reasons">All reasons since the last run.</param>
/// <param name="Related">The object, other than the key's own, that caused it last; <see langword="null"/> where none did.</param>
/// <param name="Parent">The span that caused it last, for traces.</param>
public readonly record struct WorkCause(ReconcileReasons Reasons, RelatedObject? Related = null, ActivityContext Parent = default)
{
    /// <summary>Both causes as one; details are those of the later.</summary>
    public WorkCause Merge(in WorkCause later) =>
        new(Reasons | later.Reasons, later.Related ?? Related, later.Parent == default ? Parent : later.Parent);
}

/// <summary>An object that caused the reconcile of another.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Key">Its namespace and name.</param>
public sealed record RelatedObject(string Kind, ObjectKey Key)
{
    /// <summary><c>Kind namespace/name</c>.</summary>
    public override string ToString() => $"{Kind} {Key}";
}
