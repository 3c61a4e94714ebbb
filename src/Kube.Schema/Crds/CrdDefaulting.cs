using Kube.Schema.Json;

namespace Kube.Schema.Crds;

/// <summary>What an API server fills into a CRD when it decodes one.</summary>
public static class CrdDefaulting
{
    private const int HttpsPort = 443;

    /// <summary>Fills in <c>singular</c>, <c>listKind</c>, the conversion strategy and a webhook service's port.</summary>
    public static CustomResourceDefinition Apply(CustomResourceDefinition crd)
    {
        var names = crd.Spec.Names;
        var service = crd.Spec.Conversion?.Webhook?.ClientConfig?.Service;
        var conversion = crd.Spec.Conversion ?? new CustomResourceConversion { Strategy = "None" };
        if (service is { Port: null })
        {
            var webhook = conversion.Webhook!;
            conversion = conversion with { Webhook = webhook with { ClientConfig = webhook.ClientConfig! with { Service = service with { Port = HttpsPort } } } };
        }

        return crd with
        {
            Spec = crd.Spec with
            {
                Names = names with
                {
                    Singular = string.IsNullOrEmpty(names.Singular) ? names.Kind.ToLowerInvariant() : names.Singular,
                    ListKind = string.IsNullOrEmpty(names.ListKind) && names.Kind.Length > 0 ? names.Kind + "List" : names.ListKind,
                },
                Conversion = conversion,
            },
        };
    }

    /// <summary><see cref="Apply"/>, and what a create does besides: the status is made anew with the first storage version as the only stored one, and the generation is 1.</summary>
    public static CustomResourceDefinition ForCreate(CustomResourceDefinition crd)
    {
        var filled = Apply(crd);
        var storage = filled.Spec.Versions.FirstOrDefault(version => version.Storage)?.Name;
        return filled with
        {
            Metadata = filled.Metadata.With("generation", 1),
            Status = new JsonFieldsBuilder()
                .Add("conditions", JsonArray.Empty)
                .Add("acceptedNames", JsonObject.Of(("plural", ""), ("kind", "")))
                .Add("storedVersions", storage is null ? JsonArray.Empty : JsonValue.Array(storage))
                .Build(),
        };
    }
}
