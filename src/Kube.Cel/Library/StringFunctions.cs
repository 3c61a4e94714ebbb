using System.Text;
using static Kube.Cel.CelType;

namespace Kube.Cel.Library;

/// <summary>cel-go's strings library: version 0 always, version 2 (<c>format</c>, <c>strings.quote</c>) from environment 1.29 on. Positions are code points.</summary>
internal static class StringFunctions
{
    /// <summary>The most characters of a text that a function may put together.</summary>
    internal const int MaxLength = 64 * 1024 * 1024;

    public static void AddTo(FunctionTable table)
    {
        var texts = List(CelType.String);
        table
            .Member("charAt", "string_char_at_int", CelType.String, CelType.String, Int, CharAt)
            .Member("indexOf", "string_index_of_string", Int, CelType.String, CelType.String, (in s, in part) => IndexOf(s.AsString, part.AsString, 0))
            .Member("indexOf", "string_index_of_string_int", Int, [CelType.String, CelType.String, Int], a =>
                IndexOf(a[0].AsString, a[1].AsString, a[2].AsInt))
            .Member("lastIndexOf", "string_last_index_of_string", Int, CelType.String, CelType.String, (in s, in part) =>
                LastIndexOf(s.AsString, part.AsString))
            .Member("lastIndexOf", "string_last_index_of_string_int", Int, [CelType.String, CelType.String, Int], a =>
                LastIndexOf(a[0].AsString, a[1].AsString, a[2].AsInt))
            .Member("lowerAscii", "string_lower_ascii", CelType.String, CelType.String, (in s) => Map(s.AsString, c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c))
            .Member("upperAscii", "string_upper_ascii", CelType.String, CelType.String, (in s) => Map(s.AsString, c => c is >= 'a' and <= 'z' ? (char)(c & ~0x20) : c))
            .Member("replace", "string_replace_string_string", CelType.String, [CelType.String, CelType.String, CelType.String], a =>
                Replace(a[0].AsString, a[1].AsString, a[2].AsString, -1))
            .Member("replace", "string_replace_string_string_int", CelType.String, [CelType.String, CelType.String, CelType.String, Int], a =>
                Replace(a[0].AsString, a[1].AsString, a[2].AsString, a[3].AsInt))
            .Member("split", "string_split_string", texts, CelType.String, CelType.String, (in s, in separator) => Split(s.AsString, separator.AsString, -1))
            .Member("split", "string_split_string_int", texts, [CelType.String, CelType.String, Int], a => Split(a[0].AsString, a[1].AsString, a[2].AsInt))
            .Member("substring", "string_substring_int", CelType.String, CelType.String, Int, (in s, in start) =>
                Substring(s.AsString, start.AsInt, CodePoints.Count(s.AsString), false))
            .Member("substring", "string_substring_int_int", CelType.String, [CelType.String, Int, Int], a =>
                Substring(a[0].AsString, a[1].AsInt, a[2].AsInt, true))
            .Member("trim", "string_trim", CelType.String, CelType.String, (in s) => CelValue.String(s.AsString.Trim(GoSpaces)))
            .Member("join", "list_join", CelType.String, texts, (in list) => Join(list.AsList, ""))
            .Member("join", "list_join_string", CelType.String, texts, CelType.String, (in list, in separator) => Join(list.AsList, separator.AsString));
        table.Since(29)
            .Member("format", "string_format", CelType.String, CelType.String, List(Dyn), (in pattern, in arguments) =>
                FormatText.Format(pattern.AsString, arguments.AsList))
            .Global("strings.quote", "strings_quote", CelType.String, CelType.String, (in s) => Quote(s.AsString))
            .Since(0);
    }

    /// <summary>What Go's <c>unicode.IsSpace</c> says is blank.</summary>
    private static readonly char[] GoSpaces =
    [
        '\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00a0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006',
        '\u2007', '\u2008', '\u2009', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000',
    ];

    private static CelValue OutOfRange(long index) => CelValue.Error($"index out of range: {index}");

    private static CelValue CharAt(in CelValue text, in CelValue index)
    {
        var s = text.AsString;
        var count = CodePoints.Count(s);
        if (index.AsInt < 0 || index.AsInt > count)
        {
            return OutOfRange(index.AsInt);
        }

        var start = CodePoints.OffsetOf(s, index.AsInt);
        return start == s.Length
            ? CelValue.String("")
            : CelValue.String(s.Substring(start, start + 1 < s.Length && char.IsSurrogatePair(s[start], s[start + 1]) ? 2 : 1));
    }

