using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kube.Json;

/// <summary>JSON that is kept as its bytes and parsed when somebody looks: a parsed document takes several times the memory.</summary>
/// <remarks>
/// Managed fields are a quarter of a pod, and those of the pods of one set differ by a UID or an address somewhere in the middle. So what a value has in common, at its beginning
/// and at its end, with another one of its length is not kept again: <see cref="LikeJson"/>.
/// </remarks>
internal readonly struct RawJson : IEquatable<RawJson>
{
    private readonly byte[]? _own;
    private readonly byte[]? _like;
    private readonly ushort _head;
    private readonly ushort _tail;

    internal RawJson(byte[] own) => _own = own;

    internal RawJson(byte[] like, int head, byte[] own, int tail) => (_like, _head, _own, _tail) = (like, (ushort)head, own, (ushort)tail);

    public RawJson(JsonElement element) => _own = JsonMarshal.GetRawUtf8Value(element).ToArray();

    public bool IsEmpty => _own is null;

    /// <summary>The value; <see langword="null"/> when there is none.</summary>
    public JsonElement? Parse() => _own is null ? null : JsonEdit.Parse(ToArray());

    public static RawJson Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject && JsonSharing.TryGetRest(ref reader, out var rest)) return LikeJson.Read(ref reader, rest);
        return new(JsonElement.ParseValue(ref reader));
    }

    public void WriteTo(KubeJsonWriter writer) => writer.WriteRawValue(Head, _own, Tail);

    public bool Equals(RawJson other)
    {
        if (_own is null || other._own is null) return _own is null && other._own is null;
        if (ReferenceEquals(_like, other._like) && _head == other._head && _tail == other._tail) return _own.AsSpan().SequenceEqual(other._own);
        return Length == other.Length && ToArray().AsSpan().SequenceEqual(other.ToArray());
    }

    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    public override int GetHashCode() => Length;

    private int Length => _own is null ? 0 : _head + _own.Length + _tail;

    private ReadOnlySpan<byte> Head => _like.AsSpan(0, _head);

    private ReadOnlySpan<byte> Tail => _like is null ? default : _like.AsSpan(_like.Length - _tail);

    private byte[] ToArray() => _like is null ? _own! : [.. Head, .. _own!, .. Tail];
}
