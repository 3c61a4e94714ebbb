using Kube.Json;

namespace Kube;

/// <summary>A change to an object, in one of the four forms that an API server knows.</summary>
public abstract record Patch
{
    private protected Patch(string contentType, ReadOnlyMemory<byte> body)
    {
        ContentType = contentType;
        Body = body;
    }

    /// <summary>The media type that names the form.</summary>
    public string ContentType { get; }

    /// <summary>The patch as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether it is a server-side apply, which needs a field manager and may be forced.</summary>
    public bool IsApply => ContentType == MediaTypes.ApplyPatch;

    /// <summary>
    /// Whether applying it twice is the same as once. A JSON patch may append or test; the others set values, but with
    /// <c>metadata.resourceVersion</c> the second answers 409 for the first.
    /// </summary>
    public bool IsRepeatable => ContentType != MediaTypes.JsonPatch && !DemandedVersion.IsIn(Body.Span);

    /// <summary>A server-side apply (KEP-555): the fields this manager wants, with apiVersion, kind and name; fields it applied before and leaves out are removed.</summary>
    /// <remarks><c>metadata.managedFields</c> must not be set, and <c>metadata.resourceVersion</c> only to demand that version; the typed overload leaves both out.</remarks>
    public static Patch Apply(ReadOnlySpan<byte> utf8Json) => new Raw(MediaTypes.ApplyPatch, utf8Json.ToArray());

    /// <summary>A server-side apply of the members that are set. What the server wrote into the metadata when the object was read is left out.</summary>
    public static Patch Apply<T>(T value) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Raw(MediaTypes.ApplyPatch, KubeJson.SerializeToUtf8Bytes(value.WithMetadata(value.Metadata.ForApply())));
    }

    /// <summary>A JSON merge patch (RFC 7396): members replace, <c>null</c> removes, lists are replaced whole.</summary>
    public static Patch Merge(ReadOnlySpan<byte> utf8Json) => new Raw(MediaTypes.MergePatch, utf8Json.ToArray());

    /// <summary>A JSON merge patch from text.</summary>
    public static Patch Merge(string json) => new Raw(MediaTypes.MergePatch, Encode(json));

    /// <summary>A JSON merge patch of the members that are set.</summary>
    public static Patch Merge<T>(T value) where T : IKubeJson<T> => new Raw(MediaTypes.MergePatch, KubeJson.SerializeToUtf8Bytes(value));

    /// <summary>A strategic merge patch: as a merge patch, but lists with merge keys merge by them. Built-in types only; custom resources answer 415.</summary>
    public static Patch Strategic(ReadOnlySpan<byte> utf8Json) => new Raw(MediaTypes.StrategicPatch, utf8Json.ToArray());

    /// <summary>A strategic merge patch from text.</summary>
    public static Patch Strategic(string json) => new Raw(MediaTypes.StrategicPatch, Encode(json));

    /// <summary>A strategic merge patch of the members that are set.</summary>
    public static Patch Strategic<T>(T value) where T : IKubeJson<T> => new Raw(MediaTypes.StrategicPatch, KubeJson.SerializeToUtf8Bytes(value));

    /// <summary>A JSON patch (RFC 6902): operations in order, all or none.</summary>
    public static Patch Json(params IReadOnlyList<JsonPatchOperation> operations) => new Raw(MediaTypes.JsonPatch, JsonPatchOperation.Write(operations));

    /// <summary>A JSON patch from UTF-8 JSON, an array of operations.</summary>
    public static Patch Json(ReadOnlySpan<byte> utf8Json) => new Raw(MediaTypes.JsonPatch, utf8Json.ToArray());

    private static byte[] Encode(string json)
    {
        ArgumentException.ThrowIfNullOrEmpty(json);
        return System.Text.Encoding.UTF8.GetBytes(json);
    }

    /// <summary>For people: the form and the patch.</summary>
    public sealed override string ToString() => $"{ContentType}: {System.Text.Encoding.UTF8.GetString(Body.Span)}";

    private sealed record Raw(string Form, ReadOnlyMemory<byte> Utf8) : Patch(Form, Utf8);
}
