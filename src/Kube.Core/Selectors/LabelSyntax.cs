namespace Kube;

/// <summary>The syntax of label keys and values.</summary>
public static class LabelSyntax
{
    private const int MaxName = 63;
    private const int MaxPrefix = 253;

    /// <summary>What is wrong with a label key (also an annotation key or a qualified finalizer); <see langword="null"/> when nothing is.</summary>
    /// <remarks>An optional DNS-1123 subdomain and a slash, then 1 to 63 characters: letters, digits, <c>-_.</c>, beginning and ending with a letter or digit.</remarks>
    public static string? FindKeyError(ReadOnlySpan<char> key)
    {
        var slash = key.IndexOf('/');
        var name = key;
        if (slash >= 0)
        {
            if (!IsSubdomain(key[..slash])) return $"the prefix '{key[..slash]}' is not a DNS subdomain of at most {MaxPrefix} lower-case characters";
            name = key[(slash + 1)..];
        }
        if (name.Length == 0) return "the name part is empty";
        if (name.Length > MaxName) return $"the name part is longer than {MaxName} characters";
        return IsNameText(name) ? null : $"'{name}' may hold letters, digits, '-', '_' and '.' only, and must begin and end with a letter or digit";
    }

    /// <summary>What is wrong with a label value; <see langword="null"/> when nothing is. Values may be empty and 63 characters long.</summary>
    public static string? FindValueError(ReadOnlySpan<char> value)
    {
        if (value.Length == 0) return null;
        if (value.Length > MaxName) return $"the value is longer than {MaxName} characters";
        return IsNameText(value) ? null : $"'{value}' may hold letters, digits, '-', '_' and '.' only, and must begin and end with a letter or digit";
    }

    private static bool IsNameText(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return false;
        }
        return char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
    }

    private static bool IsSubdomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxPrefix) return false;
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.Length == 0 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
            }
        }
        return true;
    }
}
