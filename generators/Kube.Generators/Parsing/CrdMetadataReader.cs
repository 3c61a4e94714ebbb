using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads what stands on the CRD itself: labels, annotations, conversion.</summary>
internal static class CrdMetadataReader
{
    public static JsonObject Metadata(INamedTypeSymbol spec, AttributeData resource)
    {
        var labels = new JsonObjectBuilder();
        var annotations = new JsonObjectBuilder();
        if (resource.Named("ApiApproved") is string { Length: > 0 } approved) annotations["api-approved.kubernetes.io"] = approved;
        foreach (var attribute in spec.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !type.ContainingNamespace.IsIn("Kube") || attribute.Text(0) is not { } key) continue;
            if (type.Name == "CrdLabelAttribute") labels[key] = attribute.Text(1) ?? "";
            if (type.Name == "CrdAnnotationAttribute") annotations[key] = attribute.Text(1) ?? "";
        }
        return JsonObject.Of(("labels", labels.Build()), ("annotations", annotations.Build()));
    }

    public static CustomResourceConversion? Conversion(INamedTypeSymbol spec)
    {
        foreach (var attribute in spec.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ConversionWebhookAttribute" } type && type.ContainingNamespace.IsIn("Kube")) return Webhook(attribute);
        }
        return null;
    }

    private static CustomResourceConversion Webhook(AttributeData attribute)
    {
        var url = attribute.Named("Url") as string;
        var versions = attribute.NamedTexts("ReviewVersions");
        var port = attribute.Named("ServicePort") as int?;
        return new CustomResourceConversion
        {
            Strategy = "Webhook",
            Webhook = new WebhookConversion
            {
                ConversionReviewVersions = versions.Length > 0 ? versions : ["v1"],
                ClientConfig = new WebhookClientConfig
                {
                    Url = url,
                    CaBundle = attribute.Named("CaBundle") as string,
                    Service = url is not null ? null : new ServiceReference
                    {
                        Namespace = attribute.Named("ServiceNamespace") as string ?? "",
                        Name = attribute.Named("ServiceName") as string ?? "",
                        Path = attribute.Named("ServicePath") as string,
                        Port = port is 443 ? null : port,
                    },
                },
            },
        };
    }
}
