namespace Kube.Testing.Http;

/// <summary>Content types as the real server writes them.</summary>
internal static class ContentTypes
{
    public const string Json = "application/json";
    public const string Yaml = "application/yaml";
    public const string Protobuf = "application/vnd.kubernetes.protobuf";
    public const string PlainText = "text/plain; charset=utf-8";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";
    public const string ApplyPatch = "application/apply-patch+yaml";
    public const string AggregatedDiscovery = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /// <summary>The type of a Content-Type header without its parameters, lower case.</summary>
    public static string Bare(string? contentType) => (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
}
