using Kube.Cel.Library;

namespace Kube.Cel.Checking;

/// <summary>What to write where a function does not take what it is given.</summary>
internal static class OverloadHint
{
    /// <summary>Methods of other languages, and what CEL has in their place.</summary>
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["length"] = "size()",
        ["len"] = "size()",
        ["count"] = "size()",
        ["any"] = "exists(x, x == …)",
        ["some"] = "exists(x, x == …)",
        ["where"] = "filter(x, x > …)",
        ["select"] = "map(x, x.…)",
        ["first"] = "[0]",
        ["toLower"] = "lowerAscii()",
        ["toUpper"] = "upperAscii()",
        ["isMatch"] = "matches('…')",
        ["isNullOrEmpty"] = "size() == 0",
        ["toString"] = "string(…)",
    };

    /// <summary>What stands for a name that CEL does not have.</summary>
    public static string? OfName(string name) => Foreign.TryGetValue(name, out var instead) ? $"write {instead}" : MacroForm(name);

    /// <summary>What to write in place of a call that no overload takes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="types">What it is applied to, the receiver first.</param>
    /// <param name="isMember">Whether there is a receiver.</param>
    public static string? Of(FunctionDeclaration function, IReadOnlyList<CelType> types, bool isMember)
    {
        switch (function.Name)
        {
            case "_==_" or "_!=_" when types.Any(type => type.Kind == CelTypeKind.Null): return "whether an optional field is there is said with has(…)";
            case "_&&_" or "_||_" or "!_" or "_?_:_" when types[0].Kind != CelTypeKind.Bool: return "the operator takes a bool; " + TypeHint.ForBool(types[0]);
            case "_&&_" or "_||_": return "the operator takes a bool; " + TypeHint.ForBool(types[1]);
            case "contains" when isMember && types[0].Kind == CelTypeKind.List: return "whether something is in a list is said with: … in list";
            case ['_', .., '_'] when types.Count == 2 && Conversion(types[0]) is { } one && Conversion(types[1]) is { } other && one != other:
                return $"both sides have to be of one type: convert one with {one}(…) or {other}(…)";
            default: return Signatures(function, isMember);
        }
    }

    private static string? Conversion(CelType type) => type.Kind switch
    {
        CelTypeKind.Int => "int",
        CelTypeKind.UInt => "uint",
        CelTypeKind.Double => "double",
        CelTypeKind.String => "string",
        CelTypeKind.Timestamp => "timestamp",
        CelTypeKind.Duration => "duration",
        _ => null,
    };

    private static string? MacroForm(string name) => name switch
    {
        "all" or "exists" or "exists_one" or "existsOne" or "filter" => $"it takes a variable and a condition, as in {name}(x, x > 0)",
        "map" => "it takes a variable and a value, as in map(x, x.name)",
        "has" => "it takes a field, as in has(self.name)",
        _ => null,
    };

    private static string? Signatures(FunctionDeclaration function, bool isMember)
    {
        if (function.Name[0] is '_' or '!' or '-' or '@') return null;
        var forms = function.Overloads.Where(overload => overload.IsMember == isMember).Select(Form).Distinct().OrderBy(form => form, StringComparer.Ordinal).ToArray();
        return forms.Length is 0 or > 4 ? null : "it is " + string.Join(" or ", forms);
    }

    private static string Form(Overload overload) => overload.IsMember
        ? $"{Shown(overload.Parameters[0])}.{overload.Function}({string.Join(", ", overload.Parameters.Skip(1).Select(Shown))})"
        : $"{overload.Function}({string.Join(", ", overload.Parameters.Select(Shown))})";

    // The letters of type parameters tell nobody anything.
    private static string Shown(CelType type) => type.Kind switch
    {
        CelTypeKind.List => "list",
        CelTypeKind.Map => "map",
        CelTypeKind.TypeParameter => "any",
        _ => type.ToString(),
    };
}
