namespace Kube.Schema.Json;

/// <summary>A text is not a JSON document that this library reads; says where and what.</summary>
public sealed class JsonParseException : FormatException
{
    /// <summary>The problem <paramref name="problem"/> at a place.</summary>
    public JsonParseException(string problem, int offset, int line, int column)
        : base($"Invalid JSON at line {line}, column {column}: {problem}")
    {
        Problem = problem;
        Offset = offset;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    /// <summary>Counted from zero: characters for a <see cref="string"/>, bytes for UTF-8.</summary>
    public int Offset { get; }

    /// <summary>Counted from one.</summary>
    public int Line { get; }

    /// <summary>In that line, counted from one, in the unit of <see cref="Offset"/>.</summary>
    public int Column { get; }
}
