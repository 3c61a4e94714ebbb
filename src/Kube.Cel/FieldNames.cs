using System.Text;

namespace Kube.Cel;

/// <summary>How property names that are no CEL identifiers are written in expressions (KEP-2876).</summary>
public static class FieldNames
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    };

    private static readonly (string Escape, string Text)[] Escapes =
    [
        ("__underscores__", "__"), ("__dot__", "."), ("__dash__", "-"), ("__slash__", "/"),
    ];

    /// <summary>Whether CEL has the word for itself.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>The CEL name of a property: <c>a-b</c> becomes <c>a__dash__b</c>, <c>for</c> becomes <c>__for__</c>.</summary>
    /// <returns>False when the property cannot be reached: a character other than letters, digits and <c>_ . - /</c>, or a leading digit.</returns>
    public static bool TryEscape(string propertyName, out string celName)
    {
        celName = "";
        if (propertyName.Length == 0 || char.IsDigit(propertyName[0]))
        {
            return false;
        }

        if (Reserved.Contains(propertyName))
        {
            celName = $"__{propertyName}__";
            return true;
        }

        var result = new StringBuilder(propertyName.Length);
        for (var i = 0; i < propertyName.Length; i++)
        {
            var c = propertyName[i];
            switch (c)
            {
                case '_' when i + 1 < propertyName.Length && propertyName[i + 1] == '_':
                    result.Append("__underscores__");
                    i++;
                    break;
                case '.':
                    result.Append("__dot__");
                    break;
                case '-':
                    result.Append("__dash__");
                    break;
                case '/':
                    result.Append("__slash__");
                    break;
                case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'):
                    result.Append(c);
                    break;
                default:
                    return false;
            }
        }

        celName = result.ToString();
        return true;
    }

    /// <summary>The property a CEL name stands for.</summary>
    /// <returns>False when the name holds <c>__</c> that is no escape.</returns>
    public static bool TryUnescape(string celName, out string propertyName)
    {
        propertyName = celName;
        if (celName.IndexOf("__", StringComparison.Ordinal) < 0)
        {
            return true;
        }

        if (celName.Length > 4 && celName.StartsWith("__", StringComparison.Ordinal) && celName.EndsWith("__", StringComparison.Ordinal)
            && Reserved.Contains(celName.Substring(2, celName.Length - 4)))
        {
            propertyName = celName.Substring(2, celName.Length - 4);
            return true;
        }

        var result = new StringBuilder(celName.Length);
        for (var i = 0; i < celName.Length;)
        {
            var escape = Array.Find(Escapes, e => string.CompareOrdinal(celName, i, e.Escape, 0, e.Escape.Length) == 0);
            if (escape.Escape is not null)
            {
                result.Append(escape.Text);
                i += escape.Escape.Length;
            }
            else if (string.CompareOrdinal(celName, i, "__", 0, 2) == 0)
            {
                return false;
            }
            else
            {
                result.Append(celName[i++]);
            }
        }

        propertyName = result.ToString();
        return true;
    }
}
