using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>A type with a place of its own in the mapping.</summary>
/// <param name="Space">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Codec">Its codec in <c>Kube.Json</c>; empty where the type reads and writes itself.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="IsKey">Whether the codec serves dictionary keys, too.</param>
/// <param name="Note">What a reader of the documentation should know.</param>
/// <param name="OwnKeyCodec">The codec of dictionary keys, where it is another than that of values.</param>
internal sealed record TypeRow(string Space, string Name, string Codec, JsonSchemaProps Schema, bool IsKey = false, string Note = "", string? OwnKeyCodec = null)
{
    /// <summary>The codec of dictionary keys of the type; none where it is no key.</summary>
    public string? KeyCodec => OwnKeyCodec ?? (IsKey ? Codec : null);
}

/// <summary>A type of .NET with a form in System.Text.Json, and none that an API server keeps.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Instead">What to write instead.</param>
/// <param name="Why">What would happen to it.</param>
internal sealed record RefusedRow(string Name, string Instead, string Why);

/// <summary>A generic collection.</summary>
/// <param name="Space">Its namespace.</param>
/// <param name="Name">Its name with the number of its type parameters, as in metadata.</param>
/// <param name="Codec">Its codec in <c>Kube.Json</c>, a pattern: <c>{0}</c> is the collection, the others are its arguments and their codecs.</param>
/// <param name="Kind">What it is on the wire.</param>
internal sealed record CollectionRow(string Space, string Name, string Codec, CollectionKind Kind);

internal enum CollectionKind { List, Set, Map }

/// <summary>Which C# type is what: the one table behind schemas, codecs and <c>docs/type-mapping.md</c>.</summary>
internal static class TypeTable
{
    private static JsonSchemaProps Text(string? format = null) => new() { Type = "string", Format = format };

    private static JsonSchemaProps Integer(string format, double? minimum = null, double? maximum = null) =>
        new() { Type = "integer", Format = format, Minimum = minimum, Maximum = maximum };

    private static JsonSchemaProps Number(string? format = null) => new() { Type = "number", Format = format };

    /// <summary>Anything at all.</summary>
    public static readonly JsonSchemaProps Any = new() { XPreserveUnknownFields = true };

    /// <summary>Any object.</summary>
    public static readonly JsonSchemaProps AnyObject = new() { Type = "object", XPreserveUnknownFields = true };

    private static readonly JsonSchemaProps IntOrString = new() { XIntOrString = true };

    private static readonly JsonSchemaProps Quantity = new()
    {
        XIntOrString = true,
        AnyOf = new[] { new JsonSchemaProps { Type = "integer" }, Text() },
        Pattern = @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$",
    };

