using Kube.Schema.Json;
using Kube.Testing.Admission.Policies;
using Kube.Testing.Auth;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>The admission steps of a server, in order: the life cycle of namespaces, mutating webhooks; validating policies, validating webhooks.</summary>
internal sealed class AdmissionChain(ServerState state, ObjectAccess access, IObjectConversion conversion, Authorizer authorizer) : IAdmission
{
    private readonly MutatingWebhooks _mutating = new(state, new(state, conversion, state.Webhooks, authorizer));
    private readonly ValidatingPolicies _policies = new(state, access, conversion, authorizer);
    private readonly ValidatingWebhooks _validating = new(state, new(state, conversion, state.Webhooks, authorizer));
    private readonly Escalation _escalation = new(authorizer);

    public async ValueTask<JsonObject> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        NamespaceLifecycle.Check(state, write);
        if (await _mutating.MutateAsync(write, cancellationToken) is not { } value)
        {
            return write.Old!;
        }

        _escalation.Check(write with { Value = value });
        return value;
    }

    public async ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        await _policies.ValidateAsync(write, cancellationToken);
        await _validating.ValidateAsync(write, cancellationToken);
    }
}
