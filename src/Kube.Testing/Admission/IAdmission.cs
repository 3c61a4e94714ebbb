using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.Admission;

/// <summary>Judges writes, and may change them first.</summary>
internal interface IAdmission
{
    /// <summary>The object to be written; for a deletion the stored one, unchanged.</summary>
    /// <exception cref="ApiStatusException">The write is denied.</exception>
    ValueTask<JsonObject> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken);

    /// <exception cref="ApiStatusException">The write is denied.</exception>
    ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken);
}
