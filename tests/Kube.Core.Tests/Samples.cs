namespace Kube.Core.Tests;

/// <summary>Resource types that tests speak of.</summary>
internal static class Samples
{
    public static ResourceType Pods { get; } = new("", "v1", "Pod", "pods", ResourceScope.Namespaced);
    public static ResourceType Nodes { get; } = new("", "v1", "Node", "nodes", ResourceScope.Cluster);
    public static ResourceType Deployments { get; } = new("apps", "v1", "Deployment", "deployments", ResourceScope.Namespaced) { ShortNames = ["deploy"] };
    public static ResourceType Namespaces { get; } = new("", "v1", "Namespace", "namespaces", ResourceScope.Cluster);

    public static string Text(this ApiRequest request) => System.Text.Encoding.UTF8.GetString(request.Body.Span);
}
