using Kube.Schema.Json;
using Kube.Testing.Admission.Policies;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>The admission steps of a server, in order: the life cycle of namespaces, mutating webhooks; validating policies, validating webhooks.</summary>
internal sealed class AdmissionChain(ServerState state, ObjectAccess access, IObjectConversion conversion) : IAdmission
{
    private readonly MutatingWebhooks _mutating = new(state, new(state, conversion, state.Webhooks));
    private readonly ValidatingPolicies _policies = new(state, access, conversion);
    private readonly ValidatingWebhooks _validating = new(state, new(state, conversion, state.Webhooks));

    public async ValueTask<JsonObject> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        NamespaceLifecycle.Check(state, write);
        return await _mutating.MutateAsync(write, cancellationToken) ?? write.Old!;
    }

    public async ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        await _policies.ValidateAsync(write, cancellationToken);
        await _validating.ValidateAsync(write, cancellationToken);
    }
}
