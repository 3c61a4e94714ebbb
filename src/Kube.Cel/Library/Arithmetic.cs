namespace Kube.Cel.Library;

/// <summary>What the operators do, for whatever values they meet at run time.</summary>
internal static class Arithmetic
{
    private const int MaxTextLength = 64 * 1024 * 1024;

    public static CelValue Add(in CelValue a, in CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Numbers.Add(a.AsInt, b.AsInt),
        (CelKind.UInt, CelKind.UInt) => Numbers.Add(a.AsUInt, b.AsUInt),
        (CelKind.Double, CelKind.Double) => CelValue.Double(a.AsDouble + b.AsDouble),
        (CelKind.String, CelKind.String) => (long)a.AsString.Length + b.AsString.Length > MaxTextLength
            ? CelValue.Error("string is too large")
            : CelValue.String(a.AsString + b.AsString),
        (CelKind.Bytes, CelKind.Bytes) => (long)a.AsBytes.Length + b.AsBytes.Length > MaxTextLength
            ? CelValue.Error("bytes are too large")
            : CelValue.Bytes([.. a.AsBytes, .. b.AsBytes]),
        (CelKind.List, CelKind.List) => a.AsList.Append(b.AsList),
        (CelKind.Duration, CelKind.Duration) => OrDurationOverflow(Numbers.Add(a.AsNanoseconds, b.AsNanoseconds)),
        (CelKind.Timestamp, CelKind.Duration) => Moments.Add(a, b.AsNanoseconds),
        (CelKind.Duration, CelKind.Timestamp) => Moments.Add(b, a.AsNanoseconds),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Subtract(in CelValue a, in CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Numbers.Subtract(a.AsInt, b.AsInt),
        (CelKind.UInt, CelKind.UInt) => Numbers.Subtract(a.AsUInt, b.AsUInt),
        (CelKind.Double, CelKind.Double) => CelValue.Double(a.AsDouble - b.AsDouble),
        (CelKind.Duration, CelKind.Duration) => OrDurationOverflow(Numbers.Subtract(a.AsNanoseconds, b.AsNanoseconds)),
        (CelKind.Timestamp, CelKind.Duration) => Moments.Subtract(a, b.AsNanoseconds),
        (CelKind.Timestamp, CelKind.Timestamp) => Moments.Between(a, b),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Multiply(in CelValue a, in CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Numbers.Multiply(a.AsInt, b.AsInt),
        (CelKind.UInt, CelKind.UInt) => Numbers.Multiply(a.AsUInt, b.AsUInt),
        (CelKind.Double, CelKind.Double) => CelValue.Double(a.AsDouble * b.AsDouble),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Divide(in CelValue a, in CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Numbers.Divide(a.AsInt, b.AsInt),
        (CelKind.UInt, CelKind.UInt) => Numbers.Divide(a.AsUInt, b.AsUInt),
        (CelKind.Double, CelKind.Double) => CelValue.Double(a.AsDouble / b.AsDouble),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Modulo(in CelValue a, in CelValue b) => (a.Kind, b.Kind) switch
    {
        (CelKind.Int, CelKind.Int) => Numbers.Modulo(a.AsInt, b.AsInt),
        (CelKind.UInt, CelKind.UInt) => Numbers.Modulo(a.AsUInt, b.AsUInt),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Negate(in CelValue a) => a.Kind switch
    {
        CelKind.Int => Numbers.Negate(a.AsInt),
        CelKind.Double => CelValue.Double(-a.AsDouble),
        CelKind.Duration => OrDurationOverflow(Numbers.Negate(a.AsNanoseconds)),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Not(in CelValue a) => a.Kind == CelKind.Bool ? CelValue.Bool(!a.AsBool) : CelError.NoSuchOverload;

    public static CelValue Less(in CelValue a, in CelValue b) =>
        Ordering.TryCompare(a, b, out var order, out var error) ? CelValue.Bool(order < 0) : error;

    public static CelValue LessOrEqual(in CelValue a, in CelValue b) =>
        Ordering.TryCompare(a, b, out var order, out var error) ? CelValue.Bool(order <= 0) : error;

    public static CelValue Greater(in CelValue a, in CelValue b) =>
        Ordering.TryCompare(a, b, out var order, out var error) ? CelValue.Bool(order > 0) : error;

    public static CelValue GreaterOrEqual(in CelValue a, in CelValue b) =>
        Ordering.TryCompare(a, b, out var order, out var error) ? CelValue.Bool(order >= 0) : error;

    public static CelValue In(in CelValue value, in CelValue container) => container.Kind switch
    {
        CelKind.List => container.AsList.Contains(value),
        CelKind.Map when container.AsMap.TryGet(value, out var found) && found.IsError => found,
        CelKind.Map => CelValue.Bool(container.AsMap.TryGet(value, out _)),
        _ => CelError.NoSuchOverload,
    };

    public static CelValue Size(in CelValue value) => value.Kind switch
    {
        CelKind.String => CelValue.Int(CodePoints.Count(value.AsString)),
        CelKind.Bytes => CelValue.Int(value.AsBytes.Length),
        CelKind.List => CelValue.Int(value.AsList.Count),
        CelKind.Map => CelValue.Int(value.AsMap.Count),
        _ => CelError.NoSuchOverload,
    };

    private static CelValue OrDurationOverflow(in CelValue nanoseconds) =>
        nanoseconds.IsError ? CelError.DurationOverflow : CelValue.Duration(nanoseconds.AsInt);
}
