using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>An object of any type, known at run time only: immutable, without loss, navigable by path.</summary>
/// <remarks>
/// It holds the JSON as it came and typed metadata. Nothing is lost on the way from and to a server, whatever the server knows that
/// this program does not. It works with every entry point of the client and the runtime, given a <see cref="ResourceType"/>.
/// </remarks>
[JsonConverter(typeof(KubeJsonConverter<DynamicResource>))]
public sealed partial class DynamicResource : IKubeObject<DynamicResource>, IIdentifiedByList<DynamicResource>, IEquatable<DynamicResource>
{
    private readonly byte[]? _utf8;
    private readonly bool _hasIdentity;
    private readonly bool _hasNoIdentity;

    // A JsonElement, parsed when somebody looks: most objects of a cache are only told apart by their metadata.
    private object? _root;

    private DynamicResource(JsonElement root, string apiVersion, string kind, ObjectMeta metadata)
    {
        _root = root;
        _hasIdentity = root.TryGetProperty("kind"u8, out _) && root.TryGetProperty("apiVersion"u8, out _);
        ApiVersion = apiVersion;
        Kind = kind;
        Metadata = metadata;
    }

    private DynamicResource(byte[] utf8, string? apiVersion, string? kind, ObjectMeta metadata)
    {
        _utf8 = utf8;
        _hasIdentity = apiVersion is not null && kind is not null;
        _hasNoIdentity = apiVersion is null && kind is null;
        ApiVersion = apiVersion ?? "";
        Kind = kind ?? "";
        Metadata = metadata;
    }

    /// <summary>An object of a list, whose bytes do not say what the list says.</summary>
    private DynamicResource(DynamicResource item, string apiVersion, string kind)
    {
        (_utf8, _root, _hasNoIdentity, Metadata) = (item._utf8, item._root, item._hasNoIdentity, item.Metadata);
        ApiVersion = apiVersion;
        Kind = kind;
    }

    /// <summary>An object with an identity and nothing else yet; add to it by <see cref="With"/>.</summary>
    public DynamicResource(string apiVersion, string kind, ObjectMeta metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(apiVersion);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(metadata);
        ApiVersion = apiVersion;
        Kind = kind;
        Metadata = metadata;
        _root = JsonEdit.Build(writer => WriteIdentified(writer, [], w => JsonEdit.Of(metadata).WriteTo(w)));
        _hasIdentity = true;
    }

    /// <summary>An object of a type with a name and nothing else yet.</summary>
    public DynamicResource(ResourceType type, string name, string? ns = null)
        : this(type.ApiVersion, type.Kind, new ObjectMeta { Name = name, Namespace = ns }) { }

    /// <inheritdoc/>
    public string ApiVersion { get; }

    /// <inheritdoc/>
    public string Kind { get; }

    /// <inheritdoc/>
    public ObjectMeta Metadata { get; }

    /// <summary>The whole object as JSON.</summary>
    public JsonElement Json => _hasIdentity ? Root : JsonEdit.Of(this);

    /// <summary>Reads an object from JSON.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or no Kubernetes object.</exception>
    public static DynamicResource Parse(string json) => KubeJson.Deserialize<DynamicResource>(json);

    /// <summary>Reads an object from UTF-8 JSON.</summary>
    /// <exception cref="KubeSerializationException">The text is not JSON, or no Kubernetes object.</exception>
    public static DynamicResource Parse(ReadOnlySpan<byte> utf8Json) => KubeJson.Deserialize<DynamicResource>(utf8Json);

    /// <summary>The object of JSON that was read already.</summary>
    /// <exception cref="KubeSerializationException">It is no Kubernetes object.</exception>
    public static DynamicResource From(JsonElement json) => Parse(JsonMarshal.GetRawUtf8Value(json));

    /// <summary>The same object without its type.</summary>
    public static DynamicResource From<T>(T value) where T : IKubeJson<T> => Parse(KubeJson.SerializeToUtf8Bytes(value));

