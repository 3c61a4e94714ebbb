namespace Kube;

/// <summary>JSON or YAML that does not fit the type it is read into, or a value that JSON cannot hold.</summary>
public sealed class KubeSerializationException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and what was expected.</param>
    /// <param name="path">The JSON path of the value, such as <c>$.spec.replicas</c>; empty where it is not known.</param>
    /// <param name="bytePosition">Where in the document, in bytes from its start; -1 where it is not known.</param>
    /// <param name="targetType">The name of the type that was read or written; <see langword="null"/> where it is not known.</param>
    /// <param name="resource">Which resource, as far as the document tells: <c>Document default/hello</c>.</param>
    /// <param name="innerException">The cause.</param>
    public KubeSerializationException(
        string message, string path = "", long bytePosition = -1, string? targetType = null, string? resource = null, Exception? innerException = null)
        : base(Describe(message, path, bytePosition, targetType, resource), innerException)
    {
        Path = path;
        BytePosition = bytePosition;
        TargetType = targetType;
        Resource = resource;
    }

    /// <summary>The JSON path of the value that does not fit, such as <c>$.spec.replicas</c>.</summary>
    public string Path { get; }

    /// <summary>Where in the document, in bytes from its start; -1 where it is not known.</summary>
    public long BytePosition { get; }

    /// <summary>The type that was read or written.</summary>
    public string? TargetType { get; }

    /// <summary>Which resource, as far as the document tells: <c>Document default/hello</c>.</summary>
    public string? Resource { get; }

    private static string Describe(string message, string path, long position, string? type, string? resource)
    {
        var place = path.Length > 0 ? $" at {path}" : "";
        var offset = position >= 0 ? $" (byte {position})" : "";
        var whose = resource is null ? "" : $" of {resource}";
        return type is null ? $"{message}{place}{offset}{whose}" : $"{type}: {message}{place}{offset}{whose}";
    }
}
