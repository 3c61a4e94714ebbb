namespace Kube.Cel;

/// <summary>What kind of type a <see cref="CelType"/> is.</summary>
public enum CelTypeKind
{
    /// <summary>Only known at run time.</summary>
    Dyn,

    /// <summary>The type of <c>null</c>.</summary>
    Null,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>64-bit signed integer.</summary>
    Int,

    /// <summary>64-bit unsigned integer.</summary>
    UInt,

    /// <summary>IEEE 754 double.</summary>
    Double,

    /// <summary>Unicode text.</summary>
    String,

    /// <summary>A sequence of bytes.</summary>
    Bytes,

    /// <summary>A moment, to the nanosecond.</summary>
    Timestamp,

    /// <summary>A span of time, to the nanosecond.</summary>
    Duration,

    /// <summary>A list; one parameter, the element type.</summary>
    List,

    /// <summary>A map; two parameters, key and value type.</summary>
    Map,

    /// <summary>A named type with fields, or one of Kubernetes' library types.</summary>
    Object,

    /// <summary>The type of a type.</summary>
    Type,

    /// <summary>A named type without fields, such as <c>optional_type(T)</c> or <c>net.IP</c>.</summary>
    Opaque,

    /// <summary>Stands for any one type in a function's signature.</summary>
    TypeParameter,

    /// <summary>What an expression that does not check has.</summary>
    Error,
}

/// <summary>The static type of an expression. Immutable.</summary>
public sealed class CelType : IEquatable<CelType>
{
    private const string OptionalName = "optional_type";

    private static readonly CelType[] None = [];

    private CelType(CelTypeKind kind, string name, CelType[] parameters, IReadOnlyDictionary<string, CelField>? fields = null, int variable = -1)
    {
        Kind = kind;
        Name = name;
        Args = parameters;
        Fields = fields;
        Variable = variable;
        HasVariables = kind == CelTypeKind.TypeParameter || Array.Exists(parameters, p => p.HasVariables);
    }

    /// <summary>Only known at run time; assignable to and from everything.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn", None);

    /// <summary>The type of <c>null</c>.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null_type", None);

    /// <summary>bool.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool", None);

    /// <summary>int.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int", None);

    /// <summary>uint.</summary>
    public static CelType UInt { get; } = new(CelTypeKind.UInt, "uint", None);

    /// <summary>double.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double", None);

    /// <summary>string.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string", None);

    /// <summary>bytes.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes", None);

    /// <summary>google.protobuf.Timestamp.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "google.protobuf.Timestamp", None);

    /// <summary>google.protobuf.Duration.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "google.protobuf.Duration", None);

    /// <summary>The type of types, whatever they are.</summary>
    public static CelType Type { get; } = new(CelTypeKind.Type, "type", None);

    /// <summary>A list of anything.</summary>
    public static CelType AnyList { get; } = List(Dyn);

    /// <summary>A map of anything.</summary>
    public static CelType AnyMap { get; } = Map(Dyn, Dyn);

    /// <summary>An optional of anything.</summary>
    public static CelType AnyOptional { get; } = Optional(Dyn);

    internal static CelType Error { get; } = new(CelTypeKind.Error, "!error!", None);

    /// <summary>The kind.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>The name without parameters, as <c>type(x)</c> shows it at run time.</summary>
    public string Name { get; }

    /// <summary>Element, key and value, or inner types.</summary>
    public IReadOnlyList<CelType> Parameters => Args;

    /// <summary>The fields of an object type by CEL name; null for all other types and for library types.</summary>
    public IReadOnlyDictionary<string, CelField>? Fields { get; }

    /// <summary>True for <c>optional_type(T)</c>.</summary>
    public bool IsOptional => Kind == CelTypeKind.Opaque && Name == OptionalName;

    internal CelType[] Args { get; }

    /// <summary>For a type parameter: its number.</summary>
    internal int Variable { get; }

    internal bool HasVariables { get; }

    internal bool IsDynOrError => Kind is CelTypeKind.Dyn or CelTypeKind.Error;

    /// <summary>list(element).</summary>
    public static CelType List(CelType element) => new(CelTypeKind.List, "list", [element]);

    /// <summary>map(key, value).</summary>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", [key, value]);

    /// <summary>optional_type(value).</summary>
    public static CelType Optional(CelType value) => new(CelTypeKind.Opaque, OptionalName, [value]);

    /// <summary>type(of): the type of the type <paramref name="of"/>.</summary>
    public static CelType TypeOf(CelType of) => new(CelTypeKind.Type, "type", [of]);

    /// <summary>A named type without visible fields.</summary>
    public static CelType Opaque(string name, params CelType[] parameters) => new(CelTypeKind.Opaque, name, parameters);

    /// <summary>A named type with fields; two object types are the same type when their names are.</summary>
    /// <param name="name">The name that error messages show; unique within an environment.</param>
    /// <param name="fields">The fields; empty for a library type of Kubernetes.</param>
    public static CelType Object(string name, IEnumerable<CelField> fields) =>
        new(CelTypeKind.Object, name, None, fields.ToDictionary(f => f.Name, StringComparer.Ordinal));

    internal static CelType Parameter(int number) => new(CelTypeKind.TypeParameter, "_var" + number, None, variable: number);

    internal CelType With(CelType[] parameters) => new(Kind, Name, parameters);

    /// <inheritdoc/>
    public bool Equals(CelType? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Kind != other.Kind || Variable != other.Variable || Args.Length != other.Args.Length
            || !string.Equals(Name, other.Name, StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < Args.Length; i++)
        {
            if (!Args[i].Equals(other.Args[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name) ^ Args.Length;

    /// <summary>The type as error messages show it: <c>list(map(string, int))</c>.</summary>
    public override string ToString()
    {
        var name = Kind switch
        {
            CelTypeKind.Null => "null",
            CelTypeKind.Timestamp => "timestamp",
            CelTypeKind.Duration => "duration",
            _ => Name,
        };
        return Args.Length == 0 ? name : name + "(" + string.Join(", ", Args.Select(a => a.ToString())) + ")";
    }
}
