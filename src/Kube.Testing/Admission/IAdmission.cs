using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>A write before it is stored.</summary>
/// <param name="Call">The request.</param>
/// <param name="Options">Its options.</param>
/// <param name="Value">The new object; none for a deletion.</param>
/// <param name="Old">The stored object; none for a creation.</param>
internal sealed record AdmissionAttributes(ResourceCall Call, WriteOptions Options, JsonObject? Value, JsonObject? Old);

/// <summary>Judges writes, and may change them first.</summary>
internal interface IAdmission
{
    /// <exception cref="ApiStatusException">The write is denied.</exception>
    ValueTask<JsonObject> MutateAsync(AdmissionAttributes write, CancellationToken cancellationToken);

    /// <exception cref="ApiStatusException">The write is denied.</exception>
    ValueTask ValidateAsync(AdmissionAttributes write, CancellationToken cancellationToken);
}
