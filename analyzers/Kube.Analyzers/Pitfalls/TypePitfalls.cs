using System.Collections.Immutable;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Types that JSON, or another client of the same API, does not have: what to write instead is a table.</summary>
internal static class TypePitfalls
{
    /// <summary>The diagnostic's property with the C# type to write instead.</summary>
    public const string Replacement = "Type";

    /// <summary>The diagnostic's property with the attribute that keeps the range.</summary>
    public const string Range = "Range";

    public static IEnumerable<Diagnostic> Of(ReadMember member)
    {
        foreach (var (type, syntax) in DeclaredTypes.Of(member))
        {
            if (Rule(type) is not var (rule, instead, range)) continue;
            var properties = ImmutableDictionary<string, string?>.Empty.Add(Replacement, instead);
            // An attribute of the member speaks of the member's own value.
            if (range is not null && member.Member.Type.IsNullableValue(out var own) is var _ && SymbolEqualityComparer.Default.Equals(own, type)) properties = properties.Add(Range, range);
            yield return Diagnostic.Create(rule, syntax.GetLocation(), properties, member.Member.Symbol.Name, type.Display(), instead);
        }
    }

    private static (DiagnosticDescriptor Rule, string Instead, string? Range)? Rule(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => (Rules.FloatNumber, "double", null),
        SpecialType.System_UInt64 => (Rules.HalfOfRange, "long", "0, long.MaxValue"),
        SpecialType.System_Byte => (Rules.UnsignedNumber, "int", "0, 255"),
        SpecialType.System_UInt16 => (Rules.UnsignedNumber, "int", "0, 65535"),
        SpecialType.System_UInt32 => (Rules.UnsignedNumber, "long", "0, 4294967295"),
        SpecialType.System_DateTime => (Rules.TimeWithoutOffset, "DateTimeOffset", null),
        _ when type is { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => (Rules.FloatNumber, "double", null),
        _ => Mutable(type) is { } instead ? (Rules.MutableCollection, instead, null) : null,
    };

    // Resources are shared by everything that reads the cache: what one changes, all see changed.
    private static string? Mutable(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1, ElementType: { SpecialType: not SpecialType.System_Byte } item }) return $"IReadOnlyList<{Short(item)}>";
        if (type is not INamedTypeSymbol { IsGenericType: true } named || TypeTable.FindCollection(named) is null) return null;
        var arguments = string.Join(", ", named.TypeArguments.Select(Short));
        return named.Name switch
        {
            "List" or "IList" or "ICollection" or "Collection" => $"IReadOnlyList<{arguments}>",
            "HashSet" or "ISet" => $"IReadOnlySet<{arguments}>",
            "Dictionary" or "IDictionary" => $"IReadOnlyDictionary<{arguments}>",
            "SortedSet" => $"ImmutableSortedSet<{arguments}>",
            "SortedDictionary" => $"ImmutableSortedDictionary<{arguments}>",
            _ => null,
        };
    }

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
