using System.Text;
using Kube.Schema.Json;

namespace Kube.Testing.Http;

/// <summary>Reads request bodies.</summary>
internal static class BodyReader
{
    private static readonly string[] ObjectTypes = [ContentTypes.Json, ContentTypes.Yaml, ContentTypes.Protobuf];

    /// <summary>The object in a body; keys that stand twice are told as <c>duplicate field "x"</c>.</summary>
    /// <param name="request">The request; no Content-Type means JSON.</param>
    /// <param name="kind">The kind wanted, for errors; none for options.</param>
    /// <param name="strict">Where complaints for strict decoding go.</param>
    /// <param name="apiVersion">What an object is taken for that does not say what it is, together with <paramref name="kind"/>; none where it must say so.</param>
    /// <exception cref="ApiStatusException">400 or 415: the body is no such object.</exception>
    public static JsonObject ReadObject(ServerRequest request, string? kind, ICollection<string> strict, string? apiVersion = null)
    {
        var type = ContentTypes.Bare(request.Header("Content-Type"));
        JsonValue value;
        switch (type)
        {
            case "" or ContentTypes.Json:
                value = ParseJson(request.Body, kind, strict);
                break;
            case ContentTypes.Yaml or "text/yaml" or "application/x-yaml":
                value = ParseYaml(request.Body, kind, strict);
                break;
            case ContentTypes.Protobuf when kind is not null:
                value = ProtobufBody.Parse(request.Body.Span);
                break;
            default:
                throw ApiErrors.UnsupportedMediaType(ObjectTypes);
        }

        if (kind is null && value is JsonObject options)
        {
            // Options need not say what they are.
            return options;
        }

        if (apiVersion is not null && kind is not null && value is JsonObject or JsonNull)
        {
            return Typed(value as JsonObject ?? JsonObject.Empty, apiVersion, kind);
        }

        return value is JsonObject { Count: > 0 } found && found.GetString("kind") is { Length: > 0 }
            ? found
            : throw ApiErrors.BadRequest(Unrecognized(kind, MissingKind(value), request.Body));
    }

    /// <summary>The object with the type it is taken for where it does not say what it is.</summary>
    public static JsonObject Typed(JsonObject value, string apiVersion, string kind)
    {
        value = value.GetString("kind") is { Length: > 0 } ? value : value.With("kind", kind);
        return value.GetString("apiVersion") is { Length: > 0 } ? value : value.With("apiVersion", apiVersion);
    }

    /// <summary>The value of a patch's body.</summary>
    /// <exception cref="ApiStatusException">400: it is no JSON.</exception>
    public static JsonValue ReadJson(ServerRequest request, ICollection<string> duplicates)
    {
        try
        {
            return JsonValue.Parse(request.Body.Span, new JsonParseOptions { DuplicateKeys = duplicates });
        }
        catch (JsonParseException error)
        {
            // Go's words for the commonest fault, as users of the real server know them.
            throw ApiErrors.BadRequest(error.Offset >= request.Body.Length ? "unexpected end of JSON input" : $"error decoding patch: {GoWords(error)}");
        }
    }

    private static JsonValue ParseJson(ReadOnlyMemory<byte> body, string? kind, ICollection<string> strict)
    {
        var duplicates = new List<string>();
        try
        {
            var value = JsonValue.Parse(body.Span, new JsonParseOptions { DuplicateKeys = duplicates });
            Tell(duplicates, strict);
            return value;
        }
        catch (JsonParseException error)
        {
            throw ApiErrors.BadRequest(Unrecognized(kind, $"couldn't get version/kind; json parse error: {GoWords(error)}", body));
        }
    }

    private static JsonValue ParseYaml(ReadOnlyMemory<byte> body, string? kind, ICollection<string> strict)
    {
        var duplicates = new List<string>();
        try
        {
            var value = Yaml.Parse(body, duplicates);
            Tell(duplicates, strict);
            return value;
        }
        catch (YamlFormatException error)
        {
            throw ApiErrors.BadRequest(Unrecognized(kind, $"couldn't get version/kind; json parse error: {error.Message}", body));
        }
    }

    private static void Tell(List<string> duplicates, ICollection<string> strict)
    {
        foreach (var path in duplicates)
        {
            strict.Add($"duplicate field \"{path}\"");
        }
    }

    private static string Unrecognized(string? kind, string problem, ReadOnlyMemory<byte> body) =>
        kind is null ? problem : $"the object provided is unrecognized (must be of type {kind}): {problem} ({Excerpt(body.Span)})";

    private static string MissingKind(JsonValue value) => value is JsonObject or JsonNull
        ? $"Object 'Kind' is missing in '{Spaced(value)}'"
        : "couldn't get version/kind; json parse error: json: cannot unmarshal " + (value is JsonArray ? "array" : "value") + " into Go value of type struct";

    /// <summary>JSON as the recordings show it in messages: a blank after each colon and comma.</summary>
    private static string Spaced(JsonValue value) => value switch
    {
        JsonObject map => "{" + string.Join(", ", map.Select(m => $"{JsonValue.Of(m.Key).ToJson()}: {Spaced(m.Value)}")) + "}",
        JsonArray list => "[" + string.Join(", ", list.Select(Spaced)) + "]",
        _ => value.ToJson(),
    };

    private static string Excerpt(ReadOnlySpan<byte> body)
    {
        const int Length = 30;
        if (body.IsEmpty)
        {
            return "<empty>";
        }

        if (body[0] is not (byte)'{')
        {
            return Convert.ToHexStringLower(body[..Math.Min(body.Length, Length)]) + (body.Length > Length ? " ..." : "");
        }

        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Length)]);
        return body.Length > Length ? text + " ..." : text;
    }

    private static string GoWords(JsonParseException error) => error.Message;
}
