namespace Kube.Cel;

/// <summary>A declared type together with how large its values may be: what cost estimates are made from.</summary>
/// <remarks>Sizes are counted as an API server does (kubernetes/apiserver <c>DeclType</c>): bytes for strings, elements for lists and maps.</remarks>
public sealed class SizedType
{
    private readonly IReadOnlyDictionary<string, SizedType>? _fields;

    private SizedType(CelType type, ulong maxSize, long minSerializedSize, SizedType? key, SizedType? element, IReadOnlyDictionary<string, SizedType>? fields)
    {
        Type = type;
        MaxSize = maxSize;
        MinSerializedSize = minSerializedSize;
        Key = key;
        Element = element;
        _fields = fields;
    }

    /// <summary>The CEL type.</summary>
    public CelType Type { get; }

    /// <summary>The greatest size a value can have; 0 for scalars and objects, whose size does not vary.</summary>
    public ulong MaxSize { get; }

    /// <summary>Bytes of the shortest JSON form; decides how many can fit in one request.</summary>
    public long MinSerializedSize { get; }

    /// <summary>The key's type, for maps.</summary>
    public SizedType? Key { get; }

    /// <summary>The element's or value's type, for lists and maps.</summary>
    public SizedType? Element { get; }

    /// <summary>A type without parts.</summary>
    public static SizedType Scalar(CelType type, long minSerializedSize, ulong maxSize = 0) => new(type, maxSize, minSerializedSize, null, null, null);

    /// <summary>A list; its shortest JSON form is <c>[]</c>.</summary>
    public static SizedType List(SizedType element, ulong maxItems) => new(CelType.List(element.Type), maxItems, 2, null, element, null);

    /// <summary>A map; its shortest JSON form is <c>{}</c>.</summary>
    public static SizedType Map(SizedType key, SizedType value, ulong maxEntries) =>
        new(CelType.Map(key.Type, value.Type), maxEntries, 2, key, value, null);

    /// <summary>An object with fields by CEL name.</summary>
    public static SizedType Object(CelType type, IReadOnlyDictionary<string, SizedType> fields, long minSerializedSize) =>
        new(type, 0, minSerializedSize, null, null, fields);

    /// <summary>The type of a field by its CEL name; null when there is none.</summary>
    public SizedType? Field(string name) => _fields is not null && _fields.TryGetValue(name, out var field) ? field : null;
}
