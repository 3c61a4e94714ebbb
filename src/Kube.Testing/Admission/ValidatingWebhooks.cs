using Kube.Testing.Http;
using Kube.Testing.Serving;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Admission;

/// <summary>Asks the webhooks of <c>ValidatingWebhookConfiguration</c>s, all at once; the first by order that refuses decides.</summary>
internal sealed class ValidatingWebhooks(ServerState state, WebhookInvoker invoker)
{
    private const string FailedOpen = "failed-open.validating.webhook.admission.k8s.io/";

    private readonly ConfigurationSource<WebhookDefinition> _webhooks =
        new(state.Store.Of("admissionregistration.k8s.io", "validatingwebhookconfigurations"), WebhookDefinition.ReadAll);

    /// <exception cref="ApiStatusException">A webhook denies the write, or failed and must not be ignored.</exception>
    public async ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        var webhooks = _webhooks.Current;
        if (webhooks.Count == 0 || MatchCriteria.IsExempt(write))
        {
            return;
        }

        var calls = new List<Task<ApiStatusException?>>();
        var relevant = new List<(WebhookDefinition Webhook, WebhookInvocation Invocation)>();
        foreach (var webhook in webhooks)
        {
            if (await invoker.PrepareAsync(webhook, write, cancellationToken) is { } invocation)
            {
                relevant.Add((webhook, invocation));
            }
        }

        calls.AddRange(relevant.Select((r, index) => AskAsync(r.Webhook, r.Invocation, index, cancellationToken)));
        var refusals = await Task.WhenAll(calls);
        if (refusals.FirstOrDefault(r => r is not null) is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<ApiStatusException?> AskAsync(WebhookDefinition webhook, WebhookInvocation invocation, int index, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await invoker.CallAsync(webhook, invocation, mayPatch: false, cancellationToken);
            return verdict.Allowed ? null : verdict.Denied(webhook.Name);
        }
        catch (WebhookCallException) when (webhook.IgnoresFailures)
        {
            invocation.Write.Call.Audit.Add($"{FailedOpen}round_0_index_{index}", webhook.Name);
            return null;
        }
        catch (WebhookCallException error)
        {
            return WebhookInvoker.Failed(webhook, error);
        }
        catch (ApiStatusException error)
        {
            return error;
        }
    }
}
