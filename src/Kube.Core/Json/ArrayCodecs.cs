using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Arrays, and every read-only sequence: those are read into an array of exactly their length.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <typeparam name="TCodec">Their codec.</typeparam>
public readonly struct ArrayCodec<T, TCodec> :
    IJsonCodec<T[]>, IJsonCodec<IReadOnlyList<T>>, IJsonCodec<IReadOnlyCollection<T>>, IJsonCodec<IEnumerable<T>>
    where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc cref="IJsonCodec{T}.Read"/>
    public static T[] Read(ref Utf8JsonReader reader)
    {
        JsonRead.StartArray(ref reader);
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray) return [];

        // Most lists of a Kubernetes object have a handful of items: those never leave the stack frame's buffer.
        var buffer = default(FewItems<T>);
        Span<T> items = buffer;
        T[]? rented = null;
        var count = 0;
        try
        {
            do
            {
                if (count == items.Length)
                {
                    var larger = ArrayPool<T>.Shared.Rent(count * 2);
                    items.CopyTo(larger);
                    Return(rented, count);
                    items = rented = larger;
                }
                items[count++] = TCodec.Read(ref reader);
                reader.Read();
            }
            while (reader.TokenType != JsonTokenType.EndArray);
            return items[..count].ToArray();
        }
        finally
        {
            Return(rented, count);
        }
    }

    /// <inheritdoc cref="IJsonCodec{T}.Write"/>
    public static void Write(KubeJsonWriter writer, T[] value) => WriteSpan(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IReadOnlyList<T> value) => WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IReadOnlyCollection<T> value) => WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IEnumerable<T> value) => WriteItems(writer, value);

    static IReadOnlyList<T> IJsonCodec<IReadOnlyList<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    static IReadOnlyCollection<T> IJsonCodec<IReadOnlyCollection<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    static IEnumerable<T> IJsonCodec<IEnumerable<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    internal static void WriteItems(KubeJsonWriter writer, IEnumerable<T> value)
    {
        switch (value)
        {
            case T[] array:
                WriteSpan(writer, array);
                break;
            case List<T> list:
                WriteSpan(writer, CollectionsMarshal.AsSpan(list));
                break;
            default:
                writer.WriteStartArray();
                foreach (var item in value) TCodec.Write(writer, item);
                writer.WriteEndArray();
                break;
        }
    }

    internal static void WriteSpan(KubeJsonWriter writer, ReadOnlySpan<T> value)
    {
        writer.WriteStartArray();
        foreach (var item in value) TCodec.Write(writer, item);
        writer.WriteEndArray();
    }

    private static void Return(T[]? rented, int count)
    {
        if (rented is null) return;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) rented.AsSpan(0, count).Clear();
        ArrayPool<T>.Shared.Return(rented);
    }
}

[InlineArray(8)]
internal struct FewItems<T>
{
    private T _first;
}

/// <summary>Lists that can be changed.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <typeparam name="TCodec">Their codec.</typeparam>
public readonly struct ListCodec<T, TCodec> : IJsonCodec<List<T>>, IJsonCodec<IList<T>>, IJsonCodec<ICollection<T>>
    where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc cref="IJsonCodec{T}.Read"/>
    public static List<T> Read(ref Utf8JsonReader reader) => [.. ArrayCodec<T, TCodec>.Read(ref reader)];

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, List<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IList<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ICollection<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    static IList<T> IJsonCodec<IList<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    static ICollection<T> IJsonCodec<ICollection<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);
}

/// <summary>Sets; an item that stands twice counts once.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <typeparam name="TCodec">Their codec.</typeparam>
public readonly struct SetCodec<T, TCodec> : IJsonCodec<HashSet<T>>, IJsonCodec<ISet<T>>, IJsonCodec<IReadOnlySet<T>>
    where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc cref="IJsonCodec{T}.Read"/>
    public static HashSet<T> Read(ref Utf8JsonReader reader) => [.. ArrayCodec<T, TCodec>.Read(ref reader)];

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, HashSet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ISet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IReadOnlySet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    static ISet<T> IJsonCodec<ISet<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    static IReadOnlySet<T> IJsonCodec<IReadOnlySet<T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);
}

