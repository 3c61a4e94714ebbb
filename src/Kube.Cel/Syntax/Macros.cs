namespace Kube.Cel.Syntax;

/// <summary>A call that may be a macro: the pieces, and makers for the nodes it expands to.</summary>
internal readonly record struct MacroCall(
    Parser Parser, string Function, TextSpan FunctionSpan, TextSpan Span, int Position, Expr? Target, Expr[] Arguments)
{
    public Expr Literal(CelValue value) => Parser.MacroLiteral(this, value);

    public IdentExpr Ident(string name) => new(Parser.MacroId(), Span, Position, name);

    public IdentExpr Accumulator() => Ident(Macros.Accumulator);

    public CallExpr Call(string function, params Expr[] arguments) => new(Parser.MacroId(), Span, Position, function, FunctionSpan, null, arguments);

    public CallExpr MemberCall(string function, Expr target, params Expr[] arguments) =>
        new(Parser.MacroId(), Span, Position, function, FunctionSpan, target, arguments);

    public ListExpr List(params Expr[] elements) => new(Parser.MacroId(), Span, Position, elements, []);

    public MapExpr Map() => new(Parser.MacroId(), Span, Position, []);

    public ComprehensionExpr Fold(
        Expr range, string variable, string? second, string accumulator, Expr init, Expr condition, Expr step, Expr result) =>
        new(Parser.MacroId(), Span, Position, new ComprehensionParts(range, variable, second, accumulator, init, condition, step, result));

    public Expr Fail(Expr at, string message)
    {
        Parser.MacroError(at, message);
        return at;
    }
}

/// <summary>The macros: what looks like a call and stands for a fold or a presence test.</summary>
internal static class Macros
{
    /// <summary>The hidden accumulator; no source text can name it.</summary>
    public const string Accumulator = "@result";

    public const string Unused = "#unused";

    private const string OldAccumulator = "__result__";
    private const string SortByInput = "@__sortBy_input__";

    private static readonly Dictionary<string, Definition[]> Table = new Definition[]
    {
        new("has", 1, false, SyntaxFeatures.Macros, Has),
        new("all", 2, true, SyntaxFeatures.Macros, All),
        new("exists", 2, true, SyntaxFeatures.Macros, Exists),
        new("exists_one", 2, true, SyntaxFeatures.Macros, ExistsOne),
        new("existsOne", 2, true, SyntaxFeatures.Macros, ExistsOne),
        new("map", 2, true, SyntaxFeatures.Macros, Map),
        new("map", 3, true, SyntaxFeatures.Macros, Map),
        new("filter", 2, true, SyntaxFeatures.Macros, Filter),
        new("optMap", 2, true, SyntaxFeatures.Optionals, OptionalMap),
        new("optFlatMap", 2, true, SyntaxFeatures.Optionals, OptionalFlatMap),
        new("all", 3, true, SyntaxFeatures.TwoVariableMacros, All),
        new("exists", 3, true, SyntaxFeatures.TwoVariableMacros, Exists),
        new("existsOne", 3, true, SyntaxFeatures.TwoVariableMacros, ExistsOne),
        new("exists_one", 3, true, SyntaxFeatures.TwoVariableMacros, ExistsOne),
        new("transformList", 3, true, SyntaxFeatures.TwoVariableMacros, TransformList),
        new("transformList", 4, true, SyntaxFeatures.TwoVariableMacros, TransformList),
        new("transformMap", 3, true, SyntaxFeatures.TwoVariableMacros, TransformMap),
        new("transformMap", 4, true, SyntaxFeatures.TwoVariableMacros, TransformMap),
        new("transformMapEntry", 3, true, SyntaxFeatures.TwoVariableMacros, TransformMapEntry),
        new("transformMapEntry", 4, true, SyntaxFeatures.TwoVariableMacros, TransformMapEntry),
        new("sortBy", 2, true, SyntaxFeatures.ListMacros, SortBy),
    }.GroupBy(d => d.Name).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>Names of macros and the version of the environment that brings them, for hints.</summary>
    public static KubernetesVersion? IntroducedIn(string name, int argumentCount) => Find(name, argumentCount, true)?.Feature switch
    {
        SyntaxFeatures.Optionals => new KubernetesVersion(1, 28),
        SyntaxFeatures.TwoVariableMacros => new KubernetesVersion(1, 32),
        SyntaxFeatures.ListMacros => new KubernetesVersion(1, 34),
        _ => null,
    };

