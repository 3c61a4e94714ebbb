namespace Kube;

/// <summary>A list, or a page of it, as an API server answered it.</summary>
/// <typeparam name="T">The type of the objects.</typeparam>
public sealed partial record KubeList<T> where T : class, IKubeJson<T>
{
    /// <summary>The list's version and the token of the next page.</summary>
    public ListMeta Metadata { get; init; } = new();

    /// <summary>The objects.</summary>
    public IReadOnlyList<T> Items { get; init; } = [];

    /// <summary>Objects that do not fit <typeparamref name="T"/>; empty in a healthy cluster.</summary>
    public IReadOnlyList<InvalidItem> InvalidItems { get; init; } = [];

    /// <summary>The list's <c>apiVersion</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>The list's <c>kind</c>, such as <c>PodList</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether another page follows.</summary>
    public bool HasMore => !string.IsNullOrEmpty(Metadata.Continue);
}
