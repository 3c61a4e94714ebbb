namespace Kube.Client;

/// <summary>A configuration that is missing, malformed or cannot be used.</summary>
/// <remarks>The message is one line: what is wrong, where, and how to mend it; the facts stand in the properties.</remarks>
public sealed class KubeConfigException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="path">The file at fault; <see langword="null"/> where none is.</param>
    /// <param name="line">The line in the file, from 1; 0 where it is not known.</param>
    /// <param name="column">The column in the line, from 1; 0 where it is not known.</param>
    /// <param name="innerException">The cause.</param>
    public KubeConfigException(string message, string? path = null, long line = 0, long column = 0, Exception? innerException = null)
        : base(Describe(message, path, line, column), innerException)
    {
        Path = path;
        Line = line;
        Column = column;
    }

    internal KubeConfigException(string message, IReadOnlyList<KubeConfigAttempt> attempts) : this(message) => Attempts = attempts;

    /// <summary>The file at fault; <see langword="null"/> where none is.</summary>
    public string? Path { get; }

    /// <summary>The line in the file, from 1; 0 where it is not known.</summary>
    public long Line { get; }

    /// <summary>The column in the line, from 1; 0 where it is not known.</summary>
    public long Column { get; }

    /// <summary>Every source that <see cref="KubeConfig.Infer"/> tried and why it gave nothing; empty for other failures.</summary>
    public IReadOnlyList<KubeConfigAttempt> Attempts { get; } = [];

    private static string Describe(string message, string? path, long line, long column) => path switch
    {
        null => message,
        _ when line > 0 => $"{path}({line},{column}): {message}",
        _ => $"{path}: {message}",
    };
}

/// <summary>A source of configuration that was tried.</summary>
/// <param name="Source">The source, such as <c>KUBECONFIG</c>, a path or <c>in-cluster</c>.</param>
/// <param name="Failure">Why it gave nothing.</param>
public sealed record KubeConfigAttempt(string Source, string Failure);
