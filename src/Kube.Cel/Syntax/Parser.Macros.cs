namespace Kube.Cel.Syntax;

/// <content>What macro expansion needs of the parser: fresh ids, copies, errors.</content>
internal sealed partial class Parser
{
    internal int MacroId() => NewId();

    internal Expr MacroLiteral(in MacroCall call, CelValue value) => new LiteralExpr(NewId(), call.Span, value);

    internal void MacroError(Expr at, string message) => _diagnostics.Report(at.Position, at.Span, message);

    /// <summary>A copy with new ids, so that both copies can be typed and costed on their own.</summary>
    internal Expr Copy(Expr expression) => TooManyNodes() ? expression : expression switch
    {
        LiteralExpr e => new LiteralExpr(NewId(), e.Span, e.Value),
        IdentExpr e => new IdentExpr(NewId(), e.Span, e.Position, e.Name),
        SelectExpr e => new SelectExpr(NewId(), e.Span, e.Position, Copy(e.Operand), e.Field, e.FieldSpan, e.TestOnly),
        CallExpr e => new CallExpr(
            NewId(), e.Span, e.Position, e.Function, e.FunctionSpan, e.Target is null ? null : Copy(e.Target), CopyAll(e.Arguments)),
        ListExpr e => new ListExpr(NewId(), e.Span, e.Position, CopyAll(e.Elements), e.OptionalIndices),
        MapExpr e => new MapExpr(NewId(), e.Span, e.Position, CopyAll(e.Entries)),
        StructExpr e => new StructExpr(NewId(), e.Span, e.Position, e.TypeName, CopyAll(e.Fields)),
        ComprehensionExpr e => new ComprehensionExpr(NewId(), e.Span, e.Position, e.Parts with
        {
            Range = Copy(e.Parts.Range),
            AccumulatorInit = Copy(e.Parts.AccumulatorInit),
            Condition = Copy(e.Parts.Condition),
            Step = Copy(e.Parts.Step),
            Result = Copy(e.Parts.Result),
        }),
        _ => throw new InvalidOperationException($"unknown node {expression.GetType().Name}"),
    };

    /// <summary>Chained <c>optMap</c>s double the tree with every link; the reference implementation has no limit here and would never come back.</summary>
    private bool TooManyNodes()
    {
        if (_nextId <= MaxNodes)
        {
            return false;
        }

        if (!_aborted)
        {
            _aborted = true;
            _diagnostics.ReportNowhere($"expression expands to more than {MaxNodes} nodes");
        }

        return true;
    }

    private Expr[] CopyAll(IReadOnlyList<Expr> expressions)
    {
        var copies = new Expr[expressions.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = Copy(expressions[i]);
        }

        return copies;
    }

    private EntryExpr[] CopyAll(IReadOnlyList<EntryExpr> entries)
    {
        var copies = new EntryExpr[entries.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            var entry = entries[i];
            copies[i] = entry with { Key = entry.Key is null ? null : Copy(entry.Key), Value = Copy(entry.Value) };
        }

        return copies;
    }
}
