using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>The types that the declaration of a member is written with, from the outside in.</summary>
internal static class DeclaredTypes
{
    /// <summary>The declared type of a property, field or parameter; none for one of another assembly.</summary>
    public static TypeSyntax? Syntax(ReadMember member) =>
        TypeTokens.Declared((member.Member.Parameter ?? member.Member.Symbol).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax());

    /// <summary>The types of values: keys of dictionaries are text on the wire, bytes are Base64, and what a converter writes nobody knows.</summary>
    public static IEnumerable<(ITypeSymbol Type, TypeSyntax Syntax)> Of(ReadMember member)
    {
        if (member.Member.Annotations is { Converter: not null } or { RawSchema: not null } or { SchemaFrom: not null } || Syntax(member) is not { } syntax) return [];
        // Type arguments are told where they are given, not where the parameter stands.
        var declared = member.Member.Symbol.OriginalDefinition switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            _ => member.Member.Type,
        };
        return Parts(declared, syntax);
    }

    private static IEnumerable<(ITypeSymbol Type, TypeSyntax Syntax)> Parts(ITypeSymbol type, TypeSyntax syntax)
    {
        if (type.IsNullableValue(out var inner)) type = inner;
        if (syntax is NullableTypeSyntax nullable) syntax = nullable.ElementType;
        yield return (type, syntax);
        switch (type, Simple(syntax))
        {
            case (IArrayTypeSymbol { ElementType: { SpecialType: not SpecialType.System_Byte } element }, ArrayTypeSyntax { RankSpecifiers.Count: 1 } array):
                foreach (var part in Parts(element, array.ElementType)) yield return part;
                break;
            case (INamedTypeSymbol { TypeArguments: var types } named, GenericNameSyntax { TypeArgumentList.Arguments: var arguments }) when types.Length == arguments.Count:
                if (types is [{ SpecialType: SpecialType.System_Byte }] && named.Name == "ReadOnlyMemory") yield break;
                for (var i = TypeShapes.IsMap(named) ? 1 : 0; i < types.Length; i++)
                {
                    foreach (var part in Parts(types[i], arguments[i])) yield return part;
                }
                break;
        }
    }

    private static TypeSyntax Simple(TypeSyntax syntax) => syntax switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        AliasQualifiedNameSyntax alias => alias.Name,
        _ => syntax,
    };
}
