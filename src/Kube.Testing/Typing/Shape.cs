using Kube.Schema.Json;

namespace Kube.Testing.Typing;

/// <summary>What a value is, as far as merging is concerned.</summary>
internal enum ShapeKind
{
    /// <summary>Merged as a whole.</summary>
    Scalar,

    /// <summary>Fields or entries.</summary>
    Map,

    /// <summary>Items.</summary>
    List,

    /// <summary>Nothing is known: objects merge by key, lists and scalars as a whole.</summary>
    Any,
}

/// <summary>How the items of a list are told apart.</summary>
internal enum ListIdentity
{
    /// <summary>Not at all: the list is one value.</summary>
    Atomic,

    /// <summary>By their value.</summary>
    Set,

    /// <summary>By some of their fields.</summary>
    Map,
}

/// <summary>How values of a type merge: what server-side apply, strategic merge and strict decoding need to know of a schema.</summary>
internal sealed class Shape
{
    // First, since the shapes below use it.
    private static readonly IReadOnlyDictionary<string, Shape> NoFields = new Dictionary<string, Shape>();

    public static readonly Shape Any = new() { Kind = ShapeKind.Any };

    public static readonly Shape String = new() { Scalar = "string" };

    private readonly Func<Shape>? _target;
    private Shape? _resolved;

    public Shape()
    {
    }

    private Shape(Func<Shape> target) => _target = target;

    public ShapeKind Kind { get; init; } = ShapeKind.Scalar;

    /// <summary>The JSON type of a scalar (<c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>), or none where any will do.</summary>
    public string? Scalar { get; init; }

    /// <summary>The format of a scalar, such as <c>date-time</c>, <c>byte</c> or <c>int-or-string</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The declared fields of a map.</summary>
    public IReadOnlyDictionary<string, Shape> Fields { get; init; } = NoFields;

    /// <summary>The declared fields that must be there.</summary>
    public IReadOnlySet<string> Required { get; init; } = new HashSet<string>();

    /// <summary>The shape of undeclared entries of a map, or of a list's items; none where a map has no others.</summary>
    public Shape? Element { get; init; }

    /// <summary>Whether a map is one value.</summary>
    public bool IsAtomic { get; init; }

    public ListIdentity Identity { get; init; }

    /// <summary>The fields that tell the items of a map list apart.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What a key field counts as where an item leaves it out.</summary>
    public IReadOnlyDictionary<string, JsonValue> KeyDefaults { get; init; } = new Dictionary<string, JsonValue>();

    /// <summary>The strategies of a strategic merge patch: <c>merge</c>, <c>replace</c>, <c>retainKeys</c>.</summary>
    public string PatchStrategy { get; init; } = "";

    /// <summary>The field by which a strategic merge patch tells items apart.</summary>
    public string? PatchMergeKey { get; init; }

    /// <summary>The named type this shape refers to, or none.</summary>
    public string? TypeName { get; private init; }

    /// <summary>This shape with references followed.</summary>
    public Shape Resolved => _target is null ? this : _resolved ??= _target().Resolved;

    /// <summary>A reference, followed when it is first needed (types may contain themselves).</summary>
    public static Shape Reference(string typeName, Func<Shape> target, string patchStrategy = "") =>
        new(target) { TypeName = typeName, PatchStrategy = patchStrategy };

    /// <summary>The shape of a map's entry, or none where it is not declared.</summary>
    public Shape? Entry(string name) => Fields.TryGetValue(name, out var field) ? field : Element;

    /// <summary>What is known of <paramref name="value"/>: for <see cref="ShapeKind.Any"/> that follows from the value itself.</summary>
    public Shape For(JsonValue? value)
    {
        var shape = Resolved;
        return shape.Kind != ShapeKind.Any
            ? shape
            : value switch
            {
                JsonObject => DeducedMap,
                JsonArray => DeducedList,
                _ => DeducedScalar,
            };
    }

    private static readonly Shape DeducedMap = new() { Kind = ShapeKind.Map, Element = Any };

    private static readonly Shape DeducedList = new() { Kind = ShapeKind.List, Element = Any };

    private static readonly Shape DeducedScalar = new();
}