    /// <summary>The scalars and free-form types.</summary>
    public static readonly TypeRow[] Rows =
    [
        new("System", "Boolean", "BooleanCodec", new() { Type = "boolean" }, OwnKeyCodec: "BooleanKeyCodec"),
        new("System", "SByte", "IntegerCodec<sbyte>", Integer("int32", -128, 127), IsKey: true),
        new("System", "Byte", "IntegerCodec<byte>", Integer("int32", 0, 255), IsKey: true),
        new("System", "Int16", "IntegerCodec<short>", Integer("int32", -32768, 32767), IsKey: true),
        new("System", "UInt16", "IntegerCodec<ushort>", Integer("int32", 0, 65535), IsKey: true),
        new("System", "Int32", "IntegerCodec<int>", Integer("int32"), IsKey: true),
        new("System", "UInt32", "IntegerCodec<uint>", Integer("int64", 0, uint.MaxValue), IsKey: true),
        new("System", "Int64", "IntegerCodec<long>", Integer("int64"), IsKey: true),
        new("System", "UInt64", "IntegerCodec<ulong>", Integer("int64", 0), IsKey: true, Note: "An API server keeps 64 bits with a sign: half of the range."),
        new("System", "Half", "HalfCodec", Number(), OwnKeyCodec: "NumberKeyCodec<global::System.Half>"),
        new("System", "Single", "SingleCodec", Number("float"), OwnKeyCodec: "NumberKeyCodec<float>"),
        new("System", "Double", "DoubleCodec", Number("double"), OwnKeyCodec: "NumberKeyCodec<double>"),
        new("System", "Decimal", "DecimalCodec", Number(), Note: "An API server keeps double precision.", OwnKeyCodec: "NumberKeyCodec<decimal>"),
        new("System", "Char", "CharCodec", new() { Type = "string", MinLength = 1, MaxLength = 1 }, OwnKeyCodec: "CharKeyCodec"),
        new("System", "String", "StringCodec", Text(), IsKey: true),
        new("System", "Guid", "GuidCodec", Text("uuid"), IsKey: true),
        new("System", "Uri", "UriCodec", Text("uri"), Note: "Absolute; an API server refuses relative ones.", OwnKeyCodec: "UriKeyCodec"),
        new("System", "Version", "VersionCodec", new() { Type = "string", Pattern = @"^[0-9]+(\.[0-9]+){1,3}$" }, OwnKeyCodec: "VersionKeyCodec"),
        new("System", "DateTime", "DateTimeCodec", Text("date-time"), Note: "Read as UTC; DateTimeOffset says the offset.", OwnKeyCodec: "DateTimeKeyCodec"),
        new("System", "DateTimeOffset", "DateTimeOffsetCodec", Text("date-time"), OwnKeyCodec: "DateTimeOffsetKeyCodec"),
        new("System", "DateOnly", "DateOnlyCodec", Text("date"), OwnKeyCodec: "DateOnlyKeyCodec"),
        new("System", "TimeOnly", "TimeOnlyCodec", new() { Type = "string", Pattern = @"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,7})?)?$" }, OwnKeyCodec: "TimeOnlyKeyCodec"),
        new("System", "TimeSpan", "TimeSpanCodec", Text("duration"), Note: "As Go writes it: `1h30m0s`.", OwnKeyCodec: "TimeSpanKeyCodec"),
        new("System.Net", "IPAddress", "IPAddressCodec", new()
        {
            Type = "string",
            AnyOf = new[] { new JsonSchemaProps { Format = "ipv4" }, new JsonSchemaProps { Format = "ipv6" } },
        }),
        new("System", "Object", "UntypedCodec", Any, Note: "Anything, kept as it is."),
        new("System.Text.Json", "JsonElement", "ElementCodec", Any, Note: "Anything, kept as it is."),
        new("System.Text.Json.Nodes", "JsonNode", "NodeCodec<global::System.Text.Json.Nodes.JsonNode>", Any, Note: "Anything, kept as it is."),
        new("System.Text.Json.Nodes", "JsonValue", "NodeCodec<global::System.Text.Json.Nodes.JsonValue>", Any, Note: "Any scalar; the schema cannot say so."),
        new("System.Text.Json.Nodes", "JsonObject", "NodeCodec<global::System.Text.Json.Nodes.JsonObject>", AnyObject),
        new("System.Text.Json.Nodes", "JsonArray", "NodeCodec<global::System.Text.Json.Nodes.JsonArray>", new() { Type = "array", Items = Any }),
        new("Kube", "IntOrString", "", IntOrString),
        new("Kube", "Quantity", "", Quantity),
        new("Kube", "GoDuration", "", Text("duration")),
        new("Kube", "MicroTime", "", Text("date-time")),
        new("Kube", "ObjectMeta", "", new() { Type = "object", XPreserveUnknownFields = true }, Note: "An embedded resource checks its own metadata."),
        new("Kube", "DynamicResource", "", new() { Type = "object", XEmbeddedResource = true, XPreserveUnknownFields = true }, Note: "Any whole object."),
    ];

    /// <summary>Numbers that do not fit: an API server reads integers into 64 bits and all other numbers into a double.</summary>
    public static readonly RefusedRow[] Refused =
    [
        new("Int128", "long, or string with [RegularExpression(\"-?[0-9]+\")]", "beyond 64 bits the last digits are lost"),
        new("UInt128", "long, or string with [RegularExpression(\"[0-9]+\")]", "beyond 64 bits the last digits are lost"),
        new("BigInteger", "long, or string with [RegularExpression(\"-?[0-9]+\")]", "beyond 64 bits the last digits are lost; System.Text.Json has no form for it"),
        new("IntPtr", "long", "its size is that of the machine; System.Text.Json has no form for it"),
        new("UIntPtr", "long", "its size is that of the machine; System.Text.Json has no form for it"),
    ];

