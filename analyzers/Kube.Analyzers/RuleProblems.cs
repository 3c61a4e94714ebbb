using System.Collections.Immutable;
using Kube.Cel;
using Kube.Generators.Parsing;
using Kube.Schema.Crds;
using Kube.Schema.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using CelSpan = Kube.Cel.Syntax.TextSpan;

namespace Kube.Analyzers;

/// <summary>What an API server would refuse about the CEL rules of a resource, at the characters that are to blame.</summary>
internal static class RuleProblems
{
    /// <summary>The diagnostic's property with what to write in place of the marked characters.</summary>
    public const string Replacement = "Replacement";

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
        [Rules.RuleSyntax, Rules.RuleType, Rules.RuleResult, Rules.MessageExpression, Rules.RuleCost, Rules.RuleTransition, Rules.RuleSetting];

    /// <summary>The diagnostics of all rules that were written in attributes, in the order of the schema.</summary>
    /// <param name="reports">The rules, analyzed.</param>
    /// <param name="findings">Knows where the rules were written.</param>
    /// <param name="compilation">The compilation; what is wrong in another is told at <paramref name="elsewhere"/>.</param>
    /// <param name="elsewhere">The class that uses the rules.</param>
    public static IEnumerable<Diagnostic> Of(IReadOnlyList<RuleReport> reports, Findings findings, Compilation compilation, Location elsewhere)
    {
        foreach (var report in reports)
        {
            // A blank rule is told where it stands, without a schema.
            if (findings.OriginOf(report.Rule) is not { } origin || string.IsNullOrWhiteSpace(origin.Attribute.Text(0)))
                continue;
            var syntax = origin.Attribute.ApplicationSyntaxReference is { } reference && compilation.ContainsSyntaxTree(reference.SyntaxTree)
                ? reference.GetSyntax() as AttributeSyntax
                : null;
            foreach (var problem in report.Problems)
            {
                var (location, isExact) = Place(syntax, problem, origin, elsewhere);
                var properties = isExact && problem.Replacement is { } replacement ? ImmutableDictionary<string, string?>.Empty.Add(Replacement, replacement) : null;
                yield return Diagnostic.Create(Descriptor(problem), location, properties, problem.Hint is { } hint ? problem.Message + "; " + hint : problem.Message);
            }
        }
    }

    private static DiagnosticDescriptor Descriptor(RuleProblem problem) => problem.Kind switch
    {
        RuleProblemKind.Setting => Rules.RuleSetting,
        _ when problem.Part == RulePart.MessageExpression => Rules.MessageExpression,
        RuleProblemKind.Syntax => Rules.RuleSyntax,
        RuleProblemKind.Type => Rules.RuleType,
        RuleProblemKind.Result => Rules.RuleResult,
        RuleProblemKind.Cost => Rules.RuleCost,
        RuleProblemKind.Transition => Rules.RuleTransition,
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem.Kind, "The problem has no diagnostic."),
    };

    /// <summary>The characters if they can be told; else the text that they belong to; else the attribute.</summary>
    private static (Location Location, bool IsExact) Place(AttributeSyntax? attribute, RuleProblem problem, RuleOrigin origin, Location elsewhere)
    {
        if (attribute is null)
            return (elsewhere, false);
        if (Argument(attribute, problem.Part) is not { } expression)
            return (attribute.GetLocation(), false);
        var (text, offset) = problem.Part == RulePart.Rule ? (origin.Attribute.Text(0), origin.Offset) : (origin.Attribute.Named(problem.Part.ToString()) as string, 0);
        if (text is not null && problem.Span is { } span && Stretch(span, offset, text.Length) is var (start, end) && LiteralMap.Find(expression, text.Length, start, end) is { } place)
            return (Location.Create(attribute.SyntaxTree, place), span.Length > 0);
        return (expression.GetLocation(), false);
    }

    /// <summary>The marked stretch of the attribute's own text; a place between characters takes one of them in.</summary>
    private static (int Start, int End) Stretch(CelSpan span, int offset, int length)
    {
        var start = Math.Max(0, Math.Min(span.Start - offset, length - 1));
        return (start, Math.Max(start + 1, Math.Min(span.End - offset, length)));
    }

    private static ExpressionSyntax? Argument(AttributeSyntax attribute, RulePart part)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        return (part == RulePart.Rule
            ? arguments.FirstOrDefault(argument => argument.NameEquals is null)
            : arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == part.ToString()))?.Expression;
    }
}
