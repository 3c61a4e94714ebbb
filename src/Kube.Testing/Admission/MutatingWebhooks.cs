using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching;
using Kube.Testing.Serving;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Admission;

/// <summary>Lets the webhooks of <c>MutatingWebhookConfiguration</c>s change a write, one after another, by the names of their configurations.</summary>
internal sealed class MutatingWebhooks(ServerState state, WebhookInvoker invoker)
{
    private const string Mutation = "mutation.webhook.admission.k8s.io/";
    private const string Patched = "patch.webhook.admission.k8s.io/";
    private const string FailedOpen = "failed-open.mutation.webhook.admission.k8s.io/";

    private readonly ConfigurationSource<WebhookDefinition> _webhooks =
        new(state.Store.Of("admissionregistration.k8s.io", "mutatingwebhookconfigurations"), WebhookDefinition.ReadAll);

    /// <summary>The object as the webhooks want it.</summary>
    /// <exception cref="ApiStatusException">A webhook denies the write, or failed and must not be ignored.</exception>
    public async ValueTask<JsonObject?> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        var webhooks = _webhooks.Current;
        if (webhooks.Count == 0 || MatchCriteria.IsExempt(write))
        {
            return write.Value;
        }

        var again = new Reinvocations();
        var value = await RoundAsync(webhooks, write, 0, again, cancellationToken);
        // One more round, for those who were asked before another changed the object and want to see that.
        return again.IsNeeded ? await RoundAsync(webhooks, write with { Value = value }, 1, again, cancellationToken) : value;
    }

    private async Task<JsonObject?> RoundAsync(
        IReadOnlyList<WebhookDefinition> webhooks, AdmissionAttributes write, int round, Reinvocations again, CancellationToken cancellationToken)
    {
        for (var index = 0; index < webhooks.Count; index++)
        {
            var webhook = webhooks[index];
            if (await invoker.PrepareAsync(webhook, write, cancellationToken) is not { } invocation || (round > 0 && !again.Contains(webhook)))
            {
                continue;
            }

            var place = $"round_{round}_index_{index}";
            JsonObject? changed = null;
            try
            {
                changed = await AskAsync(webhook, invocation, place, cancellationToken);
            }
            catch (WebhookCallException) when (webhook.IgnoresFailures)
            {
                write.Call.Audit.Add(FailedOpen + place, webhook.Name);
            }
            catch (WebhookCallException error)
            {
                throw WebhookInvoker.Failed(webhook, error);
            }

            write.Call.Audit.Add(Mutation + place, $"{{\"configuration\":\"{webhook.Configuration}\",\"webhook\":\"{webhook.Name}\",\"mutated\":{(changed is null ? "false" : "true")}}}");
            again.Note(webhook, hasChanged: changed is not null);
            write = changed is null ? write : write with { Value = changed };
        }

        return write.Value;
    }

    /// <summary>The changed object, or none where the webhook leaves it as it is.</summary>
    private async Task<JsonObject?> AskAsync(WebhookDefinition webhook, WebhookInvocation invocation, string place, CancellationToken cancellationToken)
    {
        var verdict = await invoker.CallAsync(webhook, invocation, mayPatch: true, cancellationToken);
        if (!verdict.Allowed)
        {
            throw verdict.Denied(webhook.Name);
        }

        if (verdict.Operations() is not { } operations)
        {
            return null;
        }

        if (invocation.Value is not { } value)
        {
            throw ApiErrors.InternalError($"admission webhook \"{webhook.Name}\" attempted to modify the object, which is not supported for this operation");
        }

        var write = invocation.Write;
        var patched = Apply(operations, value);
        write.Call.Audit.Add(
            Patched + place, $"{{\"configuration\":\"{webhook.Configuration}\",\"webhook\":\"{webhook.Name}\",\"patch\":{operations.ToJson()},\"patchType\":\"JSONPatch\"}}");
        patched = write.Call.View is null ? Decoded(invocation, patched) : patched;
        return patched.Equals(value) ? null : await invoker.BackAsync(invocation, patched, cancellationToken);
    }

    private static JsonObject Apply(JsonArray operations, JsonObject value)
    {
        try
        {
            return JsonPatch.Apply(value, operations) as JsonObject ?? throw ApiErrors.InternalError("Object 'Kind' is missing: the patch leaves no object");
        }
        catch (Exception error) when (error is JsonPatchException or JsonPatchFormatException)
        {
            throw ApiErrors.InternalError(error.Message);
        }
    }

    /// <summary>What a webhook made is read like what a client sends: a built-in kind drops what it does not know, and defaults are filled again.</summary>
    private static JsonObject Decoded(WebhookInvocation invocation, JsonObject patched)
    {
        var strategy = Strategies.For(invocation.Matched);
        if (invocation.Matched.Custom is not null)
        {
            return strategy.FillDefaults(patched);
        }

        try
        {
            return strategy.Decode(patched, new DecodeReport());
        }
        catch (ApiStatusException error)
        {
            throw ApiErrors.InternalError(error.Message);
        }
    }

    /// <summary>Who is to be asked once more: webhooks that want it and were asked before another one changed the object.</summary>
    private sealed class Reinvocations
    {
        private readonly HashSet<string> _asked = [];
        private readonly HashSet<string> _due = [];
        private bool _hasChanged;

        public bool IsNeeded => _hasChanged && _due.Count > 0;

        public bool Contains(WebhookDefinition webhook) => _due.Contains(webhook.Key);

        public void Note(WebhookDefinition webhook, bool hasChanged)
        {
            if (hasChanged)
            {
                _hasChanged = true;
                _due.UnionWith(_asked);
                _asked.Clear();
            }

            if (webhook.IsReinvoked)
            {
                _asked.Add(webhook.Key);
            }
        }
    }
}
