using System.Buffers;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Reads and writes Kubernetes objects as JSON.</summary>
/// <remarks>
/// Unknown properties are skipped: a newer server must not break an older client. A document nests at most
/// <see cref="MaxDepth"/> levels deep; text after the value is an error.
/// </remarks>
public static class KubeJson
{
    /// <summary>How deep objects and arrays may nest.</summary>
    public const int MaxDepth = 512;

    /// <summary>What the user's own converters are given.</summary>
    internal static readonly JsonSerializerOptions ConverterOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Reads one value from UTF-8 JSON.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or does not fit <typeparamref name="T"/>.</exception>
    public static T Deserialize<T>(ReadOnlySpan<byte> utf8Json) where T : IKubeJson<T> => DeserializeWith<T, SelfCodec<T>>(utf8Json);

    /// <summary>Reads one value from UTF-8 JSON in pieces, without joining them.</summary>
    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public static T Deserialize<T>(in ReadOnlySequence<byte> utf8Json) where T : IKubeJson<T> => DeserializeWith<T, SelfCodec<T>>(utf8Json);

    /// <summary>Reads one value from JSON in a string.</summary>
    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public static T Deserialize<T>(string json) where T : IKubeJson<T> => Deserialize<T>(System.Text.Encoding.UTF8.GetBytes(json));

