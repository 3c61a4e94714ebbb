namespace Kube.Runtime;

/// <summary>How a reconcile ended and when the object is looked at again.</summary>
/// <remarks>Every result but <see cref="Retry"/> says that this run succeeded. Whatever is asked for, a change of the object or of what it owns brings it back at once.</remarks>
public readonly record struct ReconcileResult
{
    private ReconcileResult(ReconcileResultKind kind, TimeSpan delay = default)
    {
        Kind = kind;
        Delay = delay;
    }

    /// <summary>What kind of result.</summary>
    public ReconcileResultKind Kind { get; }

    /// <summary>For <see cref="ReconcileResultKind.RequeueAfter"/>: after how long.</summary>
    public TimeSpan Delay { get; }

    /// <summary>The object is as it should be.</summary>
    public static ReconcileResult Done => default;

    /// <summary>The object is not yet as it should be, and what is missing will come as a change of something watched.</summary>
    public static ReconcileResult AwaitChange => new(ReconcileResultKind.AwaitChange);

    /// <summary>Try again after the key's backoff, as after an exception but without one.</summary>
    public static ReconcileResult Retry => new(ReconcileResultKind.Retry);

    /// <summary>Look again after a while, whatever happens meanwhile.</summary>
    /// <param name="delay">After how long; not negative.</param>
    public static ReconcileResult RequeueAfter(TimeSpan delay) => delay >= TimeSpan.Zero
        ? new(ReconcileResultKind.RequeueAfter, delay)
        : throw new ArgumentOutOfRangeException(nameof(delay), delay, "A requeue lies in the future.");

    /// <summary>Of two results the one that acts sooner: for reconcilers in several parts.</summary>
    public ReconcileResult Or(ReconcileResult other) => (Kind, other.Kind) switch
    {
        (ReconcileResultKind.RequeueAfter, ReconcileResultKind.RequeueAfter) => Delay <= other.Delay ? this : other,
        _ => Kind >= other.Kind ? this : other,
    };

    /// <summary>For logs.</summary>
    public override string ToString() => Kind == ReconcileResultKind.RequeueAfter ? $"requeue after {Delay}" : Kind.ToString();
}

/// <summary>How a reconcile ended.</summary>
public enum ReconcileResultKind
{
    /// <summary>The object is as it should be.</summary>
    Done,
    /// <summary>What is missing will come as a change.</summary>
    AwaitChange,
    /// <summary>It is looked at again after a while.</summary>
    RequeueAfter,
    /// <summary>It is tried again after its backoff.</summary>
    Retry,
}
