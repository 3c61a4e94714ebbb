using System.Globalization;
using Kube.Cel.Kubernetes;

namespace Kube.Cel;

/// <summary>What kind of value a <see cref="CelValue"/> holds.</summary>
public enum CelKind : byte
{
    /// <summary>null.</summary>
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

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A moment.</summary>
    Timestamp,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map, or an object of the host.</summary>
    Map,

    /// <summary>A type.</summary>
    Type,

    /// <summary>A value that may be absent.</summary>
    Optional,

    /// <summary>A value of a library type: URL, quantity, IP address, …</summary>
    Opaque,

    /// <summary>The reason why there is no value.</summary>
    Error,
}

/// <summary>A value at run time. Scalars live in the struct itself, so that arithmetic does not allocate.</summary>
public readonly struct CelValue
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, object? reference, long bits, int nanos = 0)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
        _nanos = nanos;
    }

    /// <summary>null; also the default value of the struct.</summary>
    public static CelValue Null => default;

    /// <summary>true.</summary>
    public static CelValue True => new(CelKind.Bool, null, 1);

    /// <summary>false.</summary>
    public static CelValue False => new(CelKind.Bool, null, 0);

    /// <summary>An optional without a value.</summary>
    public static CelValue OptionalNone { get; } = new(CelKind.Optional, null, 0);

    /// <summary>The kind, which says which of the <c>As…</c> properties may be read.</summary>
    public CelKind Kind { get; }

    /// <summary>The value of a <see cref="CelKind.Bool"/>.</summary>
    public bool AsBool => _bits != 0;

    /// <summary>The value of a <see cref="CelKind.Int"/>.</summary>
    public long AsInt => _bits;

    /// <summary>The value of a <see cref="CelKind.UInt"/>.</summary>
    public ulong AsUInt => (ulong)_bits;

    /// <summary>The value of a <see cref="CelKind.Double"/>.</summary>
    public double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The value of a <see cref="CelKind.String"/>.</summary>
    public string AsString => (string)_reference!;

    /// <summary>The value of a <see cref="CelKind.Bytes"/>; not to be changed.</summary>
    public byte[] AsBytes => (byte[])_reference!;

    /// <summary>The nanoseconds of a <see cref="CelKind.Duration"/>.</summary>
    public long AsNanoseconds => _bits;

    /// <summary>Seconds since 1970-01-01T00:00:00Z of a <see cref="CelKind.Timestamp"/>.</summary>
    public long UnixSeconds => _bits;

    /// <summary>The fraction of the second of a <see cref="CelKind.Timestamp"/>, 0 to 999,999,999.</summary>
    public int Nanos => _nanos;

    /// <summary>The value of a <see cref="CelKind.Timestamp"/>, with the offset it was written with.</summary>
    public Timestamp AsTimestamp => new(_bits, _nanos, _reference is int offset ? offset : 0);

    /// <summary>The value of a <see cref="CelKind.List"/>.</summary>
    public CelList AsList => (CelList)_reference!;

    /// <summary>The value of a <see cref="CelKind.Map"/>.</summary>
    public CelMap AsMap => (CelMap)_reference!;

    /// <summary>The value of a <see cref="CelKind.Type"/>.</summary>
    public CelType AsType => (CelType)_reference!;

    /// <summary>The value of a <see cref="CelKind.Opaque"/>.</summary>
    public CelOpaque AsOpaque => (CelOpaque)_reference!;

    /// <summary>The reason, for <see cref="CelKind.Error"/>.</summary>
    public CelError AsError => (CelError)_reference!;

    /// <summary>True for <see cref="CelKind.Error"/>.</summary>
    public bool IsError => Kind == CelKind.Error;

    /// <summary>True for the bool true, false for anything else.</summary>
    public bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    /// <summary>True for the bool false, false for anything else.</summary>
    public bool IsFalse => Kind == CelKind.Bool && _bits == 0;

    /// <summary>Whether an optional holds a value.</summary>
    public bool HasOptionalValue => _reference is not null;

    /// <summary>The value an optional holds; call only when <see cref="HasOptionalValue"/>.</summary>
    public CelValue OptionalValue => ((Box)_reference!).Value;

    /// <summary>The value's run-time type.</summary>
    public CelType RuntimeType => Kind switch
    {
        CelKind.Null => CelType.Null,
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.UInt => CelType.UInt,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.Timestamp => CelType.Timestamp,
        CelKind.Duration => CelType.Duration,
        CelKind.List => CelType.AnyList,
        CelKind.Map => CelType.AnyMap,
        CelKind.Type => CelType.Type,
        CelKind.Optional => CelType.AnyOptional,
        CelKind.Opaque => AsOpaque.Type,
        _ => CelType.Error,
    };

    /// <summary>A bool.</summary>
    public static CelValue Bool(bool value) => new(CelKind.Bool, null, value ? 1 : 0);

    /// <summary>An int.</summary>
    public static CelValue Int(long value) => new(CelKind.Int, null, value);

    /// <summary>A uint.</summary>
    public static CelValue UInt(ulong value) => new(CelKind.UInt, null, (long)value);

    /// <summary>A double.</summary>
    public static CelValue Double(double value) => new(CelKind.Double, null, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A string.</summary>
    public static CelValue String(string value) => new(CelKind.String, value, 0);

    /// <summary>Bytes; the array must not be changed afterwards.</summary>
    public static CelValue Bytes(byte[] value) => new(CelKind.Bytes, value, 0);

    /// <summary>A duration in nanoseconds.</summary>
    public static CelValue Duration(long nanoseconds) => new(CelKind.Duration, null, nanoseconds);

    /// <summary>A moment.</summary>
    public static CelValue Timestamp(Timestamp value) =>
        new(CelKind.Timestamp, value.OffsetSeconds == 0 ? null : (object)value.OffsetSeconds, value.UnixSeconds, value.Nanoseconds);

    /// <summary>A list.</summary>
    public static CelValue List(CelList value) => new(CelKind.List, value, 0);

    /// <summary>A list of the given values.</summary>
    public static CelValue List(params CelValue[] values) => new(CelKind.List, new CelArrayList(values), 0);

    /// <summary>A map.</summary>
    public static CelValue Map(CelMap value) => new(CelKind.Map, value, 0);

    /// <summary>A type.</summary>
    public static CelValue Type(CelType value) => new(CelKind.Type, value, 0);

    /// <summary>A value of a library type.</summary>
    public static CelValue Opaque(CelOpaque value) => new(CelKind.Opaque, value, 0);

    /// <summary>An optional that holds <paramref name="value"/>.</summary>
    public static CelValue Optional(CelValue value) => new(CelKind.Optional, new Box(value), 0);

    /// <summary>No value, because of <paramref name="message"/>.</summary>
    public static CelValue Error(string message) => new(CelKind.Error, new CelError(message), 0);

    /// <summary>No value, because of <paramref name="error"/>.</summary>
    public static CelValue Error(CelError error) => new(CelKind.Error, error, 0);

    /// <summary>The error of a function or an operator that does not take values of these kinds.</summary>
    public static CelValue NoSuchOverload => CelError.NoSuchOverload;

    /// <summary>CEL's <c>==</c>: true, false, or an error.</summary>
    public CelValue EqualTo(in CelValue other) => Equality.Compare(this, other);

    /// <summary>The value for messages: strings bare, lists and maps in brackets.</summary>
    public override string ToString() => Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => AsBool ? "true" : "false",
        CelKind.Int => _bits.ToString(CultureInfo.InvariantCulture),
        CelKind.UInt => AsUInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => NumberFormat.General(AsDouble),
        CelKind.String => AsString,
        CelKind.Bytes => System.Text.Encoding.UTF8.GetString(AsBytes),
        CelKind.Timestamp => AsTimestamp.ToString(),
        CelKind.Duration => new GoDuration(_bits).ToCelString(),
        CelKind.List or CelKind.Map => ValueText.Of(this),
        CelKind.Type => AsType.Name,
        CelKind.Optional => ValueText.Of(this),
        CelKind.Opaque => AsOpaque.ToString() ?? AsOpaque.Type.Name,
        _ => AsError.Message,
    };

    private sealed class Box(CelValue value)
    {
        public CelValue Value { get; } = value;
    }
}