    /// <summary>The expansion, or null when the call is no macro in this environment. Ill-formed arguments are reported.</summary>
    public static Expr? TryExpand(in MacroCall call, SyntaxFeatures features) =>
        Find(call.Function, call.Arguments.Length, call.Target is not null) is { } definition && (features & definition.Feature) != 0
            ? definition.Expand(call)
            : null;

    private static Definition? Find(string name, int argumentCount, bool receiver)
    {
        if (Table.TryGetValue(name, out var definitions))
        {
            foreach (var definition in definitions)
            {
                if (definition.ArgumentCount == argumentCount && definition.Receiver == receiver)
                {
                    return definition;
                }
            }
        }

        return null;
    }

    private static Expr Has(MacroCall call) => call.Arguments[0] is SelectExpr { TestOnly: false } select
        ? new SelectExpr(call.Parser.MacroId(), call.Span, call.Position, select.Operand, select.Field, select.FieldSpan, testOnly: true)
        : call.Fail(call.Arguments[0], "invalid argument to has() macro");

    private static Expr All(MacroCall call) => WithVariables(call, quantifier: true, (in MacroCall c, string first, string? second, Expr[] rest) => c.Fold(
        c.Target!, first, second, Accumulator,
        c.Literal(CelValue.True),
        c.Call(Operators.NotStrictlyFalse, c.Accumulator()),
        c.Call(Operators.And, c.Accumulator(), rest[0]),
        c.Accumulator()));

    private static Expr Exists(MacroCall call) => WithVariables(call, quantifier: true, (in MacroCall c, string first, string? second, Expr[] rest) => c.Fold(
        c.Target!, first, second, Accumulator,
        c.Literal(CelValue.False),
        c.Call(Operators.NotStrictlyFalse, c.Call(Operators.Not, c.Accumulator())),
        c.Call(Operators.Or, c.Accumulator(), rest[0]),
        c.Accumulator()));

    private static Expr ExistsOne(MacroCall call) => WithVariables(call, quantifier: true, (in MacroCall c, string first, string? second, Expr[] rest) => c.Fold(
        c.Target!, first, second, Accumulator,
        c.Literal(CelValue.Int(0)),
        c.Literal(CelValue.True),
        c.Call(Operators.Conditional, rest[0], c.Call(Operators.Add, c.Accumulator(), c.Literal(CelValue.Int(1))), c.Accumulator()),
        c.Call(Operators.Equal, c.Accumulator(), c.Literal(CelValue.Int(1)))));

    private static Expr Map(MacroCall call) => WithVariables(call, quantifier: false, MapFold, twoVariables: false);

    private static Expr MapFold(in MacroCall c, string first, string? second, Expr[] rest)
    {
        Expr step = c.Call(Operators.Add, c.Accumulator(), c.List(rest[rest.Length - 1]));
        if (rest.Length == 2)
        {
            step = c.Call(Operators.Conditional, rest[0], step, c.Accumulator());
        }

        return c.Fold(c.Target!, first, second, Accumulator, c.List(), c.Literal(CelValue.True), step, c.Accumulator());
    }

    private static Expr TransformList(MacroCall call) => WithVariables(call, quantifier: true, MapFold);

    private static Expr Filter(MacroCall call) => WithVariables(
        call,
        quantifier: false,
        (in MacroCall c, string first, string? second, Expr[] rest) => c.Fold(
            c.Target!, first, second, Accumulator, c.List(), c.Literal(CelValue.True),
            c.Call(Operators.Conditional, rest[0], c.Call(Operators.Add, c.Accumulator(), c.List(c.Arguments[0])), c.Accumulator()),
            c.Accumulator()),
        twoVariables: false);

