namespace Kube.Cel;

/// <summary>Strings counted, cut and ordered by Unicode code point, which is how CEL sees them.</summary>
internal static class CodePoints
{
    /// <summary>How many code points <paramref name="text"/> has; a lone surrogate counts as one.</summary>
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    /// <summary>Length in bytes of the UTF-8 form.</summary>
    public static long Utf8Length(string text)
    {
        long length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                length++;
            }
            else if (c < 0x800)
            {
                length += 2;
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                length += 4;
                i++;
            }
            else
            {
                length += 3;
            }
        }

        return length;
    }

    /// <summary>The offset in code units of code point number <paramref name="index"/>; -1 when there are fewer.</summary>
    public static int OffsetOf(string text, long index)
    {
        var offset = 0;
        for (; index > 0 && offset < text.Length; index--)
        {
            offset += char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length && char.IsLowSurrogate(text[offset + 1]) ? 2 : 1;
        }

        return index == 0 ? offset : -1;
    }

    /// <summary>The order of the UTF-8 forms, which is that of the code points; ordinal order differs where surrogates meet U+E000 and above.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var a = left[i];
            var b = right[i];
            if (a != b)
            {
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