    /// <summary>The collections.</summary>
    public static readonly CollectionRow[] Collections =
    [
        new("System.Collections.Generic", "IEnumerable`1", "ArrayCodec<{1}, {2}>", CollectionKind.List),
        new("System.Collections.Generic", "IReadOnlyCollection`1", "ArrayCodec<{1}, {2}>", CollectionKind.List),
        new("System.Collections.Generic", "IReadOnlyList`1", "ArrayCodec<{1}, {2}>", CollectionKind.List),
        new("System.Collections.Generic", "ICollection`1", "ListCodec<{1}, {2}>", CollectionKind.List),
        new("System.Collections.Generic", "IList`1", "ListCodec<{1}, {2}>", CollectionKind.List),
        new("System.Collections.Generic", "List`1", "ListCodec<{1}, {2}>", CollectionKind.List),
        new("System.Collections.Generic", "IReadOnlySet`1", "SetCodec<{1}, {2}>", CollectionKind.Set),
        new("System.Collections.Generic", "ISet`1", "SetCodec<{1}, {2}>", CollectionKind.Set),
        new("System.Collections.Generic", "HashSet`1", "SetCodec<{1}, {2}>", CollectionKind.Set),
        new("System.Collections.Generic", "SortedSet`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.Set),
        new("System.Collections.Frozen", "FrozenSet`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.Set),
        new("System.Collections.Immutable", "ImmutableArray`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.List),
        new("System.Collections.Immutable", "ImmutableList`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.List),
        new("System.Collections.Immutable", "IImmutableList`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.List),
        new("System.Collections.Immutable", "ImmutableHashSet`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.Set),
        new("System.Collections.Immutable", "ImmutableSortedSet`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.Set),
        new("System.Collections.Immutable", "IImmutableSet`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.Set),
        new("System.Collections.ObjectModel", "Collection`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.List),
        new("System.Collections.ObjectModel", "ReadOnlyCollection`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.List),
        new("System", "ReadOnlyMemory`1", "AsCodec<{0}, global::Kube.Json.CollectionCodec<{1}, {2}>>", CollectionKind.List),
        new("System.Collections.Generic", "IReadOnlyDictionary`2", "MapCodec<{1}, {2}, {3}, {4}>", CollectionKind.Map),
        new("System.Collections.Generic", "IDictionary`2", "DictionaryCodec<{1}, {2}, {3}, {4}>", CollectionKind.Map),
        new("System.Collections.Generic", "Dictionary`2", "DictionaryCodec<{1}, {2}, {3}, {4}>", CollectionKind.Map),
        new("System.Collections.Generic", "SortedDictionary`2", "AsCodec<{0}, global::Kube.Json.DictionaryCodec<{1}, {2}, {3}, {4}>>", CollectionKind.Map),
        new("System.Collections.Frozen", "FrozenDictionary`2", "AsCodec<{0}, global::Kube.Json.DictionaryCodec<{1}, {2}, {3}, {4}>>", CollectionKind.Map),
        new("System.Collections.Immutable", "ImmutableDictionary`2", "AsCodec<{0}, global::Kube.Json.DictionaryCodec<{1}, {2}, {3}, {4}>>", CollectionKind.Map),
        new("System.Collections.Immutable", "ImmutableSortedDictionary`2", "AsCodec<{0}, global::Kube.Json.DictionaryCodec<{1}, {2}, {3}, {4}>>", CollectionKind.Map),
        new("System.Collections.Immutable", "IImmutableDictionary`2", "AsCodec<{0}, global::Kube.Json.DictionaryCodec<{1}, {2}, {3}, {4}>>", CollectionKind.Map),
        new("System.Collections.ObjectModel", "ReadOnlyDictionary`2", "AsCodec<{0}, global::Kube.Json.DictionaryCodec<{1}, {2}, {3}, {4}>>", CollectionKind.Map),
    ];

    /// <summary>Bytes, which are text on the wire though they are a list in C#.</summary>
    /// <remarks>An API server's <c>byte</c> refuses the empty text, which is what no bytes are.</remarks>
    public static readonly JsonSchemaProps Base64 = new()
    {
        Type = "string",
        AnyOf = new[] { new JsonSchemaProps { Format = "byte" }, new JsonSchemaProps { MaxLength = 0 } },
    };

    private static readonly Dictionary<string, TypeRow> ByName = Rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
    private static readonly Dictionary<string, CollectionRow> CollectionByName = Collections.ToDictionary(row => row.Name, StringComparer.Ordinal);

    /// <summary>The row of a scalar or free-form type, if it has one.</summary>
    public static TypeRow? Find(ITypeSymbol type) =>
        ByName.TryGetValue(type.MetadataName, out var row) && type.ContainingType is null && type.ContainingNamespace.IsIn(row.Space) ? row : null;

    /// <summary>The row of a collection, if it is one.</summary>
    public static CollectionRow? FindCollection(INamedTypeSymbol type) =>
        type.Arity > 0 && CollectionByName.TryGetValue(type.MetadataName, out var row) && type.ContainingType is null && type.ContainingNamespace.IsIn(row.Space) ? row : null;
}
