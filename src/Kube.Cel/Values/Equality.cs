namespace Kube.Cel;

/// <summary>CEL's <c>==</c>: numbers compare by value across kinds, values of different kinds are unequal.</summary>
internal static class Equality
{
    /// <summary>true, false, or an error.</summary>
    public static CelValue Compare(in CelValue left, in CelValue right)
    {
        if (left.IsError || right.IsError)
        {
            return left.IsError ? left : right;
        }

        if (left.Kind != right.Kind)
        {
            return CelValue.Bool(AreEqualNumbers(left, right));
        }

        return left.Kind switch
        {
            CelKind.Null => CelValue.True,
            CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Duration => CelValue.Bool(left.AsInt == right.AsInt),
            CelKind.Double => CelValue.Bool(left.AsDouble == right.AsDouble),
            CelKind.String => CompareTexts(left.AsString, right.AsString),
            CelKind.Bytes => CompareBytes(left.AsBytes, right.AsBytes),
            CelKind.Timestamp => CelValue.Bool(left.UnixSeconds == right.UnixSeconds && left.Nanos == right.Nanos),
            CelKind.List => EvaluationWork.TrySpend(left.AsList.Count + 1L) ? left.AsList.EqualTo(right.AsList) : EvaluationWork.TooLarge,
            CelKind.Map => EvaluationWork.TrySpend(left.AsMap.Count + 1L) ? left.AsMap.EqualTo(right.AsMap) : EvaluationWork.TooLarge,
            CelKind.Type => CelValue.Bool(left.AsType.Name == right.AsType.Name),
            CelKind.Optional when left.HasOptionalValue && right.HasOptionalValue => Compare(left.OptionalValue, right.OptionalValue),
            CelKind.Optional => CelValue.Bool(left.HasOptionalValue == right.HasOptionalValue),
            _ => left.AsOpaque.EqualTo(right.AsOpaque),
        };
    }

    // Texts of different lengths differ at once; equal ones are compared some dozens of characters at a time.
    private static CelValue CompareTexts(string left, string right) =>
        left.Length != right.Length ? CelValue.False
        : left.Length > 64 && !EvaluationWork.TrySpend(left.Length / 32) ? EvaluationWork.TooLarge
        : CelValue.Bool(string.Equals(left, right, StringComparison.Ordinal));

    private static CelValue CompareBytes(byte[] left, byte[] right) =>
        left.Length != right.Length ? CelValue.False
        : left.Length > 64 && !EvaluationWork.TrySpend(left.Length / 4) ? EvaluationWork.TooLarge
        : CelValue.Bool(Ordering.Compare(left, right) == 0);

    private static bool AreEqualNumbers(in CelValue left, in CelValue right) => (left.Kind, right.Kind) switch
    {
        (CelKind.Int, CelKind.UInt) => Numbers.Compare(left.AsInt, right.AsUInt) == 0,
        (CelKind.UInt, CelKind.Int) => Numbers.Compare(right.AsInt, left.AsUInt) == 0,
        (CelKind.Double, CelKind.Int) => !double.IsNaN(left.AsDouble) && Numbers.Compare(left.AsDouble, right.AsInt) == 0,
        (CelKind.Int, CelKind.Double) => !double.IsNaN(right.AsDouble) && Numbers.Compare(right.AsDouble, left.AsInt) == 0,
        (CelKind.Double, CelKind.UInt) => !double.IsNaN(left.AsDouble) && Numbers.Compare(left.AsDouble, right.AsUInt) == 0,
        (CelKind.UInt, CelKind.Double) => !double.IsNaN(right.AsDouble) && Numbers.Compare(right.AsDouble, left.AsUInt) == 0,
        _ => false,
    };
}

/// <summary>CEL's order: numbers across kinds, text by code point, bytes, bools, moments and spans.</summary>
internal static class Ordering
{
    /// <summary>Sets <paramref name="order"/> to -1, 0 or 1, or returns why there is no order.</summary>
    public static bool TryCompare(in CelValue left, in CelValue right, out int order, out CelValue error)
    {
        order = 0;
        error = default;
        if ((left.Kind == CelKind.Double && double.IsNaN(left.AsDouble)) || (right.Kind == CelKind.Double && double.IsNaN(right.AsDouble)))
        {
            error = IsNumber(left) && IsNumber(right) ? CelError.NaNOrder : CelError.NoSuchOverload;
            return false;
        }

        int? result = (left.Kind, right.Kind) switch
        {
            (CelKind.Int, CelKind.Int) => left.AsInt.CompareTo(right.AsInt),
            (CelKind.UInt, CelKind.UInt) => left.AsUInt.CompareTo(right.AsUInt),
            (CelKind.Double, CelKind.Double) => left.AsDouble.CompareTo(right.AsDouble),
            (CelKind.Int, CelKind.UInt) => Numbers.Compare(left.AsInt, right.AsUInt),
            (CelKind.UInt, CelKind.Int) => -Numbers.Compare(right.AsInt, left.AsUInt),
            (CelKind.Double, CelKind.Int) => Numbers.Compare(left.AsDouble, right.AsInt),
            (CelKind.Int, CelKind.Double) => -Numbers.Compare(right.AsDouble, left.AsInt),
            (CelKind.Double, CelKind.UInt) => Numbers.Compare(left.AsDouble, right.AsUInt),
            (CelKind.UInt, CelKind.Double) => -Numbers.Compare(right.AsDouble, left.AsUInt),
            (CelKind.String, CelKind.String) => CodePoints.Compare(left.AsString, right.AsString),
            (CelKind.Bytes, CelKind.Bytes) => Compare(left.AsBytes, right.AsBytes),
            (CelKind.Bool, CelKind.Bool) => left.AsBool.CompareTo(right.AsBool),
            (CelKind.Duration, CelKind.Duration) => left.AsNanoseconds.CompareTo(right.AsNanoseconds),
            (CelKind.Timestamp, CelKind.Timestamp) =>
                left.UnixSeconds != right.UnixSeconds ? left.UnixSeconds.CompareTo(right.UnixSeconds) : left.Nanos.CompareTo(right.Nanos),
            _ => null,
        };
        if (result is { } found)
        {
            order = Math.Sign(found);
            return true;
        }

        error = left.IsError ? left : right.IsError ? right : CelError.NoSuchOverload;
        return false;
    }

    public static bool IsComparable(CelKind kind) => kind is CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.String or CelKind.Bytes
        or CelKind.Bool or CelKind.Duration or CelKind.Timestamp;

    public static int Compare(byte[] left, byte[] right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return left[i].CompareTo(right[i]);
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static bool IsNumber(in CelValue value) => value.Kind is CelKind.Int or CelKind.UInt or CelKind.Double;
}
