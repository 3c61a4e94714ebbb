using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kube.Json;

/// <summary>JSON that is kept as its bytes and parsed when somebody looks: a parsed document takes several times the memory.</summary>
internal readonly struct RawJson : IEquatable<RawJson>
{
    private readonly byte[]? _utf8;

    private RawJson(byte[] utf8) => _utf8 = utf8;

    public RawJson(JsonElement element) => _utf8 = JsonMarshal.GetRawUtf8Value(element).ToArray();

    public bool IsEmpty => _utf8 is null;

    /// <summary>The value; <see langword="null"/> when there is none.</summary>
    public JsonElement? Parse()
    {
        if (_utf8 is null) return null;
        var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    public static RawJson Read(ref Utf8JsonReader reader) => new(SharedCodec<byte[], Bytes>.Read(ref reader));

    public void WriteTo(KubeJsonWriter writer) => writer.WriteRawValue(_utf8);

    public bool Equals(RawJson other) => ReferenceEquals(_utf8, other._utf8) || (_utf8 is not null && other._utf8 is not null && _utf8.AsSpan().SequenceEqual(other._utf8));

    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    public override int GetHashCode() => _utf8?.Length ?? 0;

    private readonly struct Bytes : IJsonCodec<byte[]>
    {
        public static byte[] Read(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || !JsonSharing.TryGetRest(ref reader, out var rest))
                return JsonMarshal.GetRawUtf8Value(JsonElement.ParseValue(ref reader)).ToArray();
            reader.Skip();
            JsonSharing.TryGetRest(ref reader, out var end);
            return rest[..(rest.Length - end.Length + 1)].ToArray();
        }

        public static void Write(KubeJsonWriter writer, byte[] value) => writer.WriteRawValue(value);
    }
}
