using System.Runtime.ExceptionServices;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Reuse;

/// <summary>Reads the marked classes of a project on all processors as soon as the first has to be read: a compiler asks for them one by one.</summary>
/// <remarks>
/// Which classes those are is seen from their syntax, so one marked through an alias, or nested, is not among them: it is read when it is
/// asked for, like any other. The readings are the same in either case, and come in the compiler's order. When this returns, no work is left.
/// </remarks>
internal static class ReadingAhead
{
    /// <summary>Reads what is not on the shelf; once a compilation.</summary>
    public static void Read(CSharpCompilation compilation, ProjectNames names, CancellationToken cancellation)
    {
        if (!names.StartReadingAhead()) return;
        try
        {
            Parallel.ForEach(names.Marked(), new ParallelOptions { CancellationToken = cancellation }, at => Read(compilation, names, at.Tree, at.Place, cancellation));
        }
        catch (OperationCanceledException)
        {
            names.StopReadingAhead();
            throw;
        }
        catch (AggregateException e)
        {
            // What any class throws ends the generator, whoever asked for it first.
            ExceptionDispatchInfo.Capture(e.InnerException!).Throw();
        }
    }

    private static void Read(CSharpCompilation compilation, ProjectNames names, SyntaxTree tree, int place, CancellationToken cancellation)
    {
        if (ReadingShelf.Kept(tree, place, names) is not null) return;
        var node = tree.GetRoot(cancellation).FindToken(place).Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        if (node is null || compilation.GetSemanticModel(tree).GetDeclaredSymbol(node, cancellation) is not { } spec) return;
        foreach (var attribute in spec.GetAttributes())
        {
            if (attribute.ApplicationSyntaxReference?.SyntaxTree != tree || attribute.AttributeClass is not { Name: "CustomResourceAttribute" } known || !known.ContainingNamespace.IsIn("Kube")) continue;
            ReadingShelf.Read(tree, place, spec, attribute, compilation, names, cancellation);
            return;
        }
    }
}
