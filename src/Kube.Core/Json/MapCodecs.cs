using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Read-only dictionaries, kept in the order of the document.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TKeyCodec">Their codec.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="TCodec">Their codec.</typeparam>
public readonly struct MapCodec<TKey, TKeyCodec, TValue, TCodec> : IJsonCodec<IReadOnlyDictionary<TKey, TValue>>
    where TKey : notnull
    where TKeyCodec : struct, IJsonKeyCodec<TKey>
    where TCodec : struct, IJsonCodec<TValue>
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<TKey, TValue> Read(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject) return CompactMap<TKey, TValue>.Empty;

        // Most maps have a handful of entries: those never leave the stack frame's buffers.
        var (fewKeys, fewValues) = (default(FewItems<TKey>), default(FewItems<TValue>));
        Span<TKey> keys = fewKeys;
        Span<TValue> values = fewValues;
        (TKey[]? Keys, TValue[]? Values) rented = default;
        var count = 0;
        try
        {
            do
            {
                if (count == keys.Length) keys = Grow(keys, ref rented.Keys);
                if (count == values.Length) values = Grow(values, ref rented.Values);
                keys[count] = TKeyCodec.ReadKey(ref reader);
                reader.Read();
                values[count++] = TCodec.Read(ref reader);
                reader.Read();
            }
            while (reader.TokenType != JsonTokenType.EndObject);
            return CompactMap<TKey, TValue>.From(keys[..count].ToArray(), values[..count].ToArray());
        }
        finally
        {
            if (rented.Keys is not null) ArrayPool<TKey>.Shared.Return(rented.Keys, clearArray: true);
            if (rented.Values is not null) ArrayPool<TValue>.Shared.Return(rented.Values, clearArray: true);
        }
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IReadOnlyDictionary<TKey, TValue> value)
    {
        if (value is not CompactMap<TKey, TValue> compact)
        {
            WriteEntries(writer, value);
            return;
        }
        writer.WriteStartObject();
        for (var i = 0; i < compact.Count; i++)
        {
            TKeyCodec.WriteKey(writer, compact.KeyAt(i));
            TCodec.Write(writer, compact.ValueAt(i));
        }
        writer.WriteEndObject();
    }

    internal static void WriteEntries(KubeJsonWriter writer, IEnumerable<KeyValuePair<TKey, TValue>> value)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            TKeyCodec.WriteKey(writer, key);
            TCodec.Write(writer, item);
        }
        writer.WriteEndObject();
    }

    private static Span<T> Grow<T>(ReadOnlySpan<T> full, ref T[]? rented)
    {
        var larger = ArrayPool<T>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger);
        if (rented is not null) ArrayPool<T>.Shared.Return(rented, clearArray: true);
        return rented = larger;
    }
}

/// <summary>Dictionaries that can be changed, and every other kind that can be made from one. The last of equal keys wins.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TKeyCodec">Their codec.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="TCodec">Their codec.</typeparam>
public readonly struct DictionaryCodec<TKey, TKeyCodec, TValue, TCodec> :
    IJsonCodec<Dictionary<TKey, TValue>>, IJsonCodec<IDictionary<TKey, TValue>>, IJsonCodec<SortedDictionary<TKey, TValue>>,
    IJsonCodec<ImmutableDictionary<TKey, TValue>>, IJsonCodec<ImmutableSortedDictionary<TKey, TValue>>, IJsonCodec<IImmutableDictionary<TKey, TValue>>,
    IJsonCodec<FrozenDictionary<TKey, TValue>>, IJsonCodec<ReadOnlyDictionary<TKey, TValue>>
    where TKey : notnull
    where TKeyCodec : struct, IJsonKeyCodec<TKey>
    where TCodec : struct, IJsonCodec<TValue>
{
    /// <inheritdoc cref="IJsonCodec{T}.Read"/>
    public static Dictionary<TKey, TValue> Read(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        var value = new Dictionary<TKey, TValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = TKeyCodec.ReadKey(ref reader);
            reader.Read();
            value[key] = TCodec.Read(ref reader);
        }
        return value;
    }

    static IDictionary<TKey, TValue> IJsonCodec<IDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    static SortedDictionary<TKey, TValue> IJsonCodec<SortedDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) => new(Read(ref reader));

    static ImmutableDictionary<TKey, TValue> IJsonCodec<ImmutableDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) =>
        Read(ref reader).ToImmutableDictionary();

    static ImmutableSortedDictionary<TKey, TValue> IJsonCodec<ImmutableSortedDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) =>
        Read(ref reader).ToImmutableSortedDictionary();

    static IImmutableDictionary<TKey, TValue> IJsonCodec<IImmutableDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) =>
        Read(ref reader).ToImmutableDictionary();

    static FrozenDictionary<TKey, TValue> IJsonCodec<FrozenDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) => Read(ref reader).ToFrozenDictionary();

    static ReadOnlyDictionary<TKey, TValue> IJsonCodec<ReadOnlyDictionary<TKey, TValue>>.Read(ref Utf8JsonReader reader) => new(Read(ref reader));

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, Dictionary<TKey, TValue> value)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            TKeyCodec.WriteKey(writer, key);
            TCodec.Write(writer, item);
        }
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, SortedDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ImmutableDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ImmutableSortedDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IImmutableDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, FrozenDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ReadOnlyDictionary<TKey, TValue> value) => WriteEntries(writer, value);

    private static void WriteEntries(KubeJsonWriter writer, IEnumerable<KeyValuePair<TKey, TValue>> value) =>
        MapCodec<TKey, TKeyCodec, TValue, TCodec>.WriteEntries(writer, value);
}