    private static CelValue IndexOf(string text, string part, long offset)
    {
        if (part.Length == 0)
        {
            return CelValue.Int(offset);
        }

        if (offset < 0)
        {
            return OutOfRange(offset);
        }

        var start = CodePoints.OffsetOf(text, offset);
        var found = start < 0 || start >= text.Length ? -1 : new TextSearch(text, part).First(start);
        return CelValue.Int(found < 0 ? -1 : CodePoints.Count(text.Substring(0, found)));
    }

    private static CelValue LastIndexOf(string text, string part)
    {
        if (part.Length == 0)
        {
            return CelValue.Int(CodePoints.Count(text));
        }

        return text.Length < part.Length ? CelValue.Int(-1) : LastIndexOf(text, part, CodePoints.Count(text) - 1);
    }

    private static CelValue LastIndexOf(string text, string part, long offset)
    {
        if (part.Length == 0)
        {
            return CelValue.Int(offset);
        }

        if (offset < 0)
        {
            return OutOfRange(offset);
        }

        if (offset >= CodePoints.Count(text))
        {
            return CelValue.Int(-1);
        }

        var found = new TextSearch(text, part).Last(CodePoints.OffsetOf(text, offset));
        return CelValue.Int(found < 0 ? -1 : CodePoints.Count(text.Substring(0, found)));
    }

    private static CelValue Map(string text, Func<char, char> change)
    {
        var chars = text.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            chars[i] = change(chars[i]);
        }

        return CelValue.String(new string(chars));
    }

    private static CelValue Replace(string text, string old, string replacement, long limit)
    {
        if (limit == 0 || old == replacement)
        {
            return CelValue.String(text);
        }

        var result = new StringBuilder();
        var search = new TextSearch(text, old);
        var at = 0;
        for (long count = 0; limit < 0 || count < limit; count++)
        {
            // An empty old text is found before every code point and at the end.
            var found = old.Length > 0 ? search.First(at) : count == 0 ? 0 : Next(text, at);
            if (found < 0)
            {
                break;
            }

            result.Append(text, at, found - at).Append(replacement);
            at = found + old.Length;
            if (result.Length > MaxLength)
            {
                return CelValue.Error("string is too large");
            }
        }

        return CelValue.String(result.Append(text, at, text.Length - at).ToString());
    }

    private static int Next(string text, int at) =>
        at >= text.Length ? -1 : at + (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1);

    private static CelValue Split(string text, string separator, long limit)
    {
        if (limit == 0)
        {
            return CelValue.List(CelArrayList.Empty);
        }

        var parts = new List<string>();
        var search = new TextSearch(text, separator);
        var at = 0;
        while ((limit < 0 || parts.Count < limit - 1) && at <= text.Length)
        {
            var found = separator.Length > 0 ? search.First(at) : Next(text, at);
            if (found < 0 || (separator.Length == 0 && found >= text.Length))
            {
                break;
            }

            parts.Add(text.Substring(at, found - at));
            at = found + separator.Length;
        }

        if (separator.Length > 0 || at < text.Length)
        {
            parts.Add(text.Substring(at));
        }

        return CelArrayList.OfStrings(parts);
    }

    private static CelValue Substring(string text, long start, long end, bool isRange)
    {
        var count = CodePoints.Count(text);
        if (isRange && start > end)
        {
            return CelValue.Error($"invalid substring range. start: {start}, end: {end}");
        }

        if (start < 0 || start > count)
        {
            return OutOfRange(start);
        }

        if (end < 0 || end > count)
        {
            return OutOfRange(end);
        }

        var from = CodePoints.OffsetOf(text, start);
        return CelValue.String(text.Substring(from, CodePoints.OffsetOf(text, end) - from));
    }

    private static CelValue Join(CelList list, string separator)
    {
        var result = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
            {
                result.Append(separator);
            }

            var item = list[i];
            if (item.Kind != CelKind.String)
            {
                return item.IsError ? item : CelValue.Error($"join: invalid input: {item}");
            }

            result.Append(item.AsString);
            if (result.Length > MaxLength)
            {
                return CelValue.Error("string is too large");
            }
        }

        return CelValue.String(result.ToString());
    }

    private static CelValue Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            _ = c switch
            {
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => result.Append(c).Append(text[++i]),
                _ when char.IsSurrogate(c) => result.Append('\ufffd'),
                _ => result.Append(c),
            };
        }

        return CelValue.String(result.Append('"').ToString());
    }
}
