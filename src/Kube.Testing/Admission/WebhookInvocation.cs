using Kube.Schema.Json;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Auth;
using Kube.Testing.Http;
using Kube.Testing.Resources;
using Kube.Testing.Serving;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Admission;

/// <summary>A write as one webhook sees it: in the version of the resource its rule names.</summary>
internal sealed record WebhookInvocation(AdmissionAttributes Write, ApiResource Matched, JsonObject? Value, JsonObject? Old);

/// <summary>What mutating and validating webhooks have in common: whether one is asked, and the asking.</summary>
internal sealed class WebhookInvoker(ServerState state, IObjectConversion conversion, WebhookCaller caller, Authorizer authorizer)
{
    /// <summary>The invocation of a webhook, or none where the write is not its business.</summary>
    /// <exception cref="ApiStatusException">403: its conditions fail; 404: the namespace is missing.</exception>
    public async ValueTask<WebhookInvocation?> PrepareAsync(WebhookDefinition webhook, AdmissionAttributes write, CancellationToken cancellationToken)
    {
        if (webhook.Criteria.Match(state, write) is not { } matched)
        {
            return null;
        }

        var invocation = new WebhookInvocation(write, matched, await ToAsync(write, matched, write.Value, cancellationToken), await ToAsync(write, matched, write.Old, cancellationToken));
        if (webhook.Conditions.IsEmpty)
        {
            return invocation;
        }

        var input = new AdmissionInput(invocation.Value, invocation.Old, write.Request(matched)) { Access = new(authorizer, write) };
        if (webhook.Conditions.Hold(input, webhook.IgnoresFailures, out var error))
        {
            return invocation;
        }

        return error is null ? null : throw ApiErrors.Forbidden(write.Call.Group, write.Call.Plural, write.Name, error);
    }

    /// <summary>What the webhook says; its warnings and annotations are noted.</summary>
    /// <exception cref="WebhookCallException">It does not answer as it should.</exception>
    /// <exception cref="ApiStatusException">400: the write is a dry run, and the webhook has side effects.</exception>
    public async Task<AdmissionVerdict> CallAsync(WebhookDefinition webhook, WebhookInvocation invocation, bool mayPatch, CancellationToken cancellationToken)
    {
        var write = invocation.Write;
        if (write.DryRun && !webhook.HasNoSideEffectsOnDryRun)
        {
            throw ApiErrors.BadRequest($"admission webhook \"{webhook.Name}\" does not support dry run");
        }

        var version = AdmissionReview.Version(webhook.ReviewVersions)
            ?? throw new WebhookCallException("could not create admission objects: webhook does not accept known AdmissionReview versions (v1, v1beta1)");
        var uid = Guid.NewGuid().ToString();
        var review = AdmissionReview.Ask(version, uid, write.Request(invocation.Matched), invocation.Value, invocation.Old);
        JsonObject answer;
        try
        {
            answer = await caller.PostAsync(webhook.Address, review, webhook.Timeout, cancellationToken);
        }
        catch (WebhookCallException error)
        {
            throw new WebhookCallException($"failed to call webhook: {error.Message}", error);
        }

        var verdict = AdmissionReview.Read(answer, version, uid, mayPatch);
        foreach (var annotation in verdict.AuditAnnotations)
        {
            write.Call.Audit.Add($"{webhook.Name}/{annotation.Key}", (annotation.Value as JsonString)?.Value ?? "");
        }

        foreach (var warning in verdict.Warnings)
        {
            write.Call.Warn(warning);
        }

        return verdict;
    }

    /// <summary>The error for a webhook that failed and is not to be ignored.</summary>
    public static ApiStatusException Failed(WebhookDefinition webhook, WebhookCallException error) =>
        ApiErrors.InternalError($"failed calling webhook \"{webhook.Name}\": {error.Message}");

    private async ValueTask<JsonObject?> ToAsync(AdmissionAttributes write, ApiResource matched, JsonObject? value, CancellationToken cancellationToken) =>
        value is null || matched == write.Call.Resource || write.Call.View is not null
            ? value
            : (await conversion.ConvertAsync(write.Call.Resource, [value], matched.ApiVersion, cancellationToken))[0];

    /// <summary>An object of the matched version, back in the version of the request.</summary>
    public async ValueTask<JsonObject> BackAsync(WebhookInvocation invocation, JsonObject value, CancellationToken cancellationToken) =>
        invocation.Matched == invocation.Write.Call.Resource || invocation.Write.Call.View is not null
            ? value
            : (await conversion.ConvertAsync(invocation.Matched, [value], invocation.Write.Call.Resource.ApiVersion, cancellationToken))[0];
}
