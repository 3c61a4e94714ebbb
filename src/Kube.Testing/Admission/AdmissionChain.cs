using Kube.Schema.Json;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>The admission steps of a server, in order.</summary>
internal sealed class AdmissionChain(ServerState state) : IAdmission
{
    public ValueTask<JsonObject> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        NamespaceLifecycle.Check(state, write);
        return ValueTask.FromResult(write.Value ?? JsonObject.Empty);
    }

    public ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken)
    {
        if (write.Value is null)
        {
            NamespaceLifecycle.Check(state, write);
        }

        return ValueTask.CompletedTask;
    }
}
