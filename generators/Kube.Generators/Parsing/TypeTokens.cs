using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Parsing;

/// <summary>Where declarations write types.</summary>
internal static class TypeTokens
{
    /// <summary>Where a member's declaration writes a type: all of the declared type where the type is a part that has another text there, such as a type parameter or an alias.</summary>
    /// <param name="member">The member; of anything else, and of one without text here, the name.</param>
    /// <param name="type">Its type, or one within.</param>
    public static Location Of(ISymbol member, ITypeSymbol type)
    {
        foreach (var reference in member.OriginalDefinition.DeclaringSyntaxReferences)
        {
            if (Declared(reference.GetSyntax()) is not { } declared) continue;
            var written = declared.DescendantNodesAndSelf().OfType<TypeSyntax>().FirstOrDefault(syntax => Writes(syntax, type));
            return (written ?? Core(declared)).GetLocation();
        }
        return member.Locations.FirstOrDefault() ?? Location.None;
    }

    /// <summary>The declared type of a property, field or parameter; none of anything else.</summary>
    public static TypeSyntax? Declared(SyntaxNode? declaration) => declaration switch
    {
        PropertyDeclarationSyntax property => property.Type,
        ParameterSyntax parameter => parameter.Type,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variables } => variables.Type,
        _ => null,
    };

    // What is wrong with a type is wrong with or without its question mark.
    private static TypeSyntax Core(TypeSyntax type) => type is NullableTypeSyntax nullable ? nullable.ElementType : type;

    private static bool Writes(TypeSyntax syntax, ITypeSymbol type) => (syntax, type) switch
    {
        (TupleTypeSyntax, INamedTypeSymbol { IsTupleType: true }) => true,
        (ArrayTypeSyntax array, IArrayTypeSymbol { Rank: var rank }) => array.RankSpecifiers[0].Rank == rank,
        (PointerTypeSyntax, IPointerTypeSymbol) or (FunctionPointerTypeSyntax, IFunctionPointerTypeSymbol) => true,
        (QualifiedNameSyntax { Right: var right }, _) => Writes(right, type),
        (GenericNameSyntax name, INamedTypeSymbol { Arity: > 0 }) => name.Identifier.ValueText == type.Name && name.Arity == ((INamedTypeSymbol)type).Arity,
        (IdentifierNameSyntax name, INamedTypeSymbol { Arity: 0 }) => name.Identifier.ValueText == type.Name || name.Identifier.ValueText == type.ToDisplayString(),
        (PredefinedTypeSyntax name, INamedTypeSymbol) => name.Keyword.ValueText == type.ToDisplayString(),
        _ => false,
    };
}
