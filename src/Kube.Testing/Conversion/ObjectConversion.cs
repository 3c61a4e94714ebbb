using Kube.Schema.Json;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Conversion;

/// <summary>Conversion between the versions of a kind: <c>None</c> changes <c>apiVersion</c> alone.</summary>
internal sealed class ObjectConversion : IObjectConversion
{
    public ValueTask<IReadOnlyList<JsonObject>> ConvertAsync(
        ApiResource resource, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<JsonObject>>([.. values.Select(v => v.With("apiVersion", apiVersion))]);
}
