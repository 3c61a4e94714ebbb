using System.Globalization;
using System.Text;
using Kube.Cel.Re2;

namespace Kube.Cel.Kubernetes;

/// <summary>Text as Go writes it in error messages and conversions.</summary>
internal static class GoText
{
    private static readonly Lazy<int[]> Printable = new(() =>
    {
        var set = new RuneSet();
        foreach (var category in new[] { "L", "M", "N", "P", "S" })
        {
            if (UnicodeTables.TryFind(category, out var ranges))
                set.Add(ranges);
        }
        return set.Add(' ', ' ').ToRanges();
    });

    /// <summary>A text in double quotes with everything unprintable escaped: Go's <c>%q</c> and <c>strconv.Quote</c>.</summary>
    /// <param name="text">The text; half a surrogate pair counts as U+FFFD.</param>
    /// <returns>The quoted text.</returns>
    public static string Quote(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var result = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length;)
        {
            var rune = Runes.Next(text, ref i);
            _ = rune switch
            {
                '"' or '\\' => result.Append('\\').Append((char)rune),
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                >= ' ' and < 0x7F => result.Append((char)rune),
                < 0x80 => result.Append("\\x").Append(rune.ToString("x2", CultureInfo.InvariantCulture)),
                _ when RuneSet.Contains(Printable.Value, rune) => result.Append(char.ConvertFromUtf32(rune)),
                < 0x10000 => result.Append("\\u").Append(rune.ToString("x4", CultureInfo.InvariantCulture)),
                _ => result.Append("\\U").Append(rune.ToString("x8", CultureInfo.InvariantCulture)),
            };
        }
        return result.Append('"').ToString();
    }

    /// <summary>A number with as few digits as bring it back, never with an exponent: Go's <c>FormatFloat(x, 'f', -1, 64)</c>.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>Such as <c>0.000000001</c> or <c>1000000000000000000000</c>.</returns>
    public static string FormatFixed(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponentAt = text.IndexOf('E');
        if (exponentAt < 0)
            return text;
        var exponent = int.Parse(text.Substring(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var mantissa = text.Substring(sign.Length, exponentAt - sign.Length);
        var point = mantissa.IndexOf('.');
        var digits = mantissa.Replace(".", "");
        var whole = (point < 0 ? mantissa.Length : point) + exponent;
        return whole <= 0 ? sign + "0." + new string('0', -whole) + digits
            : whole >= digits.Length ? sign + digits.PadRight(whole, '0')
            : sign + digits.Substring(0, whole) + "." + digits.Substring(whole);
    }

    /// <summary>Bytes of a text in UTF-8: what Go's <c>len</c> counts.</summary>
    internal static int Utf8Length(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>The UTF-8 bytes of a text as characters U+0000 to U+00FF, for algorithms that Go runs on bytes.</summary>
    internal static string ToBytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var result = new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            result[i] = (char)bytes[i];
        return new string(result);
    }

    /// <summary>The way back from <see cref="ToBytes"/>; what is no UTF-8 becomes U+FFFD.</summary>
    internal static string FromBytes(string bytes)
    {
        var result = new byte[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            result[i] = (byte)bytes[i];
        return Encoding.UTF8.GetString(result);
    }
}
