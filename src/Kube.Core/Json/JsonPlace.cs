using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Where in a document a byte stands, and of which resource: found by reading the document again, only after a fault.</summary>
internal static class JsonPlace
{
    /// <summary>The JSON path of the value at <paramref name="position"/>, and <c>Kind namespace/name</c> as far as the document tells.</summary>
    public static (string Path, string? Resource) Find(ReadOnlySequence<byte> document, long position, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(document, options);
        var frames = new List<Frame>();
        var path = "$";
        string? kind = null, name = null, space = null;
        var found = false;
        try
        {
            while (reader.Read())
            {
                if (!found && reader.TokenStartIndex >= position)
                {
                    path = Describe(frames, reader.TokenType);
                    found = true;
                }
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        Enter(frames);
                        frames.Add(new Frame(reader.TokenType == JsonTokenType.StartArray));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        frames.RemoveAt(frames.Count - 1);
                        break;
                    case JsonTokenType.PropertyName:
                        frames[^1].Name = reader.GetString()!;
                        break;
                    default:
                        Enter(frames);
                        if (reader.TokenType == JsonTokenType.String) Identify(frames, ref reader, ref kind, ref space, ref name);
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The document is broken from here on: what was learnt up to here is what there is to tell.
            if (!found) path = Describe(frames, JsonTokenType.None);
        }
        var resource = (kind, name) switch
        {
            (null, null) => null,
            (_, null) => kind,
            _ => $"{kind ?? "object"} {(space is null ? name : space + "/" + name)}",
        };
        return (path, resource);
    }

    /// <summary>Up to where the document is JSON; -1 where all of it is. A reader that skips a value over a fault goes back to the value's start and cannot tell.</summary>
    public static long SyntaxFault(in ReadOnlySequence<byte> document, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(document, options);
        try
        {
            while (reader.Read())
            {
            }
            return -1;
        }
        catch (JsonException)
        {
            return reader.BytesConsumed;
        }
    }

    private static void Enter(List<Frame> frames)
    {
        if (frames.Count > 0 && frames[^1].IsArray) frames[^1].Index++;
    }

    private static void Identify(List<Frame> frames, ref Utf8JsonReader reader, ref string? kind, ref string? space, ref string? name)
    {
        if (frames is [{ Name: "kind" }]) kind ??= reader.GetString();
        if (frames is [{ Name: "metadata" }, { Name: "name" }]) name ??= reader.GetString();
        if (frames is [{ Name: "metadata" }, { Name: "namespace" }]) space ??= reader.GetString();
    }

    private static string Describe(List<Frame> frames, JsonTokenType token)
    {
        // The end of an object or array stands for the object itself: something is missing in it.
        var depth = token is JsonTokenType.EndObject or JsonTokenType.EndArray ? frames.Count - 1 : frames.Count;
        var path = new StringBuilder("$");
        for (var i = 0; i < depth; i++)
        {
            var frame = frames[i];
            if (frame.IsArray) path.Append('[').Append(i == frames.Count - 1 ? frame.Index + 1 : frame.Index).Append(']');
            else if (frame.Name is null) break;
            else if (IsPlain(frame.Name)) path.Append('.').Append(frame.Name);
            else path.Append("['").Append(frame.Name.Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
        }
        return path.ToString();
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private sealed class Frame(bool isArray)
    {
        public bool IsArray { get; } = isArray;
        public int Index { get; set; } = -1;
        public string? Name { get; set; }
    }
}
