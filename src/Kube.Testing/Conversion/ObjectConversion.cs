using Kube.Schema.Json;
using Kube.Schema.Structural;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Conversion;

/// <summary>Conversion between the versions of a kind: <c>None</c> changes <c>apiVersion</c> alone, <c>Webhook</c> asks the definition's webhook.</summary>
internal sealed class ObjectConversion(ConversionWebhook webhook) : IObjectConversion
{
    public async ValueTask<IReadOnlyList<JsonObject>> ConvertAsync(
        ApiResource resource, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken)
    {
        // The resource version is no part of what is stored, so a webhook does not see it.
        var bare = values.Select(v => v.ApiVersion == apiVersion ? v : v.WithMeta("resourceVersion", null)).ToList();
        var converted = await ConvertAsIsAsync(resource, bare, apiVersion, cancellationToken);
        var target = resource.Custom?.Definition.Versions.FirstOrDefault(v => v.ApiVersion == apiVersion);
        return [.. converted.Select((value, i) =>
        {
            var pruned = target is null ? value : (JsonObject)Pruning.Prune(value, target.Judge.Schema, isResourceRoot: true, []);
            return pruned.WithMeta("resourceVersion", values[i].Metadata["resourceVersion"]);
        })];
    }

    public async ValueTask<IReadOnlyList<JsonObject>> ConvertAsIsAsync(
        ApiResource resource, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken)
    {
        if (resource.Custom?.Definition.ConversionWebhook is not { } config)
        {
            return [.. values.Select(v => Renamed(resource, v, apiVersion))];
        }

        var others = values.Where(v => v.ApiVersion != apiVersion).ToList();
        if (others.Count == 0)
        {
            return values;
        }

        using var converted = (await webhook.ConvertAsync(config, others, apiVersion, cancellationToken)).GetEnumerator();
        return [.. values.Select(v => v.ApiVersion != apiVersion && converted.MoveNext() ? converted.Current : v)];
    }

    private static JsonObject Renamed(ApiResource resource, JsonObject value, string apiVersion) =>
        resource is { Custom: null, Kind: "Event" } ? EventForms.Convert(value, apiVersion) : value.With("apiVersion", apiVersion);
}
