using System.Globalization;
using System.Text;
using Kube.Cel.Kubernetes;

namespace Kube.Cel.Library;

/// <summary>The conversions <c>int(x)</c>, <c>string(x)</c>, … with the reference implementation's parsing rules and errors.</summary>
internal static class Conversions
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static CelValue ToInt(in CelValue value) => value.Kind switch
    {
        CelKind.Int => value,
        CelKind.UInt => value.AsUInt > long.MaxValue ? CelError.IntOverflow : CelValue.Int((long)value.AsUInt),
        CelKind.Double => Numbers.ToInt(value.AsDouble),
        CelKind.String => long.TryParse(value.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && EndsInDigit(value.AsString) && !char.IsWhiteSpace(value.AsString[0])
            ? CelValue.Int(number)
            : Fails(value, CelType.Int),
        CelKind.Timestamp => CelValue.Int(value.UnixSeconds),
        CelKind.Duration => CelValue.Int(value.AsNanoseconds),
        _ => Fails(value, CelType.Int),
    };

    public static CelValue ToUInt(in CelValue value) => value.Kind switch
    {
        CelKind.UInt => value,
        CelKind.Int => value.AsInt < 0 ? CelError.UIntOverflow : CelValue.UInt((ulong)value.AsInt),
        CelKind.Double => Numbers.ToUInt(value.AsDouble),
        CelKind.String => ulong.TryParse(value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && EndsInDigit(value.AsString)
            ? CelValue.UInt(number)
            : Fails(value, CelType.UInt),
        _ => Fails(value, CelType.UInt),
    };

    public static CelValue ToDouble(in CelValue value) => value.Kind switch
    {
        CelKind.Double => value,
        CelKind.Int => CelValue.Double(value.AsInt),
        CelKind.UInt => CelValue.Double(value.AsUInt),
        CelKind.String => TryParseDouble(value.AsString, out var number) ? CelValue.Double(number) : Fails(value, CelType.Double),
        _ => Fails(value, CelType.Double),
    };

    public static CelValue ToBool(in CelValue value) => value.Kind switch
    {
        CelKind.Bool => value,
        CelKind.String => value.AsString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
            _ => Fails(value, CelType.Bool),
        },
        _ => Fails(value, CelType.Bool),
    };

    public static CelValue ToText(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.String:
                return value;
            case CelKind.Bytes:
                try
                {
                    return CelValue.String(StrictUtf8.GetString(value.AsBytes));
                }
                catch (DecoderFallbackException)
                {
                    return CelValue.Error("invalid UTF-8 in bytes, cannot convert to string");
                }

            case CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.Timestamp or CelKind.Duration or CelKind.Type:
                return CelValue.String(value.ToString());
            default:
                return Fails(value, CelType.String);
        }
    }

    public static CelValue ToBytes(in CelValue value) => value.Kind switch
    {
        CelKind.Bytes => value,
        CelKind.String => CelValue.Bytes(Encoding.UTF8.GetBytes(value.AsString)),
        _ => Fails(value, CelType.Bytes),
    };

    public static CelValue ToTimestamp(in CelValue value) => value.Kind switch
    {
        CelKind.Timestamp => value,
        CelKind.Int => Moments.At(value.AsInt),
        CelKind.String => !Timestamp.TryParse(value.AsString, out var moment) ? Fails(value, CelType.Timestamp)
            : moment.IsInRange ? CelValue.Timestamp(moment) : CelError.TimestampOverflow,
        _ => Fails(value, CelType.Timestamp),
    };

    public static CelValue ToDuration(in CelValue value) => value.Kind switch
    {
        CelKind.Duration => value,
        CelKind.Int => CelValue.Duration(value.AsInt),
        CelKind.String => GoDuration.TryParse(value.AsString, out var span) ? CelValue.Duration(span.Nanoseconds) : Fails(value, CelType.Duration),
        _ => Fails(value, CelType.Duration),
    };

    private static CelValue Fails(in CelValue value, CelType target) =>
        CelValue.Error($"type conversion error from '{value.RuntimeType}' to '{target}'");

    // .NET forgives NULs behind a number, Go does not.
    private static bool EndsInDigit(string text) => text[text.Length - 1] is >= '0' and <= '9';

    /// <summary>Go's <c>strconv.ParseFloat</c> as far as decimal numbers go, with its names of the special values.</summary>
    private static bool TryParseDouble(string text, out double number)
    {
        number = 0;
        var magnitude = text.TrimStart('+', '-');
        if (text.Length - magnitude.Length > 1 || magnitude.Length == 0)
        {
            return false;
        }

        var negative = text[0] == '-';
        if (magnitude.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            number = double.NaN;
            return text.Length == 3;
        }

        if (magnitude.Equals("inf", StringComparison.OrdinalIgnoreCase) || magnitude.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            number = negative ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        if (!magnitude.Any(char.IsDigit) || magnitude.Any(c => c is not ((>= '0' and <= '9') or '.' or 'e' or 'E' or '+' or '-'))
            || !double.TryParse(magnitude, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            || double.IsInfinity(number))
        {
            return false;
        }

        number = negative ? -number : number;
        return true;
    }
}
