using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Kube.Client;

/// <summary>What can be done with one node: take it out of scheduling and empty it.</summary>
/// <remarks>Get one with <see cref="KubeClient.Node"/>.</remarks>
public sealed class NodeOperations
{
    private static readonly ResourceType Pods = new("", "v1", "Pod", "pods", ResourceScope.Namespaced);
    private static readonly TimeSpan BudgetWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoneWait = TimeSpan.FromSeconds(1);
    private readonly KubeClient _client;

    internal NodeOperations(KubeClient client, string name) => (_client, Name) = (client, name);

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>Lets no new pods be scheduled on the node.</summary>
    public Task CordonAsync(CancellationToken cancellationToken = default) => _client.RequestBytesAsync(Requests.Cordon(Name), cancellationToken);

    /// <summary>Lets pods be scheduled on the node again.</summary>
    public Task UncordonAsync(CancellationToken cancellationToken = default) => _client.RequestBytesAsync(Requests.Cordon(Name, unschedulable: false), cancellationToken);

    /// <summary>Cordons the node and evicts its pods, as <c>kubectl drain</c> does; ends when they are gone.</summary>
    /// <remarks>Where a disruption budget forbids an eviction, it is tried again every five seconds. Each pod is told of once, when it is gone or has failed.</remarks>
    /// <exception cref="DrainRefusedException">Some pods would be lost for good, and the options do not allow that; nothing was evicted.</exception>
    public async IAsyncEnumerable<DrainedPod> DrainAsync(DrainOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= new DrainOptions();
        await CordonAsync(cancellationToken).ConfigureAwait(false);
        var list = await _client.ListAsync<DynamicResource>(
            Requests.List(Pods, null, new ListParams { FieldSelector = FieldSelector.Parse($"spec.nodeName={Name}") }), cancellationToken).ConfigureAwait(false);
        var plan = list.Items.Select(p => DrainRules.Judge(p, options)).ToList();
        var refused = plan.Where(p => p.Refusal is not null).ToList();
        if (refused.Count > 0) throw new DrainRefusedException(Name, [.. refused.Select(p => $"{p.Pod.Metadata.Namespace}/{p.Pod.Metadata.Name}: {p.Refusal}")]);

        var results = System.Threading.Channels.Channel.CreateUnbounded<DrainedPod>();
        var work = Task.WhenAll(plan.Where(p => !p.Stays).Select(async p => await results.Writer.WriteAsync(await RemoveAsync(p.Pod, options, cancellationToken).ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false)));
        _ = work.ContinueWith(done => results.Writer.Complete(done.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await foreach (var result in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return result;
        await work.ConfigureAwait(false);
    }

    private async Task<DrainedPod> RemoveAsync(DynamicResource pod, DrainOptions options, CancellationToken cancellationToken)
    {
        var (ns, name, time) = (pod.Metadata.Namespace!, pod.Metadata.Name!, _client.Options.TimeProvider);
        var parameters = new EvictParams { Delete = new DeleteParams { GracePeriod = options.GracePeriod, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } } };
        try
        {
            while (true)
            {
                try
                {
                    await _client.Pod(ns, name).EvictAsync(parameters, cancellationToken).ConfigureAwait(false);
                    break;
                }
                catch (KubeApiException e) when (e.IsTooManyRequests)
                {
                    await Task.Delay(BudgetWait, time, cancellationToken).ConfigureAwait(false);
                }
            }
            while (!await IsGoneAsync(pod, cancellationToken).ConfigureAwait(false)) await Task.Delay(GoneWait, time, cancellationToken).ConfigureAwait(false);
            return new DrainedPod(ns, name, null);
        }
        catch (KubeApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or another pod has its name: either way this one is no more.
            return new DrainedPod(ns, name, null);
        }
        catch (KubeException e)
        {
            return new DrainedPod(ns, name, e);
        }
    }

    private async Task<bool> IsGoneAsync(DynamicResource pod, CancellationToken cancellationToken)
    {
        var now = await _client.For<PartialObjectMetadata>(Pods, pod.Metadata.Namespace).GetOrNullAsync(pod.Metadata.Name!, cancellationToken: cancellationToken).ConfigureAwait(false);
        return now is null || now.Metadata.Uid != pod.Metadata.Uid;
    }
}

/// <summary>Which pods a drain may take, and how.</summary>
public sealed record DrainOptions
{
    /// <summary>Whether pods of daemon sets may stay; else they are a reason to refuse, for they would come back at once.</summary>
    public bool IgnoreDaemonSets { get; init; }

    /// <summary>Whether pods that nothing would recreate may be evicted.</summary>
    public bool Force { get; init; }

    /// <summary>Whether pods with <c>emptyDir</c> volumes, whose data would be lost, may be evicted.</summary>
    public bool DeleteEmptyDirData { get; init; }

    /// <summary>Time for each pod to end; <see langword="null"/> for the pod's own.</summary>
    public TimeSpan? GracePeriod { get; init; }
}

/// <summary>What became of one pod in a drain.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Failure">Why it could not be evicted; <see langword="null"/> when it is gone.</param>
public sealed record DrainedPod(string Namespace, string Name, KubeException? Failure);

/// <summary>A node was not drained, because pods on it would be lost.</summary>
public sealed class DrainRefusedException : KubeException
{
    internal DrainRefusedException(string node, IReadOnlyList<string> pods)
        : base($"node {node} is cordoned but not drained: {string.Join("; ", pods)}") => Pods = pods;

    /// <summary>The pods, each with its reason.</summary>
    public IReadOnlyList<string> Pods { get; }
}

/// <summary>What a drain does with a pod; pure.</summary>
internal static class DrainRules
{
    public readonly record struct Verdict(DynamicResource Pod, bool Stays, string? Refusal);

    public static Verdict Judge(DynamicResource pod, DrainOptions options)
    {
        // The kubelet alone runs mirror pods: no API call can remove them.
        if (pod.Annotation("kubernetes.io/config.mirror") is not null) return new(pod, true, null);
        if (pod.GetString(JsonPointer.Parse("/status/phase")) is "Succeeded" or "Failed") return new(pod, false, null);
        var controller = pod.Metadata.OwnerReferences?.FirstOrDefault(o => o.Controller == true);
        if (controller?.Kind == "DaemonSet")
            return options.IgnoreDaemonSets ? new(pod, true, null) : new(pod, true, "belongs to a daemon set, which would start it again; set IgnoreDaemonSets");
        if (controller is null && !options.Force) return new(pod, false, "nothing would recreate it; set Force");
        if (!options.DeleteEmptyDirData && HasEmptyDir(pod)) return new(pod, false, "has an emptyDir volume, whose data would be lost; set DeleteEmptyDirData");
        return new(pod, false, null);
    }

    private static bool HasEmptyDir(DynamicResource pod) =>
        pod.Find(JsonPointer.Parse("/spec/volumes")) is { ValueKind: JsonValueKind.Array } volumes && volumes.EnumerateArray().Any(v => v.TryGetProperty("emptyDir", out _));
}
