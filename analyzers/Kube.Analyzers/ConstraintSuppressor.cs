using System.Collections.Immutable;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers;

/// <summary>
/// Takes back the trim warning of <c>[MinLength]</c>, <c>[MaxLength]</c> and <c>[Length]</c> (IL2026) on members of custom resources: those attributes warn because
/// <c>Validator</c> asks a collection for its <c>Count</c> by reflection, and here they are read while the code is compiled.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConstraintSuppressor : DiagnosticSuppressor
{
    internal static readonly SuppressionDescriptor ReadAtCompileTime = new(
        "KUBES001", "IL2026", "The attribute is on a member of a custom resource, where it is read at compile time and becomes part of the schema");

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [ReadAtCompileTime];

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        HashSet<ISymbol>? members = null;
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree
                || tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
                || attribute.Parent?.Parent is not { } declaration)
                continue;
            var model = context.GetSemanticModel(tree);
            if (model.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType is not { Name: "MinLengthAttribute" or "MaxLengthAttribute" or "LengthAttribute" } type
                || !type.ContainingNamespace.IsIn("System.ComponentModel.DataAnnotations"))
                continue;
            members ??= Members(context.Compilation, context.CancellationToken);
            if (Declared(declaration, model, context.CancellationToken).Any(members.Contains)) context.ReportSuppression(Suppression.Create(ReadAtCompileTime, diagnostic));
        }
    }

    private static IEnumerable<ISymbol> Declared(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation) => declaration switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => model.GetDeclaredSymbol(variable, cancellation)).OfType<ISymbol>(),
        _ => model.GetDeclaredSymbol(declaration, cancellation) is { } symbol ? [symbol] : [],
    };

    /// <summary>The members of all specs and statuses and of all types in them.</summary>
    private static HashSet<ISymbol> Members(Compilation compilation, CancellationToken cancellation)
    {
        var members = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (compilation.GetTypeByMetadataName(ResourceParser.AttributeName) is not { } attributeType) return members;
        var book = new ResourceBook(compilation, attributeType, Cel.KubernetesVersion.OldestSupported);
        foreach (var member in book.All.SelectMany(entry => book.Read(entry.Type, cancellation)!.Findings.Members).SelectMany(type => type.Value))
        {
            members.Add(member.Member.Symbol.OriginalDefinition);
            if (member.Member.Parameter is { } parameter) members.Add(parameter.OriginalDefinition);
        }
        return members;
    }
}
