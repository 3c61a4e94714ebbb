using System.Globalization;
using Kube.Schema.Json;

namespace Kube.Schema.Structural;

/// <summary>Bounds, multiples and ranges of numbers with the quirks of the server: bounds of integers are cut to integers, bounds that are out of the type's range are errors themselves.</summary>
internal static class NumberChecks
{
    private const double LargestSafe = (1L << 53) - 1;

    public static void Judge(JsonValue value, StructuralSchema schema, ValueValidator validator, ValueOutcome outcome)
    {
        var type = schema.Types is ["integer" or "number"] ? schema.Types[0] : "";
        var format = type.Length > 0 ? schema.Format ?? "" : "";
        var source = schema.Source;
        InRange(value, "Checked");
        if (source.MultipleOf is { } factor)
        {
            CheckMultiple(value, factor, InRange(factor, "MultipleOf"), validator, outcome);
        }

        // The server looks at the maximum first but tells the minimum first.
        if (source.Minimum is { } least)
        {
            var exclusive = source.ExclusiveMinimum;
            CheckBound(value, least, InRange(least, "Minimum boundary"), (a, b) => exclusive ? a <= b : a < b, (a, b) => exclusive ? a <= b : a < b, exclusive ? "greater than" : "greater than or equal to", validator, outcome);
        }

        if (source.Maximum is { } most)
        {
            var exclusive = source.ExclusiveMaximum;
            CheckBound(value, most, InRange(most, "Maximum boundary"), (a, b) => exclusive ? a >= b : a > b, (a, b) => exclusive ? a >= b : a > b, exclusive ? "less than" : "less than or equal to", validator, outcome);
        }

        outcome.MatchCount++;

        bool InRange(JsonValue number, string what)
        {
            if (Fits(number, type, format))
            {
                return true;
            }

            validator.FailRange(what, type, format, outcome);
            return false;
        }
    }

    /// <summary>Whether a double counts as an integer in JSON: whole, or as good as, and below 2^53.</summary>
    public static bool IsWhole(double value)
    {
        if (double.IsNaN(value) || Math.Abs(value) > LargestSafe)
        {
            return false;
        }

        var cut = Math.Abs((double)(long)value);
        var size = Math.Abs(value);
        return size.Equals(cut) || (size + cut > 0 && Math.Abs(size - cut) / (size + cut) < 1e-9);
    }

    /// <summary>Go's comparison of an enum's value with another: equal, or equal once converted to the enum value's type.</summary>
    public static bool EqualInGo(JsonValue value, JsonValue choice) => (value, choice) switch
    {
        (JsonNull, _) => false,
        (JsonInteger integer, JsonDouble number) => ((double)integer.Value).Equals(number.Value),
        (JsonDouble number, JsonInteger integer) => Math.Abs(number.Value) < long.MaxValue && (long)number.Value == integer.Value,
        _ => value == choice,
    };

    private static void CheckMultiple(JsonValue value, double factor, bool factorFits, ValueValidator validator, ValueOutcome outcome)
    {
        if (factorFits && value is JsonInteger integer)
        {
            var whole = Cut(factor);
            if (whole <= 0)
            {
                validator.FailFactor(JsonInteger.Of(whole), outcome);
            }
            else if (integer.Value % whole != 0)
            {
                validator.Fail(value, $"should be a multiple of {whole.ToString(CultureInfo.InvariantCulture)}", outcome);
            }

            return;
        }

        var number = AsDouble(value);
        if (factor <= 0)
        {
            validator.FailFactor(new JsonDouble(factor), outcome);
        }
        else if (!IsWhole(factor < 1 ? 1 / factor * number : number / factor))
        {
            validator.Fail(new JsonDouble(number), $"should be a multiple of {JsonNumber.FormatVerb(factor)}", outcome);
        }
    }

    private static void CheckBound(
        JsonValue value,
        double bound,
        bool boundFits,
        Func<long, long, bool> integersFail,
        Func<double, double, bool> doublesFail,
        string should,
        ValueValidator validator,
        ValueOutcome outcome)
    {
        if (boundFits && value is JsonInteger integer)
        {
            var whole = Cut(bound);
            if (integersFail(integer.Value, whole))
            {
                validator.Fail(value, $"should be {should} {whole.ToString(CultureInfo.InvariantCulture)}", outcome);
            }
        }
        else if (doublesFail(AsDouble(value), bound))
        {
            validator.Fail(new JsonDouble(AsDouble(value)), $"should be {should} {JsonNumber.FormatVerb(bound)}", outcome);
        }
    }

    private static bool Fits(JsonValue number, string type, string format)
    {
        var value = AsDouble(number);
        return (type, format) switch
        {
            ("integer", "int32") => number is JsonInteger { Value: >= int.MinValue and <= int.MaxValue } || (number is JsonDouble && value.Equals(Math.Floor(value)) && Math.Abs(value) <= int.MaxValue),
            ("integer", _) => number is JsonInteger || (value.Equals(Math.Floor(value)) && FitsInt64(value)),
            (_, "float") => Math.Abs(value) <= float.MaxValue,
            _ => true,
        };
    }

    // By its decimal text, as the server parses it: 2^63 itself prints as ...776000 and does not fit.
    private static bool FitsInt64(double value) => value is >= -9.223372036854775e18 and <= 9.223372036854775e18;

    private static long Cut(double bound) => bound >= long.MaxValue ? long.MaxValue : bound <= long.MinValue ? long.MinValue : (long)bound;

    private static double AsDouble(JsonValue value) => value is JsonInteger integer ? integer.Value : ((JsonDouble)value).Value;
}
