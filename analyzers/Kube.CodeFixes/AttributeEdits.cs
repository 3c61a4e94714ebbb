using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Kube.CodeFixes;

/// <summary>Adds, changes and removes attributes, and leaves the rest of the declaration as it is written.</summary>
internal static class AttributeEdits
{
    /// <summary>Without the attribute, and without its brackets where they are empty then.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeSyntax attribute)
    {
        if (attribute.Parent is not AttributeListSyntax list) return root;
        if (list.Attributes.Count > 1) return root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
        // What stands before the brackets, documentation for one, belongs to the declaration.
        var following = list.GetLastToken().GetNextToken();
        var trivia = list.GetLeadingTrivia();
        var isOwnLine = list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        var marked = root.ReplaceToken(following, following.WithLeadingTrivia(isOwnLine ? trivia.AddRange(WithoutIndentation(following.LeadingTrivia)) : trivia));
        return marked.RemoveNode(marked.FindNode(list.Span).FirstAncestorOrSelf<AttributeListSyntax>()!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>Without one argument, and without parentheses where they are empty then.</summary>
    public static SyntaxNode Remove(SyntaxNode root, AttributeArgumentSyntax argument)
    {
        if (argument.Parent is not AttributeArgumentListSyntax list) return root;
        return list.Arguments.Count > 1 ? root.ReplaceNode(list, list.WithArguments(list.Arguments.Remove(argument))) : root.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>The declaration with one more attribute before it.</summary>
    /// <param name="declaration">A property, field or parameter.</param>
    /// <param name="space">The attribute's namespace, which is imported where it has to be.</param>
    /// <param name="text">The attribute, such as <c>MaxLength(10)</c>.</param>
    public static SyntaxNode Add(SyntaxNode declaration, string space, string text)
    {
        var attribute = Parse(space, text);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithTrailingTrivia(SyntaxFactory.Space);
        switch (declaration)
        {
            case ParameterSyntax parameter:
                return parameter.WithoutLeadingTrivia().WithAttributeLists(parameter.AttributeLists.Insert(0, list)).WithLeadingTrivia(parameter.GetLeadingTrivia());
            case MemberDeclarationSyntax { AttributeLists: [var first, ..] } member when first.Target is null:
                // Beside those that are there: a line more for each would tear the member apart.
                return member.ReplaceNode(first, first.AddAttributes(attribute));
            case MemberDeclarationSyntax member:
                var bare = member.WithoutLeadingTrivia();
                return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithLeadingTrivia(member.GetLeadingTrivia());
            default:
                return declaration;
        }
    }

    /// <summary>The member or parameter that a place belongs to.</summary>
    public static SyntaxNode? Declaration(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(at => at is ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax);

    /// <summary>The attributes of a member or parameter.</summary>
    public static IEnumerable<AttributeSyntax> Of(SyntaxNode declaration) => (declaration switch
    {
        ParameterSyntax parameter => parameter.AttributeLists,
        MemberDeclarationSyntax member => member.AttributeLists,
        _ => default,
    }).SelectMany(list => list.Attributes);

    /// <summary>Whether an attribute is written with this name, whatever is before it.</summary>
    public static bool IsNamed(AttributeSyntax attribute, string name)
    {
        var written = attribute.Name switch { QualifiedNameSyntax qualified => qualified.Right, AliasQualifiedNameSyntax alias => alias.Name, var simple => simple };
        return written is SimpleNameSyntax { Identifier.ValueText: var text } && (text == name || text == name + "Attribute");
    }

    private static AttributeSyntax Parse(string space, string text)
    {
        var parenthesis = text.IndexOf('(');
        var name = SyntaxFactory.ParseName($"global::{space}.{(parenthesis < 0 ? text : text.Substring(0, parenthesis))}")
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        var attribute = SyntaxFactory.Attribute(name);
        return parenthesis < 0 ? attribute : attribute.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList(text.Substring(parenthesis)));
    }

    private static IEnumerable<SyntaxTrivia> WithoutIndentation(SyntaxTriviaList trivia) => trivia.SkipWhile(part => part.IsKind(SyntaxKind.WhitespaceTrivia));
}
