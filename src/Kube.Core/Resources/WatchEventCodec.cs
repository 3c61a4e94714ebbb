using System.Text.Json;
using Kube.Json;

namespace Kube;

/// <summary>Reads the events of a watch, each a JSON object such as <c>{"type":"ADDED","object":{…}}</c>.</summary>
public static class WatchEventCodec
{
    /// <summary>Reads one event. An object that does not fit <typeparamref name="T"/> becomes an <see cref="WatchEventType.ItemError"/>.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or no watch event.</exception>
    public static unsafe WatchEvent<T> Read<T>(ReadOnlySpan<byte> utf8Json) where T : class, IKubeJson<T>
    {
        fixed (byte* start = utf8Json)
        {
            try
            {
                using var scope = JsonSharing.Open(start, utf8Json.Length);
                return ReadWhole<T>(utf8Json, out _);
            }
            catch (JsonException)
            {
                // Read again without sharing, which loses count of the bytes: the error says where.
            }
        }
        using var exact = JsonSharing.Suspend();
        var position = 0L;
        try
        {
            return ReadWhole<T>(utf8Json, out position);
        }
        catch (JsonException e)
        {
            throw new KubeSerializationException($"a watch event cannot be read: {e.Message}", "", position, $"WatchEvent<{typeof(T).Name}>", innerException: e);
        }
    }

    private static WatchEvent<T> ReadWhole<T>(ReadOnlySpan<byte> utf8Json, out long position) where T : class, IKubeJson<T>
    {
        position = 0;
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
        try
        {
            reader.Read();
            return Read<T>(ref reader);
        }
        finally
        {
            position = reader.TokenStartIndex;
        }
    }

    /// <summary>Reads one event; its object keeps what its type does not know, as by <see cref="KubeJson.DeserializeKeepingUnknownFields{T}"/>.</summary>
    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    public static WatchEvent<T> ReadKeepingUnknownFields<T>(ReadOnlySpan<byte> utf8Json) where T : class, IKubeObject<T>
    {
        var read = Read<T>(utf8Json);
        if (read.Object is not { } value) return read;
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
        reader.Read();
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            var isObject = property.SequenceEqual("object"u8);
            var start = (int)reader.TokenStartIndex;
            JsonRead.Skip(ref reader);
            if (isObject) value = UnknownFields.Keep(value, utf8Json[start..(int)reader.BytesConsumed]);
        }
        return read.Type switch
        {
            WatchEventType.Added => WatchEvent<T>.Added(value),
            WatchEventType.Modified => WatchEvent<T>.Modified(value),
            _ => WatchEvent<T>.Deleted(value),
        };
    }

    /// <summary>Reads one event. The reader stands on its first token and is left on its last.</summary>
    /// <exception cref="JsonException">The text is not JSON, or no watch event.</exception>
    public static WatchEvent<T> Read<T>(ref Utf8JsonReader reader) where T : class, IKubeJson<T>
    {
        JsonRead.StartObject(ref reader);
        WatchEventType? type = null;
        WatchEvent<T>? result = null;
        // A server writes the type first; where it comes last, the object is read from this place again.
        Utf8JsonReader early = default;
        var hasEarly = false;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (property.SequenceEqual("type"u8))
            {
                type = ReadType(ref reader);
            }
            else if (property.SequenceEqual("object"u8) && type is { } known)
            {
                result = ReadObject<T>(ref reader, known);
            }
            else if (property.SequenceEqual("object"u8))
            {
                early = reader;
                hasEarly = true;
                JsonRead.Skip(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
        if (type is { } late && result is null && hasEarly) result = ReadObject<T>(ref early, late);
        return result ?? throw JsonRead.Invalid(ref reader, type is null ? "a watch event needs a type" : "a watch event needs an object");
    }

    /// <summary>The type as it stands in JSON, such as <c>ADDED</c>.</summary>
    public static string ToWireName(this WatchEventType type) => type switch
    {
        WatchEventType.Added => "ADDED",
        WatchEventType.Modified => "MODIFIED",
        WatchEventType.Deleted => "DELETED",
        WatchEventType.Bookmark => "BOOKMARK",
        WatchEventType.Error => "ERROR",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "An item error is told by a client, never by a server."),
    };

    private static WatchEventType ReadType(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals("ADDED"u8)) return WatchEventType.Added;
            if (reader.ValueTextEquals("MODIFIED"u8)) return WatchEventType.Modified;
            if (reader.ValueTextEquals("DELETED"u8)) return WatchEventType.Deleted;
            if (reader.ValueTextEquals("BOOKMARK"u8)) return WatchEventType.Bookmark;
            if (reader.ValueTextEquals("ERROR"u8)) return WatchEventType.Error;
        }
        throw JsonRead.Unexpected(ref reader, "ADDED, MODIFIED, DELETED, BOOKMARK or ERROR");
    }

    private static WatchEvent<T> ReadObject<T>(ref Utf8JsonReader reader, WatchEventType type) where T : class, IKubeJson<T>
    {
        switch (type)
        {
            case WatchEventType.Error: return WatchEvent<T>.Error(Status.ReadJson(ref reader));
            case WatchEventType.Bookmark: return WatchEvent<T>.Bookmark(ReadMetadata(ref reader));
        }
        if (!KubeItem.TryRead<T>(ref reader, type, out var item, out var invalid)) return WatchEvent<T>.ItemError(invalid);
        return type switch
        {
            WatchEventType.Added => WatchEvent<T>.Added(item),
            WatchEventType.Modified => WatchEvent<T>.Modified(item),
            _ => WatchEvent<T>.Deleted(item),
        };
    }

    // A bookmark is an object of the watched type of which only the metadata is meant; its spec may break the type's own rules.
    private static ObjectMeta ReadMetadata(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (property.SequenceEqual("metadata"u8)) metadata = ObjectMeta.ReadJson(ref reader);
            else JsonRead.Skip(ref reader);
        }
        return metadata ?? new();
    }
}
