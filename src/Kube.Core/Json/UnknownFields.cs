using System.Text.Json;

namespace Kube.Json;

/// <summary>Keeps what a server sent and a type has no member for, and writes it again: a lossless way from get to replace.</summary>
/// <remarks>
/// The object as it came travels in its metadata, so it survives <c>with</c> at any depth and costs one reference an object. Writing compares what the type
/// knew of it with what the type holds now and carries over what the type never knew. Off unless asked for.
/// </remarks>
internal static class UnknownFields
{
    /// <summary>The same value, with what its type does not know kept beside it; as it is when there is nothing of the kind.</summary>
    public static T Keep<T>(T value, ReadOnlySpan<byte> utf8Json) where T : class, IKubeObject<T>
    {
        if (value.Metadata is null || !HasMore(JsonEdit.Parse(utf8Json), JsonEdit.Of(value))) return value;
        var kept = new KeptObject(utf8Json.ToArray(), value.ApiVersion, value.Kind, value.Metadata.Namespace, value.Metadata.Name, value.Metadata.Uid);
        return value.WithMetadata(value.Metadata with { Kept = new(kept) });
    }

    /// <summary>Writes a value together with what was kept beside it; <see langword="false"/> when nothing was, or for another object.</summary>
    public static bool TryWrite<T, TCodec>(KubeJsonWriter writer, T value) where TCodec : struct, IJsonCodec<T>
    {
        if (value is not IKubeObject { Metadata.Kept.Object: { } kept } holder || !kept.IsOf(holder)) return false;
        var known = KubeJson.DeserializeWith<T, TCodec>(kept.Utf8Json);
        Merge(writer.BeginNested(), JsonEdit.Parse(kept.Utf8Json), JsonEdit.OfWith<T, TCodec>(known), JsonEdit.OfWith<T, TCodec>(value));
        writer.EndNested();
        return true;
    }

    private static bool HasMore(JsonElement original, JsonElement known)
    {
        if (original.ValueKind != known.ValueKind) return false;
        if (original.ValueKind == JsonValueKind.Array)
        {
            return original.GetArrayLength() == known.GetArrayLength() && original.EnumerateArray().Zip(known.EnumerateArray()).Any(pair => HasMore(pair.First, pair.Second));
        }
        return original.ValueKind == JsonValueKind.Object && original.EnumerateObject().Any(member =>
            known.TryGetProperty(member.Name, out var same) ? HasMore(member.Value, same) : member.Value.ValueKind != JsonValueKind.Null);
    }

    /// <summary>Writes <paramref name="now"/>, with what <paramref name="original"/> has and <paramref name="known"/> has not.</summary>
    private static void Merge(Utf8JsonWriter writer, JsonElement original, JsonElement known, JsonElement now)
    {
        switch (now.ValueKind)
        {
            case JsonValueKind.Object when original.ValueKind == JsonValueKind.Object && known.ValueKind == JsonValueKind.Object:
                MergeObjects(writer, original, known, now);
                break;
            case JsonValueKind.Array when original.ValueKind == JsonValueKind.Array && known.ValueKind == JsonValueKind.Array && original.GetArrayLength() == known.GetArrayLength():
                MergeLists(writer, original, known, now);
                break;
            default:
                now.WriteTo(writer);
                break;
        }
    }

    private static void MergeObjects(Utf8JsonWriter writer, JsonElement original, JsonElement known, JsonElement now)
    {
        writer.WriteStartObject();
        foreach (var member in now.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (original.TryGetProperty(member.Name, out var was) && known.TryGetProperty(member.Name, out var knew)) Merge(writer, was, knew, member.Value);
            else member.Value.WriteTo(writer);
        }
        foreach (var member in original.EnumerateObject())
        {
            // What the type knew and is gone now was removed on purpose.
            if (!known.TryGetProperty(member.Name, out _) && !now.TryGetProperty(member.Name, out _)) member.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private static void MergeLists(Utf8JsonWriter writer, JsonElement original, JsonElement known, JsonElement now)
    {
        JsonElement[] knew = [.. known.EnumerateArray()], items = [.. now.EnumerateArray()];
        var pairs = ListPairs.Find(knew, items);
        writer.WriteStartArray();
        for (var i = 0; i < items.Length; i++)
        {
            if (pairs[i] is var at and >= 0) Merge(writer, original[at], knew[at], items[i]);
            else items[i].WriteTo(writer);
        }
        writer.WriteEndArray();
    }
}

/// <summary>An object as a server sent it, and whose it is.</summary>
internal sealed record KeptObject(byte[] Utf8Json, string ApiVersion, string Kind, string? Namespace, string? Name, string? Uid)
{
    /// <summary>Whether it is the same object: metadata that was copied to another one brings nothing along.</summary>
    /// <remarks>An item of a list may learn its type after it was read.</remarks>
    public bool IsOf(IKubeObject value) =>
        (Kind.Length == 0 || (value.ApiVersion == ApiVersion && value.Kind == Kind)) && value.Metadata.Namespace == Namespace && value.Metadata.Name == Name && value.Metadata.Uid == Uid;
}

/// <summary>A reference that equality does not see: two objects with the same members are equal, whatever was kept beside them.</summary>
internal readonly struct Kept(KeptObject kept) : IEquatable<Kept>
{
    public KeptObject? Object { get; } = kept;

    public bool Equals(Kept other) => true;

    public override bool Equals(object? obj) => obj is Kept;

    public override int GetHashCode() => 0;
}
