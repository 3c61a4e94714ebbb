namespace Kube;

/// <summary>Any Kubernetes object that has metadata, whether its type is known at compile time or not.</summary>
/// <remarks>
/// Objects are immutable: what a cache hands out cannot be changed by mistake. Every entry point of the client and the runtime
/// takes this, so typed, partial and dynamic objects work alike.
/// </remarks>
public interface IKubeObject
{
    /// <summary>The object's metadata.</summary>
    ObjectMeta Metadata { get; }

    /// <summary>The object's <c>apiVersion</c>, such as <c>apps/v1</c>.</summary>
    string ApiVersion { get; }

    /// <summary>The object's <c>kind</c>.</summary>
    string Kind { get; }
}

/// <inheritdoc cref="IKubeObject"/>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IKubeObject<TSelf> : IKubeObject, IKubeJson<TSelf> where TSelf : class, IKubeObject<TSelf>
{
    /// <summary>A copy of this object with other metadata.</summary>
    TSelf WithMetadata(ObjectMeta metadata);
}
