namespace Kube.Runtime;

/// <summary>Which objects an informer watches and what it keeps of them.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public sealed record InformerOptions<T> where T : class, IKubeObject<T>
{
    /// <summary>Only objects whose labels match.</summary>
    public Selector? LabelSelector { get; init; }

    /// <summary>Only objects whose fields match.</summary>
    public FieldSelector? FieldSelector { get; init; }

    /// <summary>How the watch works.</summary>
    public WatcherOptions Watcher { get; init; } = new();

    /// <summary>What is dropped of an object before it is kept; by default <c>metadata.managedFields</c>, which few read and which are half of many objects.</summary>
    /// <remarks>A replace without managed fields leaves them as they are on the server. <see langword="null"/> keeps everything.</remarks>
    public Func<T, T>? Trim { get; init; } = WithoutManagedFields;

    private static Func<T, T> WithoutManagedFields { get; } = static item => item.WithoutManagedFields();
}