    /// <summary>Reads one value from a stream of UTF-8 JSON, to its end.</summary>
    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public static async Task<T> DeserializeAsync<T>(Stream utf8Json, CancellationToken cancellationToken = default) where T : IKubeJson<T>
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var length = 0;
        try
        {
            int read;
            while ((read = await utf8Json.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
            return Deserialize<T>(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads one value with a codec.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or does not fit <typeparamref name="T"/>.</exception>
    public static unsafe T DeserializeWith<T, TCodec>(ReadOnlySpan<byte> utf8Json) where TCodec : struct, IJsonCodec<T>
    {
        fixed (byte* start = utf8Json)
        {
            try
            {
                using var scope = JsonSharing.Open(start, utf8Json.Length);
                var reader = new Utf8JsonReader(utf8Json, ReaderOptions);
                return Read<T, TCodec>(ref reader);
            }
            catch (JsonException)
            {
                // Read again without sharing, which loses count of the bytes: the error says where.
            }
        }
        return DeserializeExactly<T, TCodec>(utf8Json);
    }

    private static T DeserializeExactly<T, TCodec>(ReadOnlySpan<byte> utf8Json) where TCodec : struct, IJsonCodec<T>
    {
        using var scope = JsonSharing.Suspend();
        var reader = new Utf8JsonReader(utf8Json, ReaderOptions);
        try
        {
            return Read<T, TCodec>(ref reader);
        }
        catch (JsonException e)
        {
            throw Locate<T>(e, new ReadOnlySequence<byte>(utf8Json.ToArray()), reader.BytesConsumed);
        }
    }

    /// <summary>Reads one value with a codec.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or does not fit <typeparamref name="T"/>.</exception>
    public static T DeserializeWith<T, TCodec>(in ReadOnlySequence<byte> utf8Json) where TCodec : struct, IJsonCodec<T>
    {
        if (utf8Json.IsSingleSegment) return DeserializeWith<T, TCodec>(utf8Json.FirstSpan);
        var reader = new Utf8JsonReader(utf8Json, ReaderOptions);
        try
        {
            return Read<T, TCodec>(ref reader);
        }
        catch (JsonException e)
        {
            throw Locate<T>(e, utf8Json, reader.BytesConsumed);
        }
    }

    /// <summary>Reads one object and keeps beside it the fields that its type does not know, so that writing it loses nothing that a newer server sent.</summary>
    /// <remarks>
    /// What is kept survives <c>with</c> at any depth, as long as the metadata stays that of the same object (kind, namespace, name, UID).
    /// Items of lists are told apart by their key (<c>name</c>, <c>type</c>, …), else by equality and order. It costs the bytes of the object and a second reading; without this nothing.
    /// </remarks>
    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte})"/>
    public static T DeserializeKeepingUnknownFields<T>(ReadOnlySpan<byte> utf8Json) where T : class, IKubeObject<T> =>
        UnknownFields.Keep(Deserialize<T>(utf8Json), utf8Json);

    /// <summary>Writes one value as UTF-8 JSON.</summary>
    /// <exception cref="KubeSerializationException">The value holds what JSON cannot, such as a number that is not finite.</exception>
    public static byte[] SerializeToUtf8Bytes<T>(T value) where T : IKubeJson<T>
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Serialize(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes one value as JSON in a string; indented for people on request.</summary>
    /// <inheritdoc cref="SerializeToUtf8Bytes{T}(T)"/>
    public static string Serialize<T>(T value, bool indented = false) where T : IKubeJson<T>
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Serialize(buffer, value);
        if (!indented) return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
        var lines = new ArrayBufferWriter<byte>(buffer.WrittenCount * 2);
        using (var writer = new Utf8JsonWriter(lines, KubeJsonWriter.Options with { Indented = true })) JsonEdit.Parse(buffer.WrittenSpan).WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(lines.WrittenSpan);
    }

    /// <summary>Writes one value as UTF-8 JSON into a buffer.</summary>
    /// <inheritdoc cref="SerializeToUtf8Bytes{T}(T)"/>
    public static void Serialize<T>(IBufferWriter<byte> buffer, T value) where T : IKubeJson<T> =>
        SerializeWith<T, SelfCodec<T>>(buffer, value);

    /// <summary>Writes one value as UTF-8 JSON into a buffer, with a codec.</summary>
    /// <inheritdoc cref="SerializeToUtf8Bytes{T}(T)"/>
    public static void SerializeWith<T, TCodec>(IBufferWriter<byte> buffer, T value) where TCodec : struct, IJsonCodec<T>
    {
        try
        {
            WriteWith<T, TCodec>(buffer, value);
        }
        catch (Exception e) when (IsUnwritable(e))
        {
            var (path, resource) = JsonPlace.OfEnd(WriteUntilFault<T, TCodec>(value).Span, ReaderOptions);
            throw new KubeSerializationException(e.Message, path, targetType: typeof(T).Name, resource: resource, innerException: e);
        }
    }

    // Once more, only after a fault: how far it comes says where the fault is.
    private static ReadOnlyMemory<byte> WriteUntilFault<T, TCodec>(T value) where TCodec : struct, IJsonCodec<T>
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new KubeJsonWriter(buffer);
        try
        {
            if (!UnknownFields.TryWrite<T, TCodec>(writer, value)) TCodec.Write(writer, value);
        }
        catch (Exception e) when (IsUnwritable(e))
        {
            // The caller throws it.
        }
        writer.Flush();
        // Ends a number.
        buffer.Write(" "u8);
        return buffer.WrittenMemory;
    }

    private static bool IsUnwritable(Exception e) => e is ArgumentException or NotSupportedException or InvalidOperationException or JsonException;

    /// <summary>Writes one value as UTF-8 JSON to a stream.</summary>
    /// <inheritdoc cref="SerializeToUtf8Bytes{T}(T)"/>
    public static async Task SerializeAsync<T>(Stream stream, T value, CancellationToken cancellationToken = default) where T : IKubeJson<T>
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Serialize(buffer, value);
        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }

    /// <summary>Writes one value with a codec; faults come as they are.</summary>
    internal static void WriteWith<T, TCodec>(IBufferWriter<byte> buffer, T value) where TCodec : struct, IJsonCodec<T>
    {
        var writer = new KubeJsonWriter(buffer);
        if (!UnknownFields.TryWrite<T, TCodec>(writer, value)) TCodec.Write(writer, value);
        writer.Flush();
    }

    private static T Read<T, TCodec>(ref Utf8JsonReader reader) where TCodec : struct, IJsonCodec<T>
    {
        reader.Read();
        var value = TCodec.Read(ref reader);
        // Moves past white space; anything else after the value makes the reader throw.
        reader.Read();
        return value;
    }

    private static KubeSerializationException Locate<T>(JsonException fault, in ReadOnlySequence<byte> document, long consumed)
    {
        var position = fault is JsonFault exact ? exact.BytePosition : Math.Max(consumed, JsonPlace.SyntaxFault(document, ReaderOptions));
        var (path, resource) = JsonPlace.Find(document, position, ReaderOptions);
        return new KubeSerializationException(fault.Message, path, position, typeof(T).Name, resource, fault);
    }
}
