using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>A path into a JSON document (RFC 6901), such as <c>/metadata/labels/example.com~1team</c>.</summary>
/// <remarks>A text converts by itself and is then an escaped pointer; <see cref="Of"/> and <see cref="Append(string)"/> take plain names and escape them.</remarks>
[JsonConverter(typeof(KubeJsonConverter<JsonPointer>))]
public readonly record struct JsonPointer : IKubeJson<JsonPointer>
{
    private readonly string? _text;

    private JsonPointer(string text) => _text = text;

    /// <summary>The whole document.</summary>
    public static JsonPointer Root => default;

    /// <summary>The names and indices on the way, unescaped.</summary>
    public IReadOnlyList<string> Segments
    {
        get
        {
            if (string.IsNullOrEmpty(_text)) return [];
            var parts = _text[1..].Split('/');
            for (var i = 0; i < parts.Length; i++) parts[i] = Unescape(parts[i]);
            return parts;
        }
    }

    /// <summary>The pointer through these plain names.</summary>
    public static JsonPointer Of(params ReadOnlySpan<string> segments)
    {
        var pointer = Root;
        foreach (var segment in segments) pointer = pointer.Append(segment);
        return pointer;
    }

    /// <summary>This pointer and one member more; the name is plain, not escaped.</summary>
    public JsonPointer Append(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(_text + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }

    /// <summary>This pointer and one list index more.</summary>
    public JsonPointer Append(int index) => new($"{_text}/{index}");

    /// <summary>Reads an escaped pointer.</summary>
    /// <exception cref="FormatException">The text is neither empty nor begins with a slash, or a <c>~</c> is not followed by 0 or 1.</exception>
    public static JsonPointer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var pointer) ? pointer
            : throw new FormatException($"'{text}' is not a JSON pointer: it must be empty or start with '/', and '~' must be written as '~0' and '/' in a name as '~1'.");
    }

    /// <summary>Reads an escaped pointer.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out JsonPointer pointer)
    {
        pointer = default;
        if (text is null || (text.Length > 0 && text[0] != '/')) return false;
        for (var i = text.IndexOf('~', StringComparison.Ordinal); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1')) return false;
        }
        pointer = new(text);
        return true;
    }

    /// <summary>Reads an escaped pointer.</summary>
    /// <exception cref="FormatException">The text is not a pointer.</exception>
    public static implicit operator JsonPointer(string text) => Parse(text);

    /// <inheritdoc/>
    public static JsonPointer ReadJson(ref Utf8JsonReader reader) =>
        TryParse(StringCodec.Read(ref reader), out var pointer) ? pointer : throw JsonRead.Unexpected(ref reader, "a JSON pointer such as /spec/replicas");

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, JsonPointer value) => writer.WriteStringValue(value.ToString());

    /// <summary>Equal when they point at the same place.</summary>
    public bool Equals(JsonPointer other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The pointer, escaped.</summary>
    public override string ToString() => _text ?? "";

    private static string Unescape(string segment) =>
        segment.Contains('~', StringComparison.Ordinal) ? segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : segment;
}
