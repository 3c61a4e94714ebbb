namespace Kube.Client;

/// <summary>Which pods a drain may take, and how.</summary>
public sealed record DrainOptions
{
    /// <summary>Whether pods of daemon sets may stay; else they are a reason to refuse, for they would come back at once.</summary>
    public bool IgnoreDaemonSets { get; init; }

    /// <summary>Whether pods that nothing would recreate may be evicted.</summary>
    public bool Force { get; init; }

    /// <summary>Whether pods with <c>emptyDir</c> volumes, whose data would be lost, may be evicted.</summary>
    public bool DeleteEmptyDirData { get; init; }

    /// <summary>Only pods whose labels match; the others stay and are not in the report. Default: all.</summary>
    public Selector? PodSelector { get; init; }

    /// <summary>Time for each pod to end, zero for none; <see langword="null"/> for the pod's own.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>How long the drain may take in all, the waits for budgets and for pods to end included; <see langword="null"/> (the default) for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Asks the server what it would do, and changes nothing; pods are not waited for.</summary>
    public bool DryRun { get; init; }

    /// <summary>Deletes the pods instead of evicting them: past every disruption budget. For clusters that are lost anyway.</summary>
    public bool IgnoreDisruptionBudgets { get; init; }

    internal void Validate()
    {
        if (GracePeriod is { } grace && grace < TimeSpan.Zero) throw new ArgumentException($"{nameof(GracePeriod)} cannot be negative, but is {grace}.", nameof(GracePeriod));
        if (Timeout is { } limit && limit <= TimeSpan.Zero) throw new ArgumentException($"{nameof(Timeout)} must be positive, not {limit}.", nameof(Timeout));
    }
}
