using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>Finds the tokens of attributes.</summary>
internal static class AttributeSyntaxes
{
    /// <summary>The attribute as it is written; none where it comes from another assembly.</summary>
    public static AttributeSyntax? Syntax(this AttributeData? attribute) => attribute?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;

    /// <summary>The argument of a constructor's parameter, by its number.</summary>
    public static ExpressionSyntax? Positional(this AttributeSyntax attribute, int index)
    {
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals is null && index-- == 0) return argument.Expression;
        }
        return null;
    }

    /// <summary>The argument of a property.</summary>
    public static ExpressionSyntax? Named(this AttributeSyntax attribute, string name)
    {
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name) return argument.Expression;
        }
        return null;
    }

    /// <summary>An item of an array that is written out; else the whole.</summary>
    public static ExpressionSyntax Item(this ExpressionSyntax array, int index) => array switch
    {
        CollectionExpressionSyntax list when index < list.Elements.Count && list.Elements[index] is ExpressionElementSyntax element => element.Expression,
        ArrayCreationExpressionSyntax { Initializer: { } items } when index < items.Expressions.Count => items.Expressions[index],
        ImplicitArrayCreationExpressionSyntax { Initializer: var items } when index < items.Expressions.Count => items.Expressions[index],
        _ => array,
    };

    /// <summary>An argument, or the whole attribute where the argument is not written.</summary>
    public static Location Place(this AttributeData attribute, Func<AttributeSyntax, ExpressionSyntax?> argument) =>
        attribute.Syntax() is { } syntax && argument(syntax) is { } expression ? expression.GetLocation() : Kube.Generators.Parsing.AttributeArguments.Location(attribute);

    /// <summary>The attribute of ours, or of .NET's, with this name.</summary>
    public static AttributeData? Find(this ISymbol? symbol, string name)
    {
        if (symbol is null) return null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == name && IsKnown(type.ContainingNamespace)) return attribute;
        }
        return null;
    }

    private static bool IsKnown(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer) space = outer;
        return space.Name is "Kube" or "System";
    }
}
