using Kube.Schema.Json;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>The admission steps of a server, in order.</summary>
internal sealed class AdmissionChain(ServerState state, IObjectConversion conversion) : IAdmission
{
    private readonly MutatingWebhooks _mutating = new(state, new(state, conversion, state.Webhooks));
    private readonly ValidatingWebhooks _validating = new(state, new(state, conversion, state.Webhooks));

    public async ValueTask<JsonObject> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        NamespaceLifecycle.Check(state, write);
        return await _mutating.MutateAsync(write, cancellationToken) ?? write.Old!;
    }

    public ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken) => _validating.ValidateAsync(write, cancellationToken);
}
