using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Kube.CodeFixes;

/// <summary>What all fixes share: each diagnostic is mended by itself, or all of a kind at once.</summary>
public abstract class BatchFix : CodeFixProvider
{
    private protected BatchFix(params string[] ids) => FixableDiagnosticIds = [.. ids];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } fix) context.RegisterCodeFix(fix, diagnostic);
        }
    }

    /// <summary>How to mend a diagnostic; none where that takes thought.</summary>
    private protected abstract Task<CodeAction?> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);
}

/// <summary>A fix that changes the file of the diagnostic, and is found from the node under it.</summary>
public abstract class SyntaxFix : BatchFix
{
    private protected SyntaxFix(params string[] ids)
        : base(ids)
    {
    }

    private protected sealed override async Task<CodeAction?> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
        && Fix(root, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), diagnostic) is { } edit
            ? CodeAction.Create(edit.Title, _ => Task.FromResult(document.WithSyntaxRoot(edit.Apply())), edit.Key)
            : null;

    /// <summary>What to change; none where that takes thought.</summary>
    /// <param name="root">The file.</param>
    /// <param name="node">What the diagnostic marks.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    private protected abstract Edit? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic);

    /// <summary>A change.</summary>
    /// <param name="Title">What it is called.</param>
    /// <param name="Key">What can be done at once.</param>
    /// <param name="Apply">The file after it.</param>
    private protected sealed record Edit(string Title, string Key, Func<SyntaxNode> Apply);
}
