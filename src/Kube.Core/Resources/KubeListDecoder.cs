using System.Buffers;
using System.Text.Json;
using Kube.Json;

namespace Kube;

/// <summary>Reads a list from its bytes as they arrive: each object is decoded once its last byte is there, and its bytes are not needed after that.</summary>
/// <remarks>
/// Pure: whoever has the bytes calls <see cref="Decode"/> until the last ones were given, then <see cref="ToList"/>. An object that does not fit
/// becomes one of <see cref="KubeList{T}.InvalidItems"/>; the list's metadata may stand before or after the items.
/// </remarks>
/// <typeparam name="T">The type of the objects.</typeparam>
/// <param name="keepUnknownFields">Whether each object keeps what its type does not know, as by <see cref="KubeJson.DeserializeKeepingUnknownFields{T}"/>.</param>
public sealed class KubeListDecoder<T>(bool keepUnknownFields = false) where T : class, IKubeObject<T>
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = KubeJson.MaxDepth };

    private readonly List<T> _items = [];
    private List<InvalidItem>? _invalid;
    private string? _apiVersion;
    private string? _kind;
    private ListMeta? _metadata;

    private JsonReaderState _state = new(ReaderOptions);
    private Place _place;
    private string _member = "";
    private long _position;
    private long _wanted;
    private int _largest = 4096;

    /// <summary>Whether the whole list was read.</summary>
    public bool IsComplete => _place == Place.Completed;

    /// <summary>Decodes what is whole in the bytes that arrived and were not used yet.</summary>
    /// <param name="buffer">Those bytes: what the last call left, and what came since.</param>
    /// <param name="isCompleted">Whether no more will come.</param>
    /// <returns>Up to where the bytes were used; the rest must be given again, with more after it.</returns>
    /// <exception cref="KubeSerializationException">The text is not JSON, or no list.</exception>
    public SequencePosition Decode(in ReadOnlySequence<byte> buffer, bool isCompleted)
    {
        // Half as much again before the next try: a huge object costs a few looks, not one for each piece of it.
        if (buffer.Length < _wanted && !isCompleted) return buffer.Start;
        var rest = buffer;
        while (true)
        {
            var isLast = rest.IsSingleSegment;
            rest = rest.Slice(DecodeSpan(rest.FirstSpan, isLast && isCompleted, isWhole: false));
            if (isLast || !TryMeasure(rest, isCompleted, out var length)) break;
            // What straddles two pieces is joined: codecs read one piece fastest. The byte after it shows where a number ends.
            rest = rest.Slice(DecodeJoined(rest.Slice(0, Math.Min(length + 1, rest.Length))));
        }
        _wanted = rest.Length + rest.Length / 2;
        return rest.Start;
    }

    /// <summary>The list.</summary>
    /// <exception cref="InvalidOperationException">It was not read to its end.</exception>
    public KubeList<T> ToList()
    {
        if (!IsComplete) throw new InvalidOperationException("The list was not read to its end: call Decode with isCompleted first.");
        return new()
        {
            ApiVersion = _apiVersion,
            Kind = _kind,
            Metadata = _metadata ?? new(),
            Items = KubeItem.Identify(_items, _apiVersion, _kind),
            InvalidItems = _invalid ?? [],
        };
    }

    private int DecodeJoined(in ReadOnlySequence<byte> unit)
    {
        var joined = ArrayPool<byte>.Shared.Rent((int)unit.Length);
        try
        {
            unit.CopyTo(joined);
            return DecodeSpan(joined.AsSpan(0, (int)unit.Length), isFinal: false, isWhole: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    private int DecodeSpan(ReadOnlySpan<byte> span, bool isFinal, bool isWhole)
    {
        var used = 0;
        while (TryStep(span[used..], isFinal, isWhole, out var length))
        {
            used += length;
            _position += length;
            isWhole = false;
        }
        return used;
    }

    /// <summary>Reads one token of the list, or one value or item whole.</summary>
    private bool TryStep(ReadOnlySpan<byte> rest, bool isFinal, bool isWhole, out int length)
    {
        length = 0;
        var reader = new Utf8JsonReader(rest, isFinal, _state);
        try
        {
            if (!reader.Read())
            {
                if (isFinal) _place = Place.Completed;
                return false;
            }
            switch (_place)
            {
                case Place.Start:
                    JsonRead.StartObject(ref reader);
                    _place = Place.Members;
                    break;
                case Place.Members when reader.TokenType == JsonTokenType.EndObject:
                    _place = Place.End;
                    break;
                case Place.Members:
                    _member = StringCodec.ReadKey(ref reader);
                    _place = Place.Value;
                    break;
                case Place.Value when _member == "items" && reader.TokenType == JsonTokenType.StartArray:
                    _place = Place.Items;
                    break;
                case Place.Value:
                    if (!TryValue(ref reader, rest, isFinal)) return false;
                    _place = Place.Members;
                    break;
                case Place.Items when reader.TokenType == JsonTokenType.EndArray:
                    _place = Place.Members;
                    break;
                case Place.Items:
                    if (!TryItem(ref reader, rest, isFinal, isWhole, out length)) return false;
                    break;
            }
            if (length == 0) length = (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            return true;
        }
        catch (JsonException e)
        {
            throw Locate(e, rest, reader.BytesConsumed);
        }
    }

    private bool TryValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> rest, bool isFinal)
    {
        if (!isFinal)
        {
            var ahead = reader;
            if (!ahead.TrySkip()) return false;
        }
        reader = new Utf8JsonReader(rest, isFinalBlock: true, _state);
        reader.Read();
        if (JsonRead.IsNull(ref reader)) return true;
        switch (_member)
        {
            case "apiVersion": _apiVersion = StringCodec.Read(ref reader); break;
            case "kind": _kind = StringCodec.Read(ref reader); break;
            case "metadata": _metadata = ListMeta.ReadJson(ref reader); break;
            case "items": throw JsonRead.Unexpected(ref reader, "an array");
            default: JsonRead.Skip(ref reader); break;
        }
        return true;
    }

    private unsafe bool TryItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> rest, bool isFinal, bool isWhole, out int length)
    {
        length = 0;
        // Far from the end of what has arrived the item is taken for whole, which saves reading it twice.
        if (!isFinal && !isWhole && rest.Length < 2L * _largest)
        {
            var ahead = reader;
            if (!ahead.TrySkip()) return false;
        }
        reader = new Utf8JsonReader(rest, isFinalBlock: true, _state);
        reader.Read();
        var start = reader;
        fixed (byte* pinned = rest)
        {
            using var scope = JsonSharing.Open(pinned, rest.Length);
            try
            {
                var item = T.ReadJson(ref reader);
                length = JsonSharing.Consumed(ref reader);
                _items.Add(keepUnknownFields ? UnknownFields.Keep(item, rest[..length].TrimStart(" \t\r\n,"u8)) : item);
            }
            catch (Exception e) when (e is JsonException or KubeSerializationException)
            {
                // The item does not fit, or is larger than any before and its end is still to come, or its JSON is broken, which throws here.
                reader = new Utf8JsonReader(rest, isFinal, _state);
                reader.Read();
                if (!reader.TrySkip()) return false;
                (_invalid ??= []).Add(KubeItem.Invalid<T>(JsonElement.ParseValue(ref start), e, eventType: null));
                length = (int)reader.BytesConsumed;
            }
        }
        _largest = Math.Max(_largest, length);
        return true;
    }

    /// <summary>How long what comes next is, in pieces; <see langword="false"/> when its end is not there.</summary>
    private bool TryMeasure(in ReadOnlySequence<byte> rest, bool isCompleted, out long length)
    {
        length = 0;
        var reader = new Utf8JsonReader(rest, isCompleted, _state);
        try
        {
            if (!reader.Read())
            {
                if (isCompleted) _place = Place.Completed;
                return false;
            }
            var isOneToken = _place is Place.Start or Place.Members || (_place == Place.Value && _member == "items" && reader.TokenType == JsonTokenType.StartArray);
            if (!isOneToken && !reader.TrySkip()) return false;
            length = reader.BytesConsumed;
            return true;
        }
        catch (JsonException e)
        {
            throw Locate(e, rest.ToArray(), reader.BytesConsumed);
        }
    }

    private KubeSerializationException Locate(JsonException fault, ReadOnlySpan<byte> rest, long consumed)
    {
        var at = fault is JsonFault exact ? exact.BytePosition : consumed;
        var value = rest.TrimStart(" \t\r\n,:"u8);
        var prefix = _place switch
        {
            Place.Value => "$." + _member,
            Place.Items => $"$.items[{_items.Count + (_invalid?.Count ?? 0)}]",
            _ => null,
        };
        var (path, resource) = prefix is null
            ? ("$", null)
            : JsonPlace.Find(new ReadOnlySequence<byte>(value.ToArray()), Math.Max(0, at - (rest.Length - value.Length)), ReaderOptions);
        return new KubeSerializationException(fault.Message, prefix is null ? path : prefix + path[1..], _position + at, $"KubeList<{typeof(T).Name}>", resource ?? _kind, fault);
    }

    private enum Place
    {
        Start,
        Members,
        Value,
        Items,
        End,
        Completed,
    }
}
