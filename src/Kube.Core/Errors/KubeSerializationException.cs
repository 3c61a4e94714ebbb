namespace Kube;

/// <summary>JSON or YAML that does not fit the type it is read into, or a value that JSON cannot hold.</summary>
public sealed class KubeSerializationException : KubeException
{
    private readonly string _what;

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and what was expected.</param>
    /// <param name="path">The JSON path of the value, such as <c>$.spec.replicas</c>; empty where it is not known.</param>
    /// <param name="bytePosition">Where in the document, in bytes from its start; -1 where it is not known.</param>
    /// <param name="targetType">The name of the type that was read or written; <see langword="null"/> where it is not known.</param>
    /// <param name="resource">Which resource, as far as the document tells: <c>Document default/hello</c>.</param>
    /// <param name="innerException">The cause.</param>
    public KubeSerializationException(
        string message, string path = "", long bytePosition = -1, string? targetType = null, string? resource = null, Exception? innerException = null)
        : base(Describe(message, path, bytePosition >= 0 ? $"byte {bytePosition}" : null, targetType, resource, null), innerException)
    {
        _what = message;
        Path = path;
        BytePosition = bytePosition;
        TargetType = targetType;
        Resource = resource;
    }

    private KubeSerializationException(KubeSerializationException same, string? file, int line, int column)
        : base(Describe(same._what, same.Path, line > 0 ? $"line {line}, column {column}" : same.BytePosition >= 0 ? $"byte {same.BytePosition}" : null, same.TargetType, same.Resource, file), same)
    {
        (_what, Path, TargetType, Resource, File) = (same._what, same.Path, same.TargetType, same.Resource, file);
        (Line, Column) = (line, column);
        BytePosition = line > 0 ? -1 : same.BytePosition;
    }

    /// <summary>The JSON path of the value that does not fit, such as <c>$.spec.replicas</c>.</summary>
    public string Path { get; }

    /// <summary>Where in the document, in bytes from its start; -1 where it is not known.</summary>
    public long BytePosition { get; }

    /// <summary>For YAML, the line where the value stands, from 1; 0 where it is not known.</summary>
    public int Line { get; }

    /// <summary>For YAML, the column where the value stands, from 1; 0 where it is not known.</summary>
    public int Column { get; }

    /// <summary>The file that was read; <see langword="null"/> for other texts.</summary>
    public string? File { get; }

    /// <summary>The type that was read or written.</summary>
    public string? TargetType { get; }

    /// <summary>Which resource, as far as the document tells: <c>Document default/hello</c>.</summary>
    public string? Resource { get; }

    /// <summary>The same error, told by its place in the YAML text that the JSON was made from.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public KubeSerializationException AtLine(int line, int column)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(line, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(column, 1);
        return new KubeSerializationException(this, File, line, column);
    }

    /// <summary>The same error, with the file that holds the text.</summary>
    public KubeSerializationException InFile(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new KubeSerializationException(this, file, Line, Column);
    }

    private static string Describe(string message, string path, string? position, string? type, string? resource, string? file)
    {
        var place = path.Length > 0 ? $" at {path}" : "";
        var offset = position is null ? "" : $" ({position})";
        var whose = resource is null ? "" : $" of {resource}";
        return $"{(file is null ? "" : file + ": ")}{(type is null ? "" : type + ": ")}{message}{place}{offset}{whose}";
    }
}
