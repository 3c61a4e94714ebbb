namespace Kube.Client;

/// <summary>What a drain did with the pods of a node.</summary>
/// <param name="Node">The node.</param>
/// <param name="Pods">Each pod with its end, in the order of namespace and name.</param>
public sealed record DrainReport(string Node, IReadOnlyList<DrainedPod> Pods)
{
    /// <summary>Whether nothing is left on the node but what may stay.</summary>
    public bool IsDrained => Pods.All(p => p.Step is DrainStep.Evicted or DrainStep.Skipped);

    /// <summary>The pods that are still there although they should not be: those that failed or ran out of time.</summary>
    public IEnumerable<DrainedPod> Left => Pods.Where(p => p.Step is DrainStep.Failed or DrainStep.TimedOut);

    /// <summary>One line: how many pods ended how.</summary>
    public override string ToString() =>
        $"node {Node}: {(Pods.Count == 0 ? "no pods" : string.Join(", ", Pods.CountBy(p => p.Step).OrderBy(p => p.Key).Select(p => $"{p.Value} {p.Key.ToString().ToLowerInvariant()}")))}";
}

/// <summary>Where a drain is with one pod.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Step">What has happened.</param>
/// <param name="Reason">Why, in words: why it stays, what the budget says, what went wrong; <see langword="null"/> where there is nothing to explain.</param>
public sealed record DrainedPod(string Namespace, string Name, DrainStep Step, string? Reason = null)
{
    /// <summary>Why it stays; <see langword="null"/> unless it is skipped.</summary>
    public DrainObstacle? Obstacle { get; init; }

    /// <summary>What went wrong; <see langword="null"/> unless it failed.</summary>
    public KubeException? Failure { get; init; }

    /// <summary>One line.</summary>
    public override string ToString() => $"{Namespace}/{Name}: {Step}{(Reason is null ? "" : $" ({Reason})")}";
}

/// <summary>The steps of a pod in a drain.</summary>
public enum DrainStep
{
    /// <summary>It stays: nothing can remove it, or the options let it stay. Final.</summary>
    Skipped,

    /// <summary>A disruption budget forbids the eviction for now; it will be tried again.</summary>
    WaitingForBudget,

    /// <summary>The server took the eviction; the pod is ending.</summary>
    Ending,

    /// <summary>It is gone, or the server would let it go in a dry run. Final.</summary>
    Evicted,

    /// <summary>It was still there when the time was up. Final.</summary>
    TimedOut,

    /// <summary>It could not be evicted. Final.</summary>
    Failed,
}

/// <summary>What stands against the eviction of a pod.</summary>
public enum DrainObstacle
{
    /// <summary>A daemon set would start it again at once.</summary>
    DaemonSet,

    /// <summary>The kubelet alone runs it, from a file: no API call can remove it.</summary>
    MirrorPod,

    /// <summary>No controller would start it again elsewhere.</summary>
    Unmanaged,

    /// <summary>It keeps data in an <c>emptyDir</c>, which goes with it.</summary>
    LocalStorage,
}

/// <summary>A node was not drained, because pods on it would be lost.</summary>
public sealed class DrainRefusedException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="pods">The pods, each with its obstacle and reason.</param>
    public DrainRefusedException(string node, IReadOnlyList<DrainedPod> pods)
        : base($"node {node} is cordoned but not drained: {string.Join("; ", pods.Select(p => $"{p.Namespace}/{p.Name} {p.Reason}"))}") => Pods = pods;

    /// <summary>The pods, each with its obstacle and the option that would allow it.</summary>
    public IReadOnlyList<DrainedPod> Pods { get; }
}
