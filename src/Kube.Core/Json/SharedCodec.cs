using System.Text.Json;

namespace Kube.Json;

/// <summary>Reads objects and arrays that recur from one resource to the next once, and hands out the same immutable value again where the bytes are the same.</summary>
/// <remarks>
/// <para>
/// Probes, tolerations, environments and labels of pods come from templates: in a list or watch most of them were seen before. Comparing
/// bytes is many times faster than reading them, and a cache of pods holds one copy. Only for types that cannot be changed.
/// </para>
/// <para>
/// A fixed table for each type, without locks: a lost race costs a second copy. A value is kept when it came a second time,
/// so what never recurs costs no memory. Only our own entry points share; within <see cref="JsonSerializer"/> this is <typeparamref name="TCodec"/>.
/// </para>
/// </remarks>
/// <typeparam name="T">The type read and written.</typeparam>
/// <typeparam name="TCodec">The codec that reads it.</typeparam>
public readonly struct SharedCodec<T, TCodec> : IJsonCodec<T> where T : class where TCodec : struct, IJsonCodec<T>
{
    private const int Slots = 256;

    private static readonly Known?[] Values = new Known?[Slots];
    private static readonly uint[] Seen = new uint[Slots];

    /// <inheritdoc/>
    public static T Read(ref Utf8JsonReader reader)
    {
        if (!JsonSharing.TryGetPart(ref reader, out var rest, out var length, out var hash)) return TCodec.Read(ref reader);

        var json = rest[..length];
        var slot = (int)(hash % Slots);
        if (Values[slot] is { } known && known.Json.AsSpan().SequenceEqual(json))
        {
            JsonSharing.Jump(ref reader, rest, length);
            return known.Value;
        }
        var value = TCodec.Read(ref reader);
        // Whatever comes second of a kind is kept, and gives way to what comes second later.
        if (Seen[slot] == (uint)(hash >> 32)) Values[slot] = new Known(json.ToArray(), value);
        else Seen[slot] = (uint)(hash >> 32);
        return value;
    }

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T value) => TCodec.Write(writer, value);

    private sealed record Known(byte[] Json, T Value);
}
