using Kube.CodeModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Parsing;

/// <summary>Decides how values of a type are made, as System.Text.Json would: the marked constructor, the one without parameters, the only one.</summary>
internal static class ConstructionReader
{
    public static (Construction Construction, IMethodSymbol? Constructor) Read(INamedTypeSymbol type)
    {
        IMethodSymbol? parameterless = null, marked = null, primary = null, best = null;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0)
            {
                if (!constructor.IsImplicitlyDeclared || !type.IsValueType) parameterless = constructor;
                continue;
            }
            if (IsMarked(constructor)) marked = constructor;
            if (IsCopy(constructor, type) || constructor.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected) continue;
            if (IsPrimary(constructor)) primary = constructor;
            if (best is null || constructor.Parameters.Length > best.Parameters.Length) best = constructor;
        }
        if (marked is not null) return (Construction.Constructor, marked);
        if (parameterless is { DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal })
        {
            return (HasRequired(type) ? Construction.ParameterlessAccessor : Construction.Parameterless, null);
        }
        if (type.IsValueType && parameterless is null && (primary is null || !type.IsRecord && !SymbolEqualityComparer.Default.Equals(best, primary)))
        {
            return (HasRequired(type) ? Construction.Default : Construction.Parameterless, null);
        }
        if ((primary ?? best) is { } chosen) return (Construction.Constructor, chosen);
        return (Construction.ParameterlessAccessor, null);
    }

    private static bool HasRequired(INamedTypeSymbol type)
    {
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) return true;
            }
        }
        return false;
    }

    private static bool IsMarked(IMethodSymbol constructor)
    {
        foreach (var attribute in constructor.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "JsonConstructorAttribute" } known && known.ContainingNamespace.IsIn("System.Text.Json.Serialization")) return true;
        }
        return false;
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters is [{ Type: var only }] && SymbolEqualityComparer.Default.Equals(only, type);

    private static bool IsPrimary(IMethodSymbol constructor)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax) return true;
        }
        return false;
    }
}