    private static Expr TransformMap(MacroCall call) => WithVariables(call, quantifier: true, (in MacroCall c, string first, string? second, Expr[] rest) =>
        Filtered(c, first, second, rest, c.Call("cel.@mapInsert", c.Accumulator(), c.Ident(first), rest[rest.Length - 1])));

    private static Expr TransformMapEntry(MacroCall call) => WithVariables(call, quantifier: true, (in MacroCall c, string first, string? second, Expr[] rest) =>
        Filtered(c, first, second, rest, c.Call("cel.@mapInsert", c.Accumulator(), rest[rest.Length - 1])));

    private static Expr Filtered(in MacroCall c, string first, string? second, Expr[] rest, Expr step) => c.Fold(
        c.Target!, first, second, Accumulator, c.Map(), c.Literal(CelValue.True),
        rest.Length == 2 ? c.Call(Operators.Conditional, rest[0], step, c.Accumulator()) : step,
        c.Accumulator());

    private static Expr OptionalMap(MacroCall call) => call.Arguments[0] is IdentExpr name
        ? call.Call(
            Operators.Conditional,
            call.MemberCall("hasValue", call.Target!),
            call.Call("optional.of", Bind(call, name.Name, call.MemberCall("value", call.Parser.Copy(call.Target!)), call.Arguments[1])),
            call.Call("optional.none"))
        : call.Fail(call.Arguments[0], "optMap() variable name must be a simple identifier");

    private static Expr OptionalFlatMap(MacroCall call) => call.Arguments[0] is IdentExpr name
        ? call.Call(
            Operators.Conditional,
            call.MemberCall("hasValue", call.Target!),
            Bind(call, name.Name, call.MemberCall("value", call.Parser.Copy(call.Target!)), call.Arguments[1]),
            call.Call("optional.none"))
        : call.Fail(call.Arguments[0], "optFlatMap() variable name must be a simple identifier");

    private static Expr SortBy(MacroCall call)
    {
        if (call.Target is not (ListExpr or SelectExpr or IdentExpr or ComprehensionExpr or CallExpr))
        {
            return call.Fail(call.Target!, "sortBy can only be applied to a list, identifier, comprehension, call or select expression");
        }

        var keys = Map(call with { Target = call.Ident(SortByInput) });
        var sorted = call.MemberCall("@sortByAssociatedKeys", call.Ident(SortByInput), keys);
        return Bind(call, SortByInput, call.Target, sorted);
    }

    /// <summary>A fold that runs no step: its accumulator names <paramref name="value"/> within <paramref name="body"/>.</summary>
    private static ComprehensionExpr Bind(in MacroCall call, string name, Expr value, Expr body) =>
        call.Fold(call.List(), Unused, null, name, value, call.Literal(CelValue.False), call.Ident(name), body);

    private static Expr WithVariables(in MacroCall call, bool quantifier, Builder build, bool twoVariables = true)
    {
        // The two-variable forms have one argument more than the one-variable forms of the same name.
        var two = twoVariables && (call.Arguments.Length > 2 || call.Function.StartsWith("transform", StringComparison.Ordinal));
        var complaint = quantifier ? "argument must be a simple name" : "argument is not an identifier";
        if (call.Arguments[0] is not IdentExpr first)
        {
            return call.Fail(call.Arguments[0], complaint);
        }

        IdentExpr? second = null;
        if (two && (second = call.Arguments[1] as IdentExpr) is null)
        {
            return call.Fail(call.Arguments[1], complaint);
        }

        if (second is not null && first.Name == second.Name)
        {
            return call.Fail(second, $"duplicate variable name: {first.Name}");
        }

        foreach (var variable in second is null ? [first] : new[] { first, second })
        {
            if (variable.Name is Accumulator or OldAccumulator)
            {
                return call.Fail(variable, "iteration variable overwrites accumulator variable");
            }
        }

        return build(call, first.Name, second?.Name, call.Arguments.Skip(two ? 2 : 1).ToArray());
    }

    private delegate Expr Builder(in MacroCall call, string first, string? second, Expr[] rest);

    private sealed record Definition(string Name, int ArgumentCount, bool Receiver, SyntaxFeatures Feature, Func<MacroCall, Expr> Expand);
}
