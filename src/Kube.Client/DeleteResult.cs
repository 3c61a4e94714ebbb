using Kube.Json;

namespace Kube.Client;

/// <summary>What a delete answered: the object, while something still holds it, or a status once it is gone.</summary>
/// <typeparam name="T">The type of the object, or of the list for a whole collection.</typeparam>
public sealed record DeleteResult<T> where T : class, IKubeJson<T>
{
    /// <summary>The object as it was when the deletion began, perhaps with a deletion timestamp and finalizers; <see langword="null"/> when a status came.</summary>
    public T? Object { get; init; }

    /// <summary>The status; <see langword="null"/> when an object came.</summary>
    public Status? Status { get; init; }

    internal static DeleteResult<T> Read(ReadOnlySpan<byte> body) => JsonPeek.Kind(body) == "Status"
        ? new() { Status = KubeJson.Deserialize<Status>(body) }
        : new() { Object = KubeJson.Deserialize<T>(body) };
}
