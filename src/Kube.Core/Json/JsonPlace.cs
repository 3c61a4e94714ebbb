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
        var walk = new Walk();
        string? path = null;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenStartIndex >= position) path ??= walk.Describe(reader.TokenType);
                walk.Follow(ref reader);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The document is broken from here on: what was learnt up to here is what there is to tell.
            path ??= walk.Describe(JsonTokenType.None);
        }
        return (path ?? "$", walk.Resource);
    }

    /// <summary>The JSON path of what would come next in a document that breaks off, and of which resource it is.</summary>
    public static (string Path, string? Resource) OfEnd(ReadOnlySpan<byte> unfinished, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(unfinished, isFinalBlock: false, new JsonReaderState(options));
        var walk = new Walk();
        try
        {
            while (reader.Read()) walk.Follow(ref reader);
        }
        catch (JsonException)
        {
            // A codec wrote what is no JSON: the place is near.
        }
        // A name with its value behind it is not what comes next.
        if (reader.TokenType != JsonTokenType.PropertyName) walk.ForgetName();
        return (walk.Describe(JsonTokenType.None), walk.Resource);
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

    /// <summary>Where a reader is, and whom it has met.</summary>
    private sealed class Walk
    {
        private readonly List<Frame> _frames = [];
        private string? _kind;
        private string? _name;
        private string? _space;

        public string? Resource => (_kind, _name) switch
        {
            (null, null) => null,
            (_, null) => _kind,
            _ => $"{_kind ?? "object"} {(_space is null ? _name : _space + "/" + _name)}",
        };

        public void Follow(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Enter();
                    _frames.Add(new Frame(reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _frames.RemoveAt(_frames.Count - 1);
                    break;
                case JsonTokenType.PropertyName:
                    _frames[^1].Name = reader.GetString()!;
                    break;
                default:
                    Enter();
                    if (reader.TokenType == JsonTokenType.String) Identify(ref reader);
                    break;
            }
        }

        public void ForgetName()
        {
            if (_frames.Count > 0) _frames[^1].Name = null;
        }

        public string Describe(JsonTokenType token)
        {
            // The end of an object or array stands for the object itself: something is missing in it.
            var depth = token is JsonTokenType.EndObject or JsonTokenType.EndArray ? _frames.Count - 1 : _frames.Count;
            var path = new StringBuilder("$");
            for (var i = 0; i < depth; i++)
            {
                var frame = _frames[i];
                if (frame.IsArray) path.Append('[').Append(i == _frames.Count - 1 ? frame.Index + 1 : frame.Index).Append(']');
                else if (frame.Name is null) break;
                else if (IsPlain(frame.Name)) path.Append('.').Append(frame.Name);
                else path.Append("['").Append(frame.Name.Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
            }
            return path.ToString();
        }

        private void Enter()
        {
            if (_frames.Count > 0 && _frames[^1].IsArray) _frames[^1].Index++;
        }

        private void Identify(ref Utf8JsonReader reader)
        {
            if (_frames is [{ Name: "kind" }]) _kind ??= reader.GetString();
            if (_frames is [{ Name: "metadata" }, { Name: "name" }]) _name ??= reader.GetString();
            if (_frames is [{ Name: "metadata" }, { Name: "namespace" }]) _space ??= reader.GetString();
        }
    }

    private static bool IsPlain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private sealed class Frame(bool isArray)
    {
        public bool IsArray { get; } = isArray;
        public int Index { get; set; } = -1;
        public string? Name { get; set; }
    }
}
