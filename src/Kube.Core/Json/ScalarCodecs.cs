using System.Text.Json;

namespace Kube.Json;

/// <summary>JSON <c>true</c> and <c>false</c>.</summary>
public readonly struct BooleanCodec : IJsonCodec<bool>
{
    /// <inheritdoc/>
    public static bool Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw JsonRead.Unexpected(ref reader, "true or false"),
    };

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, bool value) => writer.WriteBooleanValue(value);
}

/// <summary>JSON strings; short ones are shared.</summary>
public readonly struct StringCodec : IJsonCodec<string>, IJsonKeyCodec<string>
{
    /// <inheritdoc/>
    public static string Read(ref Utf8JsonReader reader) => JsonRead.String(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, string value) => writer.WriteStringValue(value);

    /// <inheritdoc/>
    public static string ReadKey(ref Utf8JsonReader reader) => StringPool.Get(ref reader);

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, string key) => writer.WritePropertyName(key);
}

/// <summary>One UTF-16 code unit as a JSON string.</summary>
public readonly struct CharCodec : IJsonCodec<char>
{
    /// <inheritdoc/>
    public static char Read(ref Utf8JsonReader reader) =>
        JsonRead.String(ref reader) is [var only] ? only : throw JsonRead.Unexpected(ref reader, "a string of one character");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, char value) => writer.WriteStringValue([value]);
}

/// <summary>UUIDs in their hyphenated form.</summary>
public readonly struct GuidCodec : IJsonCodec<Guid>, IJsonKeyCodec<Guid>
{
    /// <inheritdoc/>
    public static Guid Read(ref Utf8JsonReader reader) =>
        Guid.TryParseExact(JsonRead.String(ref reader), "D", out var value) ? value : throw JsonRead.Unexpected(ref reader, "a UUID");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, Guid value) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public static Guid ReadKey(ref Utf8JsonReader reader) =>
        Guid.TryParseExact(StringPool.Get(ref reader), "D", out var value) ? value : throw JsonRead.Unexpected(ref reader, "a UUID");

    /// <inheritdoc/>
    public static void WriteKey(KubeJsonWriter writer, Guid key) => writer.WritePropertyName(key.ToString());
}

/// <summary>URIs, absolute or relative, kept as they were written.</summary>
public readonly struct UriCodec : IJsonCodec<Uri>
{
    /// <inheritdoc/>
    public static Uri Read(ref Utf8JsonReader reader) =>
        Uri.TryCreate(JsonRead.String(ref reader), UriKind.RelativeOrAbsolute, out var value) ? value : throw JsonRead.Unexpected(ref reader, "a URI");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, Uri value) => writer.WriteStringValue(value.OriginalString);
}

/// <summary>Version numbers such as <c>1.2.3</c>.</summary>
public readonly struct VersionCodec : IJsonCodec<Version>
{
    /// <inheritdoc/>
    public static Version Read(ref Utf8JsonReader reader) =>
        Version.TryParse(JsonRead.String(ref reader), out var value) ? value : throw JsonRead.Unexpected(ref reader, "a version of two to four numbers");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, Version value) => writer.WriteStringValue(value.ToString());
}

/// <summary>IP addresses, version 4 and 6.</summary>
public readonly struct IPAddressCodec : IJsonCodec<System.Net.IPAddress>
{
    /// <inheritdoc/>
    public static System.Net.IPAddress Read(ref Utf8JsonReader reader) =>
        System.Net.IPAddress.TryParse(JsonRead.String(ref reader), out var value) ? value : throw JsonRead.Unexpected(ref reader, "an IP address");

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, System.Net.IPAddress value) => writer.WriteStringValue(value.ToString());
}

/// <summary>Bytes as base64.</summary>
public readonly struct BytesCodec : IJsonCodec<byte[]>
{
    /// <inheritdoc/>
    public static byte[] Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw JsonRead.Unexpected(ref reader, "a base64 string");
        return reader.TryGetBytesFromBase64(out var value) ? value : throw JsonRead.Unexpected(ref reader, "a base64 string");
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);
}

/// <summary>Bytes as base64, in a memory.</summary>
public readonly struct MemoryCodec : IJsonCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc/>
    public static ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader) => BytesCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64StringValue(value.Span);
}
