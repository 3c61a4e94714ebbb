using System.Globalization;

namespace Kube.Cel.Library;

/// <summary>One clause of a format string, such as <c>%.3f</c>.</summary>
/// <param name="Verb">The letter.</param>
/// <param name="Precision">The number of decimals, where one is given.</param>
internal readonly record struct FormatClause(char Verb, int? Precision);

/// <summary>Reads format strings; used to format and to check literals beforehand.</summary>
internal static class FormatPattern
{
    /// <summary>Walks the pattern from left to right and stops at the first error, which it returns.</summary>
    /// <param name="pattern">The format string.</param>
    /// <param name="literal">Gets the text between clauses.</param>
    /// <param name="apply">Gets the number of the argument and the clause; returns an error or null.</param>
    /// <param name="request">Asked before a clause is read whether its argument exists; returns an error or null.</param>
    public static string? Walk(string pattern, Action<string> literal, Func<int, FormatClause, string?> apply, Func<int, string?> request)
    {
        var argument = 0;
        for (var at = 0; at < pattern.Length;)
        {
            if (pattern[at] != '%')
            {
                var next = pattern.IndexOf('%', at);
                var end = next < 0 ? pattern.Length : next;
                literal(pattern.Substring(at, end - at));
                at = end;
                continue;
            }

            if (at + 1 < pattern.Length && pattern[at + 1] == '%')
            {
                literal("%");
                at += 2;
                continue;
            }

            if (request(argument) is { } missing)
            {
                return missing;
            }

            if (at + 1 >= pattern.Length)
            {
                return "unexpected end of string";
            }

            at++;
            if (Read(pattern, ref at, out var clause) is { } malformed)
            {
                return "could not parse formatting clause: " + malformed;
            }

            if (apply(argument++, clause) is { } failed)
            {
                return failed;
            }
        }

        return null;
    }

    /// <summary>What is said when a clause meets a value it cannot show.</summary>
    public static string WrongType(char verb, string type) => verb switch
    {
        's' => "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given ",
        'd' => "decimal clause can only be used on integers, was given ",
        'f' => "fixed-point clause can only be used on doubles, was given ",
        'e' => "scientific clause can only be used on doubles, was given ",
        'b' => "only integers and bools can be formatted as binary, was given ",
        'o' => "octal clause can only be used on integers, was given ",
        _ => "only integers, byte buffers, and strings can be formatted as hex, was given ",
    } + type;

    private static string? Read(string pattern, ref int at, out FormatClause clause)
    {
        clause = default;
        int? precision = null;
        if (pattern[at] == '.')
        {
            var start = ++at;
            while (at < pattern.Length && pattern[at] is >= '0' and <= '9')
            {
                at++;
            }

            if (at >= pattern.Length)
            {
                return "error while parsing precision: could not find end of precision specifier";
            }

            var digits = pattern.Substring(start, at - start);
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return $"error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing \"{digits}\": "
                    + (digits.Length == 0 ? "invalid syntax" : "value out of range");
            }

            precision = number;
        }

        var verb = pattern[at++];
        clause = new FormatClause(verb, precision);
        return verb is 's' or 'd' or 'f' or 'e' or 'b' or 'x' or 'X' or 'o' ? null : $"unrecognized formatting clause \"{verb}\"";
    }
}
