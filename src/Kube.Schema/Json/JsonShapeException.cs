using Kube.Schema.Validation;

namespace Kube.Schema.Json;

/// <summary>A JSON value has not the shape of what it should be read as: a field has the wrong type or is not known.</summary>
/// <remarks>The shape named by <paramref name="problem"/> at <paramref name="path"/>.</remarks>
public sealed class JsonShapeException(FieldPath path, string problem) : FormatException($"{(path.ToString() is { Length: > 0 } text ? text : "The document")}: {problem}")
{
    /// <summary>Where.</summary>
    public FieldPath Path { get; } = path;

    /// <summary>What, and what should stand there.</summary>
    public string Problem { get; } = problem;
}
