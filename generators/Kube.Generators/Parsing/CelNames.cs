namespace Kube.Generators.Parsing;

/// <summary>Property names as CEL rules spell them (KEP-2876).</summary>
internal static class CelNames
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
        "package", "namespace", "return", "var", "void", "while",
    };

    /// <summary>The name with what is no identifier escaped.</summary>
    public static string Escape(string name) => Reserved.Contains(name)
        ? $"__{name}__"
        : name.Replace("__", "__underscores__").Replace(".", "__dot__").Replace("-", "__dash__").Replace("/", "__slash__");

    /// <summary>Whether a rule can name the property at all.</summary>
    public static bool CanName(string name) => name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' or '-' or '/');

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'";
}
