using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Parsing;

/// <summary>Reads the arguments of attributes.</summary>
internal static class AttributeArguments
{
    /// <summary>The value of a constructor argument; a type comes as its symbol.</summary>
    public static object? Argument(this AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array } argument ? argument.Value : null;

    /// <summary>The text of a constructor argument.</summary>
    public static string? Text(this AttributeData attribute, int index) => attribute.Argument(index) as string;

    /// <summary>The texts of an array argument.</summary>
    public static string[] Texts(this AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[index].Texts() : [];

    /// <summary>The texts of an array.</summary>
    public static string[] Texts(this TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Array && !constant.IsNull ? [.. constant.Values.Select(value => value.Value).OfType<string>()] : [];

    /// <summary>The value of a named argument, if it was given.</summary>
    public static object? Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Kind != TypedConstantKind.Array) return argument.Value.Value;
        }
        return null;
    }

    /// <summary>The texts of a named array argument.</summary>
    public static string[] NamedTexts(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name) return argument.Value.Texts();
        }
        return [];
    }

    /// <summary>The attribute's name as it is written: without its ending.</summary>
    public static string ShortName(this AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    /// <summary>Where a constructor argument stands; the attribute, where it is not written or is one of several items of an array.</summary>
    public static Location Location(this AttributeData attribute, int index)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments }) return attribute.Location();
        foreach (var argument in arguments)
        {
            if (argument.NameEquals is null && index-- == 0) return argument.Expression.GetLocation();
        }
        return attribute.Location();
    }

    /// <summary>Whether a constructor argument is written as a literal, so that something else can be written in its place.</summary>
    public static bool IsLiteral(this Location place) => place.SourceTree?.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal && literal.Span == place.SourceSpan;

    /// <summary>Where the attribute stands.</summary>
    public static Location Location(this AttributeData attribute) =>
        attribute.ApplicationSyntaxReference is { } reference ? reference.SyntaxTree.GetLocation(reference.Span) : Microsoft.CodeAnalysis.Location.None;
}
