using System.Collections.Immutable;
using Kube.Generators.Parsing;
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
    public static IEnumerable<Diagnostic> Of(ResourceReading reading)
    {
        foreach (var report in reading.Rules)
        {
            // A blank rule is told where it stands, without a schema.
            if (reading.Findings.OriginOf(report.Rule) is not { } origin || string.IsNullOrWhiteSpace(origin.Attribute.Text(0)))
                continue;
            // What is wrong with a rule of another assembly is told at the class that uses it.
            var syntax = reading.IsHere(origin.Attribute.Location()) ? origin.Attribute.Syntax() : null;
            var isUnreadable = false;
            foreach (var problem in report.Problems)
            {
                // Where reading stopped once, what follows is a guess.
                if (problem.Kind == RuleProblemKind.Syntax && problem.Part == RulePart.Rule)
                {
                    if (isUnreadable) continue;
                    isUnreadable = true;
                }
                var (location, isExact) = Place(syntax, problem, origin, reading);
                var (members, properties) = UnboundedUnderRule.Mend(reading, problem);
                if (isExact && problem.Replacement is { } replacement) properties = properties.Add(Replacement, replacement);
                yield return Diagnostic.Create(Descriptor(problem), location, members, properties, Message(problem, origin));
            }
        }
    }

    private static string Message(RuleProblem problem, RuleOrigin origin)
    {
        var hint = problem.Hint ?? (problem is { Kind: RuleProblemKind.Syntax, Span: { } span }
            ? SyntaxAdvice.Of(problem.Part == RulePart.Rule ? origin.Attribute.Text(0) : origin.Attribute.Named(problem.Part.ToString()) as string, span.Start - (problem.Part == RulePart.Rule ? origin.Offset : 0))
            : null);
        var message = hint is not null ? problem.Message + "; " + hint : problem.Message;
        return problem.Since is { } since ? $"{message}: if no older server has to accept it, set {OldestServer.Property} to {since} in the project" : message;
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
    private static (Location Location, bool IsExact) Place(AttributeSyntax? attribute, RuleProblem problem, RuleOrigin origin, ResourceReading reading)
    {
        if (attribute is null)
            return (reading.Type.Locations[0], false);
        if (Argument(attribute, problem.Part) is not { } expression)
            return (attribute.GetLocation(), false);
        var (text, offset) = problem.Part == RulePart.Rule ? (origin.Attribute.Text(0), origin.Offset) : (origin.Attribute.Named(problem.Part.ToString()) as string, 0);
        if (text is not null && problem.Span is { } span && Stretch(span, offset, text.Length) is var (start, end)
            && LiteralMap.Find(expression, text.Length, start, end, reading.Compilation) is { } place)
            return (Location.Create(attribute.SyntaxTree, place.Span), span.Length > 0 && place.IsText);
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