/// <summary>Every other collection that can be made from an array.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <typeparam name="TCodec">Their codec.</typeparam>
public readonly struct CollectionCodec<T, TCodec> :
    IJsonCodec<ImmutableArray<T>>, IJsonCodec<ImmutableList<T>>, IJsonCodec<ImmutableHashSet<T>>, IJsonCodec<ImmutableSortedSet<T>>,
    IJsonCodec<IImmutableList<T>>, IJsonCodec<IImmutableSet<T>>, IJsonCodec<FrozenSet<T>>, IJsonCodec<SortedSet<T>>,
    IJsonCodec<Collection<T>>, IJsonCodec<ReadOnlyCollection<T>>, IJsonCodec<ReadOnlyMemory<T>>
    where TCodec : struct, IJsonCodec<T>
{
    static ImmutableArray<T> IJsonCodec<ImmutableArray<T>>.Read(ref Utf8JsonReader reader) =>
        ImmutableCollectionsMarshal.AsImmutableArray(ArrayCodec<T, TCodec>.Read(ref reader));

    static ImmutableList<T> IJsonCodec<ImmutableList<T>>.Read(ref Utf8JsonReader reader) => [.. ArrayCodec<T, TCodec>.Read(ref reader)];

    static ImmutableHashSet<T> IJsonCodec<ImmutableHashSet<T>>.Read(ref Utf8JsonReader reader) => [.. ArrayCodec<T, TCodec>.Read(ref reader)];

    static ImmutableSortedSet<T> IJsonCodec<ImmutableSortedSet<T>>.Read(ref Utf8JsonReader reader) => [.. ArrayCodec<T, TCodec>.Read(ref reader)];

    static IImmutableList<T> IJsonCodec<IImmutableList<T>>.Read(ref Utf8JsonReader reader) => ImmutableList.Create(ArrayCodec<T, TCodec>.Read(ref reader));

    static IImmutableSet<T> IJsonCodec<IImmutableSet<T>>.Read(ref Utf8JsonReader reader) => ImmutableHashSet.Create(ArrayCodec<T, TCodec>.Read(ref reader));

    static FrozenSet<T> IJsonCodec<FrozenSet<T>>.Read(ref Utf8JsonReader reader) => ArrayCodec<T, TCodec>.Read(ref reader).ToFrozenSet();

    static SortedSet<T> IJsonCodec<SortedSet<T>>.Read(ref Utf8JsonReader reader) => [.. ArrayCodec<T, TCodec>.Read(ref reader)];

    static Collection<T> IJsonCodec<Collection<T>>.Read(ref Utf8JsonReader reader) => new(ListCodec<T, TCodec>.Read(ref reader));

    static ReadOnlyCollection<T> IJsonCodec<ReadOnlyCollection<T>>.Read(ref Utf8JsonReader reader) => new(ArrayCodec<T, TCodec>.Read(ref reader));

    static ReadOnlyMemory<T> IJsonCodec<ReadOnlyMemory<T>>.Read(ref Utf8JsonReader reader) => ArrayCodec<T, TCodec>.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ImmutableArray<T> value) =>
        ArrayCodec<T, TCodec>.WriteSpan(writer, value.IsDefault ? [] : value.AsSpan());

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ImmutableList<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ImmutableHashSet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ImmutableSortedSet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IImmutableList<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, IImmutableSet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, FrozenSet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, SortedSet<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, Collection<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ReadOnlyCollection<T> value) => ArrayCodec<T, TCodec>.WriteItems(writer, value);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, ReadOnlyMemory<T> value) => ArrayCodec<T, TCodec>.WriteSpan(writer, value.Span);
}
