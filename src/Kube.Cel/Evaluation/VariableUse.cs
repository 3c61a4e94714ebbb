using Kube.Cel.Syntax;

namespace Kube.Cel.Evaluation;

/// <summary>Finds out whether a declared variable is read anywhere in a tree.</summary>
internal static class VariableUse
{
    public static bool Finds(Expr node, string variable) => node switch
    {
        IdentExpr e => e.Reference is { Slot: >= 0 } reference && reference.Name == variable,
        SelectExpr { Reference: { Slot: >= 0 } reference } => reference.Name == variable,
        SelectExpr e => Finds(e.Operand, variable),
        CallExpr e => (e.Target is not null && Finds(e.Target, variable)) || e.Arguments.Any(a => Finds(a, variable)),
        ListExpr e => e.Elements.Any(a => Finds(a, variable)),
        MapExpr e => e.Entries.Any(a => Finds(a.Key!, variable) || Finds(a.Value, variable)),
        StructExpr e => e.Fields.Any(a => Finds(a.Value, variable)),
        ComprehensionExpr { Parts: var p } => Finds(p.Range, variable) || Finds(p.AccumulatorInit, variable) || Finds(p.Condition, variable)
            || Finds(p.Step, variable) || Finds(p.Result, variable),
        _ => false,
    };
}
