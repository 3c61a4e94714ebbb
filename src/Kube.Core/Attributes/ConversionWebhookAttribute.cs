namespace Kube;

/// <summary>A webhook converts objects between the versions of the kind (<c>conversion.strategy: Webhook</c>). By a service of the cluster, or by <see cref="Url"/>.</summary>
/// <remarks>Without it only <c>apiVersion</c> is changed, and fields that one version lacks are pruned from it.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class ConversionWebhookAttribute : Attribute
{
    /// <summary>An <c>https</c> URL; instead of a service.</summary>
    public string? Url { get; set; }

    /// <summary>The service's namespace.</summary>
    public string? ServiceNamespace { get; set; }

    /// <summary>The service's name.</summary>
    public string? ServiceName { get; set; }

    /// <summary>The URL path at the service, such as <c>/convert</c>.</summary>
    public string? ServicePath { get; set; }

    /// <summary>The service's port. Default: 443.</summary>
    public int ServicePort { get; set; } = 443;

    /// <summary>PEM certificates in base64 that vouch for the webhook's own; often injected in the cluster instead.</summary>
    public string? CaBundle { get; set; }

    /// <summary>The versions of <c>ConversionReview</c> it understands. Default: <c>v1</c>.</summary>
    public string[] ReviewVersions { get; set; } = ["v1"];
}
