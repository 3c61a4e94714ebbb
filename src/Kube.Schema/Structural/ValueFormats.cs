using Kube.Cel.Kubernetes;
using Kube.Schema.Crds;

namespace Kube.Schema.Structural;

/// <summary>The <c>format</c>s that an API server enforces, and what a string of each must be.</summary>
/// <remarks>Dashes in a format's name do not count. Formats of numbers are a matter of their range.</remarks>
public static class ValueFormats
{
    /// <summary>The names of all formats of strings that are enforced, without dashes.</summary>
    public static IReadOnlyCollection<string> Names => StringFormats.Names;

    /// <summary>Whether an API server (1.36) enforces <paramref name="format"/> on values of <paramref name="type"/>; otherwise it warns <c>unrecognized format</c>.</summary>
    /// <param name="format">The schema's <c>format</c>.</param>
    /// <param name="type">The schema's <c>type</c>, empty for none and for int-or-string.</param>
    public static bool IsRecognized(string format, string type) => type switch
    {
        "" or "string" => StringFormats.IsKnown(format),
        "integer" => format is "int32" or "int64",
        "number" => format is "float" or "double",
        _ => false,
    };

    /// <summary>Whether <paramref name="text"/> is of <paramref name="format"/>; true for formats that are not enforced.</summary>
    public static bool Matches(string format, string text) => StringFormats.IsValid(format, text);

    internal static string? Recognized(JsonSchemaProps schema) =>
        string.IsNullOrEmpty(schema.Format) || !IsRecognized(schema.Format!, schema.XIntOrString ? "" : schema.Type ?? "") ? null : schema.Format;
}
