namespace Kube;

/// <summary>The media types of the Kubernetes API.</summary>
public static class MediaTypes
{
    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>YAML.</summary>
    public const string Yaml = "application/yaml";

    /// <summary>A server-side apply (KEP-555). JSON is YAML, so a JSON body is fine.</summary>
    public const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>A JSON merge patch (RFC 7396).</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>A JSON patch (RFC 6902).</summary>
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>A strategic merge patch; built-in types only.</summary>
    public const string StrategicPatch = "application/strategic-merge-patch+json";

    /// <summary>Metadata of one object, or of each object of a watch.</summary>
    public const string PartialMetadata = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

    /// <summary>Metadata of a list's objects.</summary>
    public const string PartialMetadataList = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

    /// <summary>A table as <c>kubectl get</c> prints it.</summary>
    public const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";

    /// <summary>Aggregated discovery (KEP-3352), falling back to the older forms.</summary>
    public const string AggregatedDiscovery =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList," +
        "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList," + Json;
}
