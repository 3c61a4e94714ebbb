using Kube.Schema.Json;
using Kube.Schema.Structural;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Conversion;

/// <summary>Conversion between the versions of a kind: <c>None</c> changes <c>apiVersion</c> alone.</summary>
internal sealed class ObjectConversion : IObjectConversion
{
    public ValueTask<IReadOnlyList<JsonObject>> ConvertAsync(
        ApiResource resource, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<JsonObject>>([.. values.Select(v => Convert(resource, v, apiVersion))]);

    /// <summary>The object under another version; what that version's schema does not know is lost.</summary>
    private static JsonObject Convert(ApiResource resource, JsonObject value, string apiVersion)
    {
        if (resource is { Custom: null, Kind: "Event" })
        {
            return EventForms.Convert(value, apiVersion);
        }

        var moved = value.With("apiVersion", apiVersion);
        var target = resource.Custom?.Definition.Versions.FirstOrDefault(v => v.ApiVersion == apiVersion);
        return target is null ? moved : (JsonObject)Pruning.Prune(moved, target.Judge.Schema, isResourceRoot: true, []);
    }
}
