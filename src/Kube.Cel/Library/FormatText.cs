using System.Globalization;
using System.Text;
using Kube.Cel.Kubernetes;

namespace Kube.Cel.Library;

/// <summary><c>"%s is %d".format([…])</c> as the strings library's version 2 has it: decimals in the manner of en-US.</summary>
internal static class FormatText
{
    private const int MaxPrecision = 1000;
    private const long MaxText = 16 * 1024 * 1024;
    private const string Superscripts = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

    public static CelValue Format(string pattern, CelList arguments)
    {
        var result = new StringBuilder();
        var error = FormatPattern.Walk(
            pattern,
            text => result.Append(text),
            (index, clause) =>
            {
                if (index >= arguments.Count)
                {
                    return $"index {index} out of range";
                }

                var (text, failure) = Apply(clause, arguments[index]);
                result.Append(text);
                return failure is not null ? "error during formatting: " + failure
                    : result.Length > StringFunctions.MaxLength ? "string is too large" : null;
            },
            index => index >= arguments.Count ? $"index {index} out of range" : null);
        return error is null ? CelValue.String(result.ToString()) : CelValue.Error(error);
    }

    private static (string? Text, string? Error) Apply(FormatClause clause, in CelValue value)
    {
        if (value.IsError)
        {
            return (null, value.AsError.Message);
        }

        switch (clause.Verb)
        {
            case 's': return Text(value);
            case 'd' when value.Kind is CelKind.Int or CelKind.UInt: return (value.ToString(), null);
            case 'f' or 'e' when AsDouble(value) is { } number:
                return (clause.Verb == 'f' ? Fixed(number, clause.Precision ?? 6) : Scientific(number, clause.Precision ?? 6), null);
            case 'b' when value.Kind == CelKind.Bool: return (value.AsBool ? "1" : "0", null);
            case 'b' when value.Kind is CelKind.Int or CelKind.UInt: return (InBase(value, 2), null);
            case 'o' when value.Kind is CelKind.Int or CelKind.UInt: return (InBase(value, 8), null);
            case 'x' or 'X':
                {
                    var hex = value.Kind switch
                    {
                        CelKind.String => Hex(Encoding.UTF8.GetBytes(value.AsString)),
                        CelKind.Bytes => Hex(value.AsBytes),
                        CelKind.Int or CelKind.UInt => InBase(value, 16),
                        _ => null,
                    };
                    if (hex is not null)
                    {
                        return (clause.Verb == 'X' ? hex.ToUpperInvariant() : hex, null);
                    }

                    break;
                }
        }

        return (null, FormatPattern.WrongType(clause.Verb, value.RuntimeType.Name));
    }

    private static double? AsDouble(in CelValue value) => value.Kind switch
    {
        CelKind.Double => value.AsDouble,
        CelKind.String => value.AsString switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => null,
        },
        _ => null,
    };

    private static (string? Text, string? Error) Text(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.List or CelKind.Map:
                {
                    var room = MaxText;
                    return value.Kind == CelKind.List ? ListText(value.AsList, ref room) : MapText(value.AsMap, ref room);
                }

            case CelKind.Null: return ("null", null);
        }

        var converted = Conversions.ToText(value);
        return converted.IsError
            ? (null, value.Kind == CelKind.Bytes ? $"could not convert argument \"{converted.AsError.Message}\" to string" : FormatPattern.WrongType('s', value.RuntimeType.Name))
            : (converted.AsString, null);
    }

    private static (string? Text, string? Error) ListText(CelList list, ref long room)
    {
        var parts = new string[list.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (text, error) = Member(list[i], ref room);
            if (error is not null)
            {
                return (null, error);
            }

            parts[i] = text!;
        }

        return ($"[{string.Join(", ", parts)}]", null);
    }

    private static (string? Text, string? Error) MapText(CelMap map, ref long room)
    {
        var parts = new List<(string Key, string Value)>(map.Count);
        foreach (var key in map.Keys)
        {
            if (key.Kind is not (CelKind.String or CelKind.Bool or CelKind.Int or CelKind.UInt))
            {
                return (null, $"no formatting function for map key of type {key.RuntimeType.Name}");
            }

            var (keyText, _) = Member(key, ref room);
            var (text, error) = Member(map.TryGet(key, out var value) ? value : CelError.NoSuchKey(key), ref room);
            if (error is not null)
            {
                return (null, error);
            }

            parts.Add((keyText!, text!));
        }

        return ($"{{{string.Join(", ", parts.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + ":" + p.Value))}}}", null);
    }

    /// <summary>A value inside a list or map, written as a CEL literal.</summary>
    private static (string? Text, string? Error) Member(in CelValue value, ref long room)
    {
        // A nested list may hold the same list many times over; its text must end all the same.
        room -= value.Kind == CelKind.String ? value.AsString.Length + 1 : 1;
        if (room < 0)
        {
            return (null, "text is too large");
        }

        switch (value.Kind)
        {
            case CelKind.List: return ListText(value.AsList, ref room);
            case CelKind.Map: return MapText(value.AsMap, ref room);
            case CelKind.String: return (GoText.Quote(value.AsString), null);
            case CelKind.Timestamp: return ($"timestamp(\"{value}\")", null);
            case CelKind.Duration: return ($"duration(\"{value}\")", null);
            case CelKind.Double when double.IsNaN(value.AsDouble) || double.IsInfinity(value.AsDouble): return ($"\"{value}\"", null);
            case CelKind.Double: return (value.AsDouble.ToString("F6", CultureInfo.InvariantCulture), null);
            case CelKind.Bytes:
                {
                    var (text, error) = Text(value);
                    return (text is null ? null : "b" + GoText.Quote(text), error);
                }

            case CelKind.Error: return (null, value.AsError.Message);
            case CelKind.Optional or CelKind.Opaque: return (null, $"no formatting function for {value.RuntimeType.Name}");
            default: return Text(value);
        }
    }

    private static string? Special(double number) =>
        double.IsNaN(number) ? "NaN" : double.IsPositiveInfinity(number) ? "\u221e" : double.IsNegativeInfinity(number) ? "-\u221e" : null;

    private static string Fixed(double number, int precision) =>
        Special(number) ?? number.ToString("N" + Math.Min(precision, MaxPrecision), CultureInfo.InvariantCulture);

    private static string Scientific(double number, int precision)
    {
        if (Special(number) is { } special)
        {
            return special;
        }

        var text = number.ToString("e" + Math.Min(precision, MaxPrecision), CultureInfo.InvariantCulture);
        var mark = text.IndexOf('e');
        var exponent = int.Parse(text.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var result = new StringBuilder(text, 0, mark, mark + 12).Append("\u00d710");
        if (exponent < 0)
        {
            result.Append('\u207b');
        }

        foreach (var digit in Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture))
        {
            result.Append(Superscripts[digit - '0']);
        }

        return result.ToString();
    }

    private static string InBase(in CelValue value, int radix)
    {
        var negative = value.Kind == CelKind.Int && value.AsInt < 0;
        var magnitude = negative ? unchecked(0 - (ulong)value.AsInt) : value.AsUInt;
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, "0123456789abcdef"[(int)(magnitude % (ulong)radix)]);
            magnitude /= (ulong)radix;
        }
        while (magnitude != 0);

        return (negative ? "-" : "") + digits;
    }

    private static string Hex(byte[] bytes) => string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
