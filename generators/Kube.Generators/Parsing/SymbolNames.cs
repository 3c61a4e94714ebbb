using System.Text;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>How symbols are called: in generated code, in codec names, on the wire.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat CodeFormat = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A type as generated code writes it, nullability included.</summary>
    public static string Code(this ITypeSymbol type) => type.ToDisplayString(CodeFormat);

    /// <summary>A type as generated code writes it, itself not nullable.</summary>
    public static string CodeNotNull(this ITypeSymbol type) =>
        type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated
            ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).Code()
            : type.Code();

    /// <summary>A type in text for people.</summary>
    public static string Display(this ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>A namespace as generated code writes it; empty for the global one.</summary>
    public static string Code(this INamespaceSymbol space) => space.IsGlobalNamespace ? "" : space.ToDisplayString(CodeFormat).Substring("global::".Length);

    /// <summary>The type's name on its own, through all its containing types: <c>Outer_Inner</c>.</summary>
    public static string Chain(this INamedTypeSymbol type) => type.ContainingType is null ? type.Name : type.ContainingType.Chain() + "_" + type.Name;

    /// <summary>The name of the codec of a type, unique in its namespace.</summary>
    /// <remarks>Generic arguments and names that could be read in two ways are told apart by a hash of the full name.</remarks>
    public static string CodecName(this INamedTypeSymbol type)
    {
        var chain = type.Chain();
        var isAmbiguous = type.IsGenericOrInGeneric() || chain.Count(c => c == '_') != Nesting(type);
        var name = isAmbiguous ? chain + "_" + Hash(type.CodeNotNull()) + "Json" : chain + "Json";
        return type.ContainingNamespace.GetTypeMembers(name).IsEmpty ? name : name + "_";
    }

    /// <summary>Whether the symbol stands in the namespace, written with dots.</summary>
    public static bool IsIn(this INamespaceSymbol? space, string name)
    {
        var end = name.Length;
        while (space is { IsGlobalNamespace: false })
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0) return false;
            if (start == 0) return space.ContainingNamespace.IsGlobalNamespace;
            if (name[start - 1] != '.') return false;
            end = start - 1;
            space = space.ContainingNamespace;
        }
        return false;
    }

    /// <summary>camelCase exactly as <c>JsonNamingPolicy.CamelCase</c> makes it: <c>IPAddress</c> is <c>ipAddress</c>.</summary>
    public static string CamelCase(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0])) return name;
        var text = name.ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (i == 1 && !char.IsUpper(text[i])) break;
            if (i > 0 && i + 1 < text.Length && !char.IsUpper(text[i + 1])) break;
            text[i] = char.ToLowerInvariant(text[i]);
        }
        return new string(text);
    }

    private static bool IsGenericOrInGeneric(this INamedTypeSymbol type) =>
        type.IsGenericType || (type.ContainingType?.IsGenericOrInGeneric() ?? false);

    private static int Nesting(INamedTypeSymbol type) => type.ContainingType is null ? 0 : 1 + Nesting(type.ContainingType);

    // FNV-1a: stable over processes and platforms.
    private static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 16777619u;
        return hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
