using System.Globalization;
using System.Text;

namespace Kube.Cel.Syntax;

/// <summary>Reads the value out of a string or bytes literal: quotes, raw prefix, escapes.</summary>
internal static class StringLiteral
{
    /// <summary>The literal's text, or an error in the reference parser's words. <paramref name="start"/> is past a <c>b</c> prefix.</summary>
    public static bool TryReadString(string text, int start, int end, out string value, out string error)
    {
        error = "";
        var (from, to, raw) = Body(text, start, end);
        if (raw || text.IndexOf('\\', from, to - from) < 0)
        {
            value = NormalizeLines(text.Substring(from, to - from));
            return true;
        }

        var result = new StringBuilder(to - from);
        for (var i = from; i < to;)
        {
            if (text[i] != '\\')
            {
                AppendChar(result, text, ref i, to);
                continue;
            }

            var point = ReadEscape(text, ref i);
            if (point is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            {
                value = "";
                error = "invalid unicode code point";
                return false;
            }

            result.Append(char.ConvertFromUtf32(point));
        }

        value = result.ToString();
        return true;
    }

    /// <summary>The bytes of a bytes literal: characters as UTF-8, <c>\x</c> and octal escapes as single bytes.</summary>
    public static bool TryReadBytes(string text, int start, int end, out byte[] value, out string error)
    {
        error = "";
        var (from, to, raw) = Body(text, start, end);
        var result = new List<byte>(to - from);
        for (var i = from; i < to;)
        {
            if (text[i] != '\\' || raw)
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < to ? 2 : 1;
                result.AddRange(Encoding.UTF8.GetBytes(NormalizeLines(text.Substring(i, length == 1 && text[i] == '\r' && i + 1 < to && text[i + 1] == '\n' ? length = 2 : length))));
                i += length;
                continue;
            }

            if (text[i + 1] is 'u' or 'U')
            {
                value = [];
                error = "unable to unescape string";
                return false;
            }

            result.Add((byte)ReadEscape(text, ref i));
        }

        value = [.. result];
        return true;
    }

    private static (int From, int To, bool Raw) Body(string text, int start, int end)
    {
        var raw = text[start] is 'r' or 'R';
        var from = raw ? start + 1 : start;
        var triple = end - from >= 6 && text[from + 1] == text[from] && text[from + 2] == text[from];
        return triple ? (from + 3, end - 3, raw) : (from + 1, end - 1, raw);
    }

    private static string NormalizeLines(string text) =>
        text.IndexOf('\r') < 0 ? text : text.Replace("\r\n", "\n").Replace('\r', '\n');

    private static void AppendChar(StringBuilder result, string text, ref int i, int to)
    {
        if (text[i] == '\r')
        {
            result.Append('\n');
            i += i + 1 < to && text[i + 1] == '\n' ? 2 : 1;
            return;
        }

        result.Append(text[i++]);
    }

    /// <summary>Reads one escape that the lexer has already found well-formed.</summary>
    private static int ReadEscape(string text, ref int i)
    {
        var c = text[i + 1];
        var (value, length) = c switch
        {
            'a' => ('\a', 2),
            'b' => ('\b', 2),
            'f' => ('\f', 2),
            'n' => ('\n', 2),
            'r' => ('\r', 2),
            't' => ('\t', 2),
            'v' => ('\v', 2),
            'x' or 'X' => (Hex(text, i + 2, 2), 4),
            'u' => (Hex(text, i + 2, 4), 6),
            'U' => (Hex(text, i + 2, 8), 10),
            >= '0' and <= '3' => (((c - '0') * 64) + ((text[i + 2] - '0') * 8) + (text[i + 3] - '0'), 4),
            _ => (c, 2),
        };
        i += length;
        return value;
    }

    private static int Hex(string text, int at, int length)
    {
        var value = uint.Parse(text.Substring(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return value > 0x10FFFF ? int.MaxValue : (int)value;
    }
}
