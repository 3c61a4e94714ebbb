using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers;

/// <summary>Looks at the CEL expressions of <c>[Rule]</c> and its sisters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleExpressionAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<string> AttributeNames =
        ["Kube.RuleAttribute", "Kube.ItemRuleAttribute", "Kube.ValueRuleAttribute", "Kube.ResourceRuleAttribute"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.BlankRule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var attributes = AttributeNames
                .Select(name => start.Compilation.GetTypeByMetadataName(name))
                .OfType<INamedTypeSymbol>()
                .ToImmutableHashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
            if (!attributes.IsEmpty)
                start.RegisterSyntaxNodeAction(node => Analyze(node, attributes), SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, ImmutableHashSet<INamedTypeSymbol> attributes)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null) is not { } argument
            || context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol is not IMethodSymbol constructor
            || !attributes.Contains(constructor.ContainingType))
            return;
        var constant = context.SemanticModel.GetConstantValue(argument.Expression, context.CancellationToken);
        if (constant.HasValue && string.IsNullOrWhiteSpace(constant.Value as string))
            context.ReportDiagnostic(Diagnostic.Create(Rules.BlankRule, argument.Expression.GetLocation(), Target(attribute)));
    }

    private static string Target(AttributeSyntax attribute) => attribute.Parent?.Parent switch
    {
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        _ => attribute.Name.ToString(),
    };
}
