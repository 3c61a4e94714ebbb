using System.Collections.Immutable;
using System.Composition;
using Kube.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.CodeFixes;

/// <summary>Writes <c>nameof</c> of the only member that is called so but for a few letters, in place of a name that no member has (KUBE016).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MemberNameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIds.UnknownMember];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || root.FindNode(context.Span, getInnermostNodeForTie: true) is not LiteralExpressionSyntax { Token.Value: string wrong } literal
            || literal.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type)
            return;
        var name = Nearest(wrong, type);
        if (name is null) return;
        var named = SyntaxFactory.ParseExpression($"nameof({name})").WithTriviaFrom(literal);
        context.RegisterCodeFix(
            CodeAction.Create($"Write 'nameof({name})'", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(literal, named))), nameof(MemberNameFix)),
            context.Diagnostics);
    }

    private static string? Nearest(string wrong, INamedTypeSymbol type)
    {
        var names = new List<string>();
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            names.AddRange(at.GetMembers().OfType<IPropertySymbol>().Where(property => property is { IsStatic: false, IsImplicitlyDeclared: false }).Select(property => property.Name));
        var near = names.Distinct(StringComparer.Ordinal).Where(name => IsNear(wrong, name)).ToArray();
        return near.Length == 1 ? near[0] : null;
    }

    /// <summary>Whether one letter is other, missing or too many, or two neighbours are swapped; case does not count.</summary>
    private static bool IsNear(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[a.Length - 1 - end] == b[b.Length - 1 - end]) end++;
        var (restOfA, restOfB) = (a.Substring(start, a.Length - start - end), b.Substring(start, b.Length - start - end));
        return (restOfA.Length <= 1 && restOfB.Length <= 1) || (restOfA.Length == 2 && restOfB.Length == 2 && restOfA[0] == restOfB[1] && restOfA[1] == restOfB[0]);
    }
}
