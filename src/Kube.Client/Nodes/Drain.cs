namespace Kube.Client;

/// <summary>One drain of one node.</summary>
internal sealed class Drain(KubeClient client, NodeOperations node, DrainOptions options, IProgress<DrainedPod>? progress)
{
    private static readonly ResourceType Pods = new("", "v1", "Pod", "pods", ResourceScope.Namespaced);
    private static readonly TimeSpan BudgetWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoneWait = TimeSpan.FromSeconds(1);
    private readonly TimeProvider _time = client.Options.TimeProvider;

    public async Task<DrainReport> RunAsync(CancellationToken cancellationToken)
    {
        using var limit = options.Timeout is { } time ? new CancellationTokenSource(time, _time) : null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit?.Token ?? CancellationToken.None);
        await node.CordonAsync(new PatchParams { DryRun = options.DryRun }, cancellationToken).ConfigureAwait(false);
        var plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
        var refused = plan.Where(p => p.Refuses).Select(p => p.ToResult()).ToList();
        if (refused.Count > 0) throw new DrainRefusedException(node.Name, refused);
        var ends = await Task.WhenAll(plan.Select(p => p.Stays ? Task.FromResult(Tell(p.ToResult())) : RemoveAsync(p.Pod, either.Token, cancellationToken))).ConfigureAwait(false);
        return new DrainReport(node.Name, ends);
    }

    private async Task<List<DrainRules.Verdict>> PlanAsync(CancellationToken cancellationToken)
    {
        var onNode = new ListParams { FieldSelector = FieldSelector.Parse($"spec.nodeName={node.Name}"), LabelSelector = options.PodSelector };
        var plan = new List<DrainRules.Verdict>();
        await foreach (var pod in client.For<DynamicResource>(Pods).ListAllAsync(onNode, cancellationToken).ConfigureAwait(false))
            plan.Add(DrainRules.Judge(pod, options));
        return plan;
    }

    private async Task<DrainedPod> RemoveAsync(DynamicResource pod, CancellationToken limited, CancellationToken caller)
    {
        var state = new DrainedPod(pod.Metadata.Namespace!, pod.Metadata.Name!, DrainStep.Ending);
        try
        {
            while (await EvictAsync(pod, limited).ConfigureAwait(false) is { } forbidden)
            {
                // The cause names the budget; the message only says that there is one.
                var why = forbidden.Causes.FirstOrDefault(c => c.Reason == "DisruptionBudget")?.Message ?? forbidden.Status.Message;
                if (state.Reason != why) state = Tell(state with { Step = DrainStep.WaitingForBudget, Reason = why });
                // "Retry-After: 0" must not make a hot loop against the server.
                var wait = forbidden.RetryAfter ?? BudgetWait;
                await Task.Delay(wait > ShortestWait ? wait : ShortestWait, _time, limited).ConfigureAwait(false);
            }
            if (options.DryRun) return Tell(state with { Step = DrainStep.Evicted, Reason = "dry run" });
            state = Tell(state with { Step = DrainStep.Ending, Reason = null });
            while (!await IsGoneAsync(pod, limited).ConfigureAwait(false)) await Task.Delay(GoneWait, _time, limited).ConfigureAwait(false);
            return Tell(state with { Step = DrainStep.Evicted });
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            var reason = state.Step == DrainStep.WaitingForBudget ? $"still forbidden: {state.Reason}" : "still ending";
            return Tell(state with { Step = DrainStep.TimedOut, Reason = reason });
        }
        catch (KubeApiException e) when (e.IsNotFound || e.IsConflict)
        {
            // Gone already, or another pod has its name: either way this one is no more.
            return Tell(state with { Step = DrainStep.Evicted, Reason = null });
        }
        catch (KubeException e)
        {
            return Tell(state with { Step = DrainStep.Failed, Reason = e.Message, Failure = e });
        }
    }

    /// <summary>Null when the server took it; else what a disruption budget says.</summary>
    private async Task<KubeApiException?> EvictAsync(DynamicResource pod, CancellationToken cancellationToken)
    {
        // The UID keeps a drain from taking a successor of the same name.
        var delete = new DeleteParams { GracePeriod = options.GracePeriod, Preconditions = new Preconditions { Uid = pod.Metadata.Uid } };
        try
        {
            if (options.IgnoreDisruptionBudgets)
                await client.For<DynamicResource>(Pods, pod.Metadata.Namespace).DeleteAsync(pod.Metadata.Name!, delete with { DryRun = options.DryRun }, cancellationToken).ConfigureAwait(false);
            else
                await client.Pod(pod.Metadata.Namespace!, pod.Metadata.Name!).EvictAsync(new EvictParams { Delete = delete, DryRun = options.DryRun }, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (KubeApiException e) when (e.IsTooManyRequests)
        {
            return e;
        }
    }

    private async Task<bool> IsGoneAsync(DynamicResource pod, CancellationToken cancellationToken)
    {
        var now = await client.For<PartialObjectMetadata>(Pods, pod.Metadata.Namespace).GetOrNullAsync(pod.Metadata.Name!, cancellationToken: cancellationToken).ConfigureAwait(false);
        return now is null || now.Metadata.Uid != pod.Metadata.Uid;
    }

    private DrainedPod Tell(DrainedPod pod)
    {
        progress?.Report(pod);
        return pod;
    }
}
