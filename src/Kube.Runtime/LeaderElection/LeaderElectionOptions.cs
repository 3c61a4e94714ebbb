namespace Kube.Runtime;

/// <summary>How replicas agree on one leader.</summary>
public sealed record LeaderElectionOptions
{
    /// <summary>The Lease's name, shared by all replicas.</summary>
    public required string LeaseName { get; init; }

    /// <summary>The Lease's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Who this replica is; unique among them. By default the machine's name (in a pod, the pod's) and a random part.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>How long others wait for a leader that is silent. Whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a leader acts without a renewal that went through. Shorter than <see cref="LeaseDuration"/>: the difference is what clocks may drift apart in that time.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long between two tries.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether a leader that stops gives the lease back, so that another takes over at once instead of after <see cref="LeaseDuration"/>.</summary>
    public bool ReleaseOnStop { get; init; } = true;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(LeaseName);
        ArgumentException.ThrowIfNullOrEmpty(Namespace);
        ArgumentException.ThrowIfNullOrEmpty(Identity);
        if (LeaseDuration < TimeSpan.FromSeconds(1) || LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentException($"{nameof(LeaseDuration)} must be whole seconds, at least one, not {LeaseDuration}: a Lease holds nothing finer.");
        if (RenewDeadline >= LeaseDuration)
            throw new ArgumentException($"{nameof(RenewDeadline)} ({RenewDeadline}) must be shorter than {nameof(LeaseDuration)} ({LeaseDuration}), or two replicas can lead at once.");
        if (RetryPeriod <= TimeSpan.Zero || RetryPeriod * 1.2 >= RenewDeadline)
            throw new ArgumentException($"{nameof(RetryPeriod)} ({RetryPeriod}) with its jitter of a fifth must be shorter than {nameof(RenewDeadline)} ({RenewDeadline}).");
    }
}
