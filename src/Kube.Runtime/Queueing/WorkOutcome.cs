namespace Kube.Runtime;

/// <summary>How work on a key ended, and when it is to be done again.</summary>
public readonly record struct WorkOutcome
{
    private WorkOutcome(WorkOutcomeKind kind, TimeSpan delay)
    {
        Kind = kind;
        Delay = delay;
    }

    internal WorkOutcomeKind Kind { get; }

    internal TimeSpan Delay { get; }

    /// <summary>It succeeded: failures are forgotten, and only what was asked for meanwhile brings it back.</summary>
    public static WorkOutcome Success => default;

    /// <summary>It failed: it comes back after the key's backoff.</summary>
    public static WorkOutcome Failure => new(WorkOutcomeKind.Failure, TimeSpan.Zero);

    /// <summary>It succeeded and wants to be done again after <paramref name="delay"/>, or earlier if something asks for it.</summary>
    public static WorkOutcome Requeue(TimeSpan delay) => new(WorkOutcomeKind.Requeue, delay);

    /// <summary>It was not tried: it comes back after <paramref name="delay"/> with its failures and causes as they were.</summary>
    public static WorkOutcome Hold(TimeSpan delay) => new(WorkOutcomeKind.Hold, delay);
    /// <summary>The same, and if it succeeded a look after a while whether what it wrote is shown.</summary>
    internal WorkOutcome AndLook(TimeSpan delay) => Kind switch
    {
        WorkOutcomeKind.Success => new(WorkOutcomeKind.Look, delay),
        WorkOutcomeKind.Requeue when Delay > delay => new(WorkOutcomeKind.Requeue, delay),
        _ => this,
    };
}

internal enum WorkOutcomeKind
{
    Success,
    Failure,
    Requeue,
    Hold,
    Look,
}
