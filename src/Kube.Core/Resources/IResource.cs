namespace Kube;

/// <summary>A resource whose identity is known at compile time.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IResource<TSelf> : IKubeObject<TSelf> where TSelf : class, IResource<TSelf>
{
    /// <summary>Group, version, kind, plural and scope of the type.</summary>
    static abstract ResourceType Type { get; }
}

/// <summary>Marks resources that live in a namespace.</summary>
/// <remarks>What makes <c>client.Namespaced&lt;V1Node&gt;("default")</c> a compile-time error.</remarks>
public interface INamespaced;

/// <summary>Marks resources that live in the cluster, outside any namespace.</summary>
public interface IClusterScoped;

/// <summary>A resource with a <c>spec</c>.</summary>
/// <typeparam name="TSpec">The type of the spec.</typeparam>
public interface IHasSpec<out TSpec>
{
    /// <summary>What is wanted.</summary>
    TSpec Spec { get; }
}

/// <summary>A resource with a <c>status</c>.</summary>
/// <typeparam name="TStatus">The type of the status.</typeparam>
public interface IHasStatus<out TStatus>
{
    /// <summary>What was last observed; <see langword="null"/> until something was.</summary>
    TStatus? Status { get; }
}

/// <summary>A custom resource: a resource that brings its own CustomResourceDefinition.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ICustomResource<TSelf> : IResource<TSelf> where TSelf : class, ICustomResource<TSelf>
{
    /// <summary>The CustomResourceDefinition (<c>apiextensions.k8s.io/v1</c>) as UTF-8 JSON, with all versions of the kind in the assembly.</summary>
    static abstract ReadOnlySpan<byte> Crd { get; }
}
