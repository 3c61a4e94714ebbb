using Kube.Cel.Checking;
using Kube.Cel.Evaluation;
using Kube.Cel.Syntax;

namespace Kube.Cel;

/// <summary>The outcome of compiling an expression: the expression, or what is wrong with it.</summary>
public sealed class CelCompilation
{
    internal CelCompilation(string text, CelExpression? expression, IReadOnlyList<CelDiagnostic> diagnostics)
    {
        Text = text;
        Expression = expression;
        Diagnostics = diagnostics;
    }

    /// <summary>The text that was compiled.</summary>
    public string Text { get; }

    /// <summary>The expression; null when there are diagnostics.</summary>
    public CelExpression? Expression { get; }

    /// <summary>What is wrong, by place; empty when the expression can be used.</summary>
    public IReadOnlyList<CelDiagnostic> Diagnostics { get; }

    /// <summary>The diagnostics as an API server prints them, with line, column and a caret; empty when there are none.</summary>
    public string RenderDiagnostics() => DiagnosticBag.Render(Text, Diagnostics);
}

internal static class CelCompiler
{
    public static CelCompilation Compile(CelEnvironment environment, string text, bool check, SyntaxFeatures syntax)
    {
        var diagnostics = new DiagnosticBag();
        var root = Parser.Parse(text, syntax, diagnostics, out var nodeCount);
        diagnostics.IsReading = false;
        if (root is not null && check)
        {
            Checker.Check(root, environment, diagnostics);
            if (!diagnostics.HasErrors)
            {
                LiteralValidator.Validate(root, environment, diagnostics);
            }
        }

        if (root is null || diagnostics.HasErrors)
        {
            return new CelCompilation(text, null, diagnostics.Sorted());
        }

        var planner = new Planner(environment);
        var program = planner.Plan(root);
        return new CelCompilation(text, new CelExpression(environment, text, root, nodeCount, program, planner.LocalCount, planner.Failure), []);
    }
}
