using Kube.Cel;
using Kube.Schema.Crds;

namespace Kube.Schema.Rules;

/// <summary>What values of a schema node are to CEL.</summary>
internal enum NodeKind
{
    /// <summary>No type CEL knows.</summary>
    Unknown,

    /// <summary>x-kubernetes-preserve-unknown-fields without a type: kept, compared as a whole, never looked into.</summary>
    Preserved,
    IntOrString,

    /// <summary>An object with properties.</summary>
    Object,

    /// <summary>An object with additionalProperties.</summary>
    Map,

    /// <summary>An object with neither: nothing of it is visible.</summary>
    Opaque,
    List,
    String,
    Bytes,
    Duration,
    Date,
    DateTime,
    Number,
    Integer,
    Boolean,
}

/// <summary>A schema node with its CEL type: how rules see the values (crd-rules §2.2). Immutable; the tree is made once a schema.</summary>
internal sealed class SchemaNode
{
    public SchemaNode(JsonSchemaProps schema, NodeKind kind, SizedType? declared)
    {
        Schema = schema;
        Kind = kind;
        Declared = declared;
    }

    public JsonSchemaProps Schema { get; }

    public NodeKind Kind { get; }

    /// <summary>The CEL type with sizes; null when the node is not exposed to CEL.</summary>
    public SizedType? Declared { get; }

    /// <summary>Properties by their names in JSON, the always accessible ones of a resource root included.</summary>
    public Dictionary<string, SchemaNode> Properties { get; init; } = [];

    /// <summary>The fields of the CEL type, each at its <see cref="CelField.HostIndex"/>.</summary>
    public CelField[] Fields { get; init; } = [];

    /// <summary>The nodes of <see cref="Fields"/>, in their order.</summary>
    public SchemaNode[] FieldNodes { get; init; } = [];

    public SchemaNode? Items { get; init; }

    public SchemaNode? AdditionalProperties { get; init; }

    /// <summary>For a map list: the JSON names of its keys.</summary>
    public IReadOnlyList<string> ListMapKeys { get; init; } = [];

    /// <summary>Whether this node or one below it has rules.</summary>
    public bool HasRules { get; init; }

    /// <summary>The word an error prints for a value that cannot be printed.</summary>
    public string TypeName => Schema.Type ?? "";
}
