using System.Text;
using Kube.Schema.Json;
using Kube.YamlFormat;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kube.Testing.Http;

/// <summary>A text that is no YAML document.</summary>
internal sealed class YamlFormatException(string message) : Exception(message);

/// <summary>YAML to JSON and back as the real server does it: YAML 1.1 words, keys included, and only the first document.</summary>
internal static class Yaml
{
    private const int MaximumDepth = 500;

    // A few lines of aliases of aliases can stand for gigabytes.
    private const int MaximumAliasedNodes = 100_000;

    /// <summary>Reads the first document. Paths of keys that stand twice are added to <paramref name="duplicates"/>; the last one wins.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="duplicates">Where keys that stand twice are told.</param>
    /// <param name="withLines">Whether duplicates are told as <c>line 7: key "a" already set in map</c>, else as paths.</param>
    /// <exception cref="YamlFormatException">It is no YAML, or nested too deeply.</exception>
    public static JsonValue Parse(ReadOnlyMemory<byte> utf8, ICollection<string> duplicates, bool withLines = false)
    {
        try
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(utf8.Span)));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return JsonValue.Null;
            }

            parser.Consume<DocumentStart>();
            return new Reader(parser, duplicates, withLines).Read("", 0);
        }
        catch (YamlException error)
        {
            throw new YamlFormatException($"yaml: line {error.Start.Line}: {error.Message}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet's scanner throws at some unfinished flow collections (found by FuzzTests).
            throw new YamlFormatException($"yaml: {error.Message}");
        }
    }

    /// <summary>Writes a value as YAML in the style of Go's writer: keys sorted, sequences not indented.</summary>
    public static byte[] Write(JsonValue value)
    {
        var text = new StringBuilder();
        Write(text, value, 0, inSequence: false);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonValue value, int indent, bool inSequence)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                var first = true;
                foreach (var entry in map.OrderBy(e => e.Key, StringComparer.Ordinal))
                {
                    text.Append(' ', first && inSequence ? 0 : indent).Append(Scalar(entry.Key)).Append(':');
                    first = false;
                    if (entry.Value is JsonObject { Count: > 0 })
                    {
                        text.Append('\n');
                        Write(text, entry.Value, indent + 2, false);
                    }
                    else if (entry.Value is JsonArray { Count: > 0 })
                    {
                        text.Append('\n');
                        Write(text, entry.Value, indent, false);
                    }
                    else
                    {
                        text.Append(' ');
                        Write(text, entry.Value, indent + 2, false);
                    }
                }

                break;
            case JsonArray { Count: > 0 } list:
                foreach (var item in list)
                {
                    text.Append(' ', indent).Append("- ");
                    Write(text, item, indent + 2, inSequence: true);
                }

                break;
            case JsonString s:
                if (s.Value.Contains('\n', StringComparison.Ordinal) && !s.Value.StartsWith(' '))
                {
                    text.Append(s.Value.EndsWith('\n') ? "|\n" : "|-\n");
                    foreach (var line in s.Value.TrimEnd('\n').Split('\n'))
                    {
                        text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
                    }
                }
                else
                {
                    text.Append(Scalar(s.Value)).Append('\n');
                }

                break;
            default:
                text.Append(value is JsonArray ? "[]" : value is JsonObject ? "{}" : value.ToJson()).Append('\n');
                break;
        }
    }

    private static string Scalar(string text)
    {
        var plain = text.Length > 0
            && Yaml11.IsText(text)
            && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
            && text.IndexOfAny(['\n', '\t', '\r']) < 0
            && !"-?:,[]{}#&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal)
            && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && !text.EndsWith(':')
            && !LooksLikeTime(text);
        return plain || (text.Length > 1 && text[0] is '-' or '?' or ':' && !char.IsWhiteSpace(text[1]) && Yaml11.IsText(text) && !text.Contains(": ", StringComparison.Ordinal))
            ? text
            : JsonValue.Of(text).ToJson();
    }

    private static bool LooksLikeTime(string text) => text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-';

    /// <summary>What a plain scalar means in YAML 1.1.</summary>
    private static JsonValue Plain(string text)
    {
        try
        {
            return Yaml11.Json(text) is { } json ? JsonValue.Parse(json) : JsonString.Of(text);
        }
        catch (FormatException)
        {
            throw new YamlFormatException($"error converting YAML to JSON: json: unsupported value: {text}");
        }
    }

    private sealed class Reader(IParser parser, ICollection<string> duplicates, bool withLines)
    {
        private readonly Dictionary<string, (JsonValue Value, int Nodes)> _anchors = new(StringComparer.Ordinal);
        private int _nodes;
        private int _aliased;

        public JsonValue Read(string path, int depth)
        {
            if (depth > MaximumDepth)
            {
                throw new YamlFormatException("yaml: exceeded max depth");
            }

            var before = _nodes++;
            switch (parser.Current)
            {
                case Scalar scalar:
                    parser.MoveNext();
                    return Remember(before, scalar.Anchor, scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific) ? Plain(scalar.Value) : Tagged(scalar));
                case SequenceStart sequence:
                    parser.MoveNext();
                    var items = new List<JsonValue>();
                    while (!parser.TryConsume<SequenceEnd>(out _))
                    {
                        items.Add(Read($"{path}[{items.Count}]", depth + 1));
                    }

                    return Remember(before, sequence.Anchor, JsonArray.From(items));
                case MappingStart mapping:
                    parser.MoveNext();
                    return Remember(before, mapping.Anchor, ReadMapping(path, depth));
                case AnchorAlias alias:
                    parser.MoveNext();
                    return Aliased(alias.Value.Value);
                default:
                    throw new YamlFormatException("yaml: did not find expected node content");
            }
        }

        private JsonObject ReadMapping(string path, int depth)
        {
            var map = new JsonObjectBuilder();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var line = parser.Current!.Start.Line;
                var key = Read(path, depth + 1) switch
                {
                    JsonString s => s.Value,
                    JsonArray or JsonObject => throw new YamlFormatException("yaml: invalid map key"),
                    JsonNull => throw new YamlFormatException("error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>"),
                    var other => other.ToJson(),
                };
                var at = path.Length == 0 ? key : path + "." + key;
                var value = Read(at, depth + 1);
                if (key == "<<" && value is JsonObject merged)
                {
                    foreach (var entry in merged)
                    {
                        map[entry.Key] ??= entry.Value;
                    }

                    continue;
                }

                if (map[key] is not null)
                {
                    duplicates.Add(withLines ? $"line {line}: key \"{key}\" already set in map" : at);
                }

                map[key] = value;
            }

            return map.Build();
        }

        private static JsonValue Tagged(Scalar scalar) => scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific || scalar.Tag.Value == "tag:yaml.org,2002:str"
            ? JsonString.Of(scalar.Value)
            : scalar.Tag.Value == "tag:yaml.org,2002:binary" ? Binary(scalar.Value) : Plain(scalar.Value);

        private static JsonString Binary(string text)
        {
            Span<byte> bytes = new byte[text.Length];
            return Convert.TryFromBase64String(text, bytes, out var length)
                ? JsonString.Of(Encoding.UTF8.GetString(bytes[..length]))
                : throw new YamlFormatException("yaml: !!binary value contains invalid base64 data");
        }

        private JsonValue Aliased(string anchor)
        {
            if (!_anchors.TryGetValue(anchor, out var target))
            {
                throw new YamlFormatException($"yaml: unknown anchor '{anchor}' referenced");
            }

            _nodes += target.Nodes;
            return (_aliased += target.Nodes) <= MaximumAliasedNodes ? target.Value : throw new YamlFormatException("yaml: document contains excessive aliasing");
        }

        private JsonValue Remember(int before, AnchorName anchor, JsonValue value)
        {
            if (!anchor.IsEmpty)
            {
                _anchors[anchor.Value] = (value, _nodes - before);
            }

            return value;
        }
    }
}
