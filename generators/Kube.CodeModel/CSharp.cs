using System.Globalization;
using System.Text;

namespace Kube.CodeModel;

/// <summary>C# spelling: literals and names.</summary>
public static class CSharp
{
    /// <summary>A string literal.</summary>
    public static string Literal(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                // Control characters, the line separators that C# counts as line ends, and lone surrogates.
                case < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or (>= '\ud800' and <= '\udfff'):
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default: text.Append(c); break;
            }
        }
        return text.Append('"').ToString();
    }

    /// <summary>A UTF-8 literal.</summary>
    public static string Utf8(string value) => Literal(value) + "u8";

    /// <summary>Whether the text has a form in UTF-8: no half of a surrogate pair stands alone in it.</summary>
    public static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    /// <summary>JSON as a raw literal: nothing in it needs escaping, since its longest run of quotes is two. What is no text becomes U+FFFD, as in any encoder.</summary>
    public static string RawJson(string json) =>
        "\"\"\"" + (IsText(json) ? json : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json))).Replace("\u0085", "\\u0085").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029") + "\"\"\"";

    /// <summary>Text for an XML documentation comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>Text for one line of an XML documentation comment, whatever the text may be.</summary>
    public static string XmlLine(string text)
    {
        var line = Xml(text);
        foreach (var end in LineEnds) line = line.Replace(end, ' ');
        return line;
    }

    private static readonly char[] LineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];

    /// <summary>A name as a keyword-safe identifier.</summary>
    public static string Identifier(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>The first letter in lower case, keyword-safe: a name for a local or parameter.</summary>
    public static string Local(string name) => Identifier(char.ToLowerInvariant(name[0]) + name.Substring(1));

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };
}
