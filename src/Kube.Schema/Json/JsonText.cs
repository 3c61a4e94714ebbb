using System.Text;
#if NET
using System.Buffers;
using Utf8 = System.ReadOnlySpan<byte>;
#else
using Utf8 = byte[];
#endif

namespace Kube.Schema.Json;

/// <summary>The inside of JSON strings: where they end, what their escapes mean, where an error stands.</summary>
internal static class JsonText
{
#if NET
    private static readonly SearchValues<byte> Special = SearchValues.Create(SpecialBytes());

    private static byte[] SpecialBytes()
    {
        var bytes = new byte[0x22];
        for (var control = 0; control < 0x20; control++)
        {
            bytes[control] = (byte)control;
        }

        bytes[0x20] = (byte)'"';
        bytes[0x21] = (byte)'\\';
        return bytes;
    }

    public static int NextSpecial(Utf8 text, int from)
    {
        var found = text[from..].IndexOfAny(Special);
        return found < 0 ? text.Length : from + found;
    }

    public static string Decode(Utf8 text, int start, int length) => Encoding.UTF8.GetString(text.Slice(start, length));
#else
    public static int NextSpecial(Utf8 text, int from)
    {
        while (from < text.Length && text[from] is not ((byte)'"' or (byte)'\\' or < 0x20))
        {
            from++;
        }

        return from;
    }

    public static string Decode(Utf8 text, int start, int length) => Encoding.UTF8.GetString(text, start, length);
#endif

    /// <summary>The text of a string whose escapes are known to be well formed. A surrogate without its other half becomes U+FFFD, as in Go.</summary>
    public static string Unescape(Utf8 text, int start, int length)
    {
        var result = new StringBuilder(length);
        var end = start + length;
        while (start < end)
        {
            var next = Math.Min(NextSpecial(text, start), end);
            if (next > start)
            {
                result.Append(Decode(text, start, next - start));
                start = next;
            }
            else if (text[start + 1] == 'u')
            {
                start = AppendUnit(result, text, start, end);
            }
            else
            {
                result.Append((char)text[start + 1] switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    var itself => itself,
                });
                start += 2;
            }
        }

        return result.ToString();
    }

    public static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    /// <summary>What stands at <paramref name="at"/>, for an error: <c>'x'</c>, <c>the control character U+0001</c>, <c>the end of the text</c>.</summary>
    public static string Describe(Utf8 text, int at)
    {
        if (at >= text.Length)
        {
            return "the end of the text";
        }

        var length = 1;
        while (length < 4 && at + length < text.Length && (text[at + length] & 0xc0) == 0x80)
        {
            length++;
        }

        return text[at] < 0x20 ? $"the control character U+{text[at]:X4}" : $"'{Decode(text, at, length)}'";
    }

    public static JsonParseException Locate(Utf8 text, int offset, bool inCharacters, string problem)
    {
        int line = 1, lineStart = 0;
        for (var i = 0; i < offset && i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        return inCharacters
            ? new(problem, Decode(text, 0, offset).Length, line, Decode(text, lineStart, offset - lineStart).Length + 1)
            : new(problem, offset, line, offset - lineStart + 1);
    }

    private static int AppendUnit(StringBuilder result, Utf8 text, int at, int end)
    {
        var unit = Unit(text, at);
        at += 6;
        if (!char.IsSurrogate(unit))
        {
            result.Append(unit);
        }
        else if (char.IsHighSurrogate(unit) && at + 6 <= end && text[at] == '\\' && text[at + 1] == 'u' && char.IsLowSurrogate(Unit(text, at)))
        {
            result.Append(unit).Append(Unit(text, at));
            at += 6;
        }
        else
        {
            result.Append('\uFFFD');
        }

        return at;
    }

    private static char Unit(Utf8 text, int at) =>
        (char)((HexDigit(text[at + 2]) << 12) | (HexDigit(text[at + 3]) << 8) | (HexDigit(text[at + 4]) << 4) | HexDigit(text[at + 5]));
}
