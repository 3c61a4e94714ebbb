namespace Kube.Cel.Re2;

/// <summary>Reading .NET strings rune by rune, as Go sees them once they are UTF-8.</summary>
internal static class Runes
{
    /// <summary>What half a surrogate pair becomes in UTF-8.</summary>
    internal const int Replacement = 0xFFFD;

    /// <summary>The rune at a position, which moves behind it.</summary>
    internal static int Next(string text, ref int position)
    {
        var c = text[position++];
        if (!char.IsSurrogate(c))
            return c;
        if (char.IsHighSurrogate(c) && position < text.Length && char.IsLowSurrogate(text[position]))
            return char.ConvertToUtf32(c, text[position++]);
        return Replacement;
    }

    /// <summary>The rune that ends at a position; the position must not be 0.</summary>
    internal static int Before(string text, int position)
    {
        var c = text[position - 1];
        if (!char.IsSurrogate(c))
            return c;
        if (char.IsLowSurrogate(c) && position > 1 && char.IsHighSurrogate(text[position - 2]))
            return char.ConvertToUtf32(text[position - 2], c);
        return Replacement;
    }

    internal static bool IsAsciiLetterOrDigit(int rune) =>
        rune is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    /// <summary>Whether a rune is of a word for <c>\b</c>: ASCII only, as RE2 has it.</summary>
    internal static bool IsWord(int rune) => rune == '_' || IsAsciiLetterOrDigit(rune);
}
