namespace Kube.Client;

/// <summary>A server took a CustomResourceDefinition but does not serve its resources.</summary>
public sealed class CrdNotServedException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="name">The CRD's name.</param>
    /// <param name="reason">Why it is not served, and what to do.</param>
    public CrdNotServedException(string name, string reason) : base($"The CustomResourceDefinition '{name}' is not served. {reason}") => Name = name;

    /// <summary>The CRD's name, <c>&lt;plural&gt;.&lt;group&gt;</c>.</summary>
    public string Name { get; }
}