    /// <summary>The same object with a type.</summary>
    /// <exception cref="KubeSerializationException">It does not fit <typeparamref name="T"/>.</exception>
    public T To<T>() where T : IKubeJson<T> => KubeJson.Deserialize<T>(JsonMarshal.GetRawUtf8Value(Json));

    /// <summary>The value at a path such as <c>/spec/replicas</c>; <see langword="null"/> where there is none.</summary>
    public JsonElement? Find(JsonPointer path) => JsonEdit.Find(Json, path);

    /// <summary>The text at a path; <see langword="null"/> where there is none, or another kind of value.</summary>
    public string? GetString(JsonPointer path) => Find(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The whole number at a path; <see langword="null"/> where there is none, or another kind of value.</summary>
    public long? GetInt64(JsonPointer path) => Find(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The number at a path; <see langword="null"/> where there is none, or another kind of value.</summary>
    public double? GetDouble(JsonPointer path) => Find(path) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>The boolean at a path; <see langword="null"/> where there is none, or another kind of value.</summary>
    public bool? GetBoolean(JsonPointer path) => Find(path) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    /// <summary>The value at a path as a type that reads itself; <see langword="null"/> where there is none.</summary>
    /// <exception cref="KubeSerializationException">It does not fit <typeparamref name="T"/>.</exception>
    public T? Get<T>(JsonPointer path) where T : class, IKubeJson<T> =>
        Find(path) is { ValueKind: not JsonValueKind.Null } value ? KubeJson.Deserialize<T>(JsonMarshal.GetRawUtf8Value(value)) : null;

    /// <summary>A copy with this value at a path. Objects missing on the way are made; <c>-</c> or the count appends to a list.</summary>
    /// <exception cref="ArgumentException">The path leads through a scalar, or past the end of a list.</exception>
    /// <exception cref="KubeSerializationException">The path lies in the metadata, and the value does not fit there.</exception>
    public DynamicResource With(JsonPointer path, JsonPatchValue value) => From(JsonEdit.With(Json, path, value));

    /// <summary>A copy without the value at a path; the same object where there is none.</summary>
    /// <exception cref="ArgumentException">The path is that of the whole object.</exception>
    public DynamicResource Without(JsonPointer path)
    {
        var json = Json;
        return JsonEdit.Find(json, path) is null ? this : From(JsonEdit.Without(json, path));
    }

    /// <summary>A copy with other metadata. Members of the old metadata that this library does not know are kept.</summary>
    public DynamicResource WithMetadata(ObjectMeta metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var root = JsonEdit.Build(writer => WriteIdentified(writer, Root.EnumerateObject(), w => WriteMetadata(w, metadata)));
        return new(root, ApiVersion, Kind, metadata);
    }

    DynamicResource IIdentifiedByList<DynamicResource>.WithIdentity(string apiVersion, string kind) =>
        _hasIdentity ? this : new(this, ApiVersion.Length > 0 ? ApiVersion : apiVersion, Kind.Length > 0 ? Kind : kind);

    /// <summary>Equal when the JSON is, whatever the order of members.</summary>
    public bool Equals(DynamicResource? other) => other is not null && (ReferenceEquals(this, other) || JsonElement.DeepEquals(Json, other.Json));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DynamicResource);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ApiVersion, Kind, Metadata.Namespace, Metadata.Name, Metadata.ResourceVersion);

    /// <summary>For people: type and name.</summary>
    public override string ToString() => $"{ApiVersion} {Kind} {(Metadata.Namespace is { } ns ? ns + "/" : "")}{Metadata.Name}";

    private JsonElement Root
    {
        get
        {
            if (_root is JsonElement known) return known;
            var reader = new Utf8JsonReader(_utf8, new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
            var parsed = JsonElement.ParseValue(ref reader);
            _root = parsed;
            return parsed;
        }
    }
}
