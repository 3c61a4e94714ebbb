namespace Kube;

/// <summary>Where the resources of a type live.</summary>
public enum ResourceScope
{
    /// <summary>In a namespace.</summary>
    Namespaced,
    /// <summary>In the cluster, outside any namespace.</summary>
    Cluster,
}
