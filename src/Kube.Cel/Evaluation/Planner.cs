using Kube.Cel.Costs;
using Kube.Cel.Library;
using Kube.Cel.Syntax;

namespace Kube.Cel.Evaluation;

/// <summary>Turns a tree into steps: names become slots, overloads become delegates, constants are computed once.</summary>
/// <remarks>
/// What is folded decides what evaluation costs, so exactly the same is folded as by the reference implementation: list and map literals of
/// constants, conversions of constants, <c>in</c> with a constant list, and constant regular expressions.
/// </remarks>
internal sealed partial class Planner(CelEnvironment environment)
{
    private static readonly HashSet<string> FoldedConversions = new(StringComparer.Ordinal)
    {
        "bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint",
    };

    private readonly List<Local> _scope = [];

    /// <summary>How many slots the folds of the expression need.</summary>
    public int LocalCount { get; private set; }

    /// <summary>Set when a constant part can never be computed.</summary>
    public string? Failure { get; private set; }

    public Step Plan(Expr node) => node switch
    {
        LiteralExpr e => new ConstantStep(e.Value),
        IdentExpr e => PlanIdent(e),
        SelectExpr e => PlanSelect(e),
        CallExpr e => PlanCall(e),
        ListExpr e => PlanList(e),
        MapExpr e => PlanMap(e),
        ComprehensionExpr e => PlanFold(e),
        StructExpr e => new ConstantStep(CelValue.Error("unknown type: " + e.TypeName)),
        _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
    };

    private Step PlanIdent(IdentExpr ident)
    {
        var local = _scope.FindLastIndex(s => s.Name == ident.Name);
        if (local >= 0)
        {
            return new LocalPath(_scope[local].Slot) { Lazy = _scope[local].Lazy };
        }

        return (ident.Reference ?? environment.FindIdent(ident.Name)) is { } reference ? PlanReference(reference) : new UnknownPath(ident.Name);
    }

    private static Step PlanReference(Checking.IdentReference reference) => reference.TypeValue is { } type
        ? new ConstantStep(CelValue.Type(type))
        : new VariablePath(reference.Slot, reference.Name);

    private Step PlanSelect(SelectExpr select)
    {
        if (select.Reference is { } reference)
        {
            return PlanReference(reference);
        }

        if (select.Type is null && !select.TestOnly && QualifiedName.Of(select) is { } name && !_scope.Exists(s => s.Name == QualifiedName.RootOf(select))
            && environment.FindIdent(name) is { } found)
        {
            return PlanReference(found);
        }

        return Qualify(Plan(select.Operand), new ConstantQualifier(CelValue.String(select.Field), select.ResolvedField)
        {
            IsPresenceTest = select.TestOnly,
        });
    }

    private static AttributeStep Qualify(Step operand, Qualifier qualifier)
    {
        var attribute = operand as AttributeStep ?? new RelativePath(operand);
        attribute.Add(qualifier);
        return attribute;
    }

    private Step PlanCall(CallExpr call)
    {
        switch (call.Function)
        {
            case Operators.And: return new AndStep(Plan(call.Arguments[0]), Plan(call.Arguments[1]));
            case Operators.Or: return new OrStep(Plan(call.Arguments[0]), Plan(call.Arguments[1]));
            case Operators.Conditional:
                return new ConditionalStep(Plan(call.Arguments[0]), Plan(call.Arguments[1]), Plan(call.Arguments[2]));
            case Operators.NotStrictlyFalse: return new NotStrictlyFalseStep(Plan(call.Arguments[0]));
            case Operators.Equal: return new EqualityStep(Plan(call.Arguments[0]), Plan(call.Arguments[1]), negate: false);
            case Operators.NotEqual: return new EqualityStep(Plan(call.Arguments[0]), Plan(call.Arguments[1]), negate: true);
            case Operators.Index: return PlanIndex(call, optional: false);
            case Operators.OptionalIndex or Operators.OptionalSelect: return PlanIndex(call, optional: true);
        }

        var (overloads, hasTarget) = Find(call);
        var arguments = new List<Step>(call.Arguments.Count + 1);
        if (hasTarget)
        {
            arguments.Add(Plan(call.Target!));
        }

        arguments.AddRange(call.Arguments.Select(Plan));
        if (call.Function is "or" or "orValue" && arguments.Count == 2)
        {
            return new OptionalOrStep(arguments[0], arguments[1], unwrap: call.Function == "orValue");
        }

        return Specialize(call.Function, overloads, arguments);
    }

    /// <summary>The overloads a call may mean, and whether its target is an argument rather than part of the name.</summary>
    private (Overload[] Overloads, bool HasTarget) Find(CallExpr call)
    {
        if (call.Overloads is { } known)
        {
            return (known, call.Target is not null);
        }

        // Unchecked: nothing but names and the number of arguments to go by.
        if (call.Target is not null && QualifiedName.Of(call.Target) is { } prefix && environment.FindFunction(prefix + "." + call.Function) is { } namespaced)
        {
            call.Function = namespaced.Name;
            return (namespaced.Overloads.Where(o => !o.IsMember && o.Parameters.Length == call.Arguments.Count).ToArray(), false);
        }

        var isMember = call.Target is not null;
        var count = call.Arguments.Count + (isMember ? 1 : 0);
        var function = environment.FindFunction(call.Function);
        if (function is not null)
        {
            call.Function = function.Name;
        }

        return (function?.Overloads.Where(o => o.IsMember == isMember && o.Parameters.Length == count).ToArray() ?? [], isMember);
    }

    private Step Specialize(string function, Overload[] overloads, List<Step> arguments)
    {
        var overloadId = overloads.Length == 1 ? overloads[0].Id : "";
        if (overloadId == "in_list" && arguments[1] is ConstantStep { Value: { Kind: CelKind.List } constants } && PlanMembership(arguments[0], constants.AsList) is { } member)
        {
            return member;
        }

        var cost = RuntimeCosts.Of(function, overloadId);
        switch (arguments.Count)
        {
            case 1:
                {
                    var unary = new UnaryStep(function, overloads, arguments[0], cost);
                    return FoldedConversions.Contains(function) && arguments[0] is ConstantStep ? FoldConversion(unary) : unary;
                }

            case 2 when OperatorBody(function) is { } body:
                return new OperatorStep(body, arguments[0], arguments[1], cost);
            case 2 or 3 when PlanRegex(function, overloads, arguments, cost) is { } regex:
                return regex;
            case 2:
                return new BinaryStep(function, overloads, arguments[0], arguments[1], cost);
            default:
                return new ManyStep(function, overloads, [.. arguments], cost);
        }
    }

    private static BinaryFunction? OperatorBody(string function) => function switch
    {
        Operators.Add => Arithmetic.Add,
        Operators.Subtract => Arithmetic.Subtract,
        Operators.Multiply => Arithmetic.Multiply,
        Operators.Divide => Arithmetic.Divide,
        Operators.Modulo => Arithmetic.Modulo,
        Operators.Less => Arithmetic.Less,
        Operators.LessOrEqual => Arithmetic.LessOrEqual,
        Operators.Greater => Arithmetic.Greater,
        Operators.GreaterOrEqual => Arithmetic.GreaterOrEqual,
        Operators.In => Arithmetic.In,
        _ => null,
    };

    private ConstantStep FoldConversion(UnaryStep conversion)
    {
        var frame = new Frame(environment.NewVariables(), [], ulong.MaxValue);
        var value = conversion.Evaluate(ref frame);
        if (value.IsError)
        {
            Failure ??= value.AsError.Message;
        }

        return new ConstantStep(value);
    }

    /// <summary>A look-up instead of a search; only where the reference implementation does so, too. An empty list makes the answer a constant.</summary>
    private static Step? PlanMembership(Step value, CelList constants)
    {
        var members = new CelDictionaryMap();
        foreach (var constant in constants)
        {
            if (constant.Kind is not (CelKind.Bool or CelKind.Int or CelKind.UInt or CelKind.Double or CelKind.String))
            {
                return null;
            }

            members.Set(constant, CelValue.True);
            foreach (var same in new[] { Conversions.ToInt(constant), Conversions.ToUInt(constant), Conversions.ToDouble(constant) })
            {
                if (constant.Kind is CelKind.Int or CelKind.UInt or CelKind.Double && Equality.Compare(constant, same).IsTrue)
                {
                    members.Set(same, CelValue.True);
                }
            }
        }

        return constants.Count == 0 ? new ConstantStep(CelValue.False) : new MembershipStep(value, members);
    }

    private AttributeStep PlanIndex(CallExpr call, bool optional)
    {
        var operand = Plan(call.Arguments[0]);
        var index = Plan(call.Arguments[1]);
        return Qualify(operand, index is ConstantStep constant && constant.Value.Kind is CelKind.Int or CelKind.UInt or CelKind.String or CelKind.Bool or CelKind.Double
            ? new ConstantQualifier(constant.Value, call.ResolvedField) { IsOptional = optional }
            : new ComputedQualifier(index) { IsOptional = optional });
    }

    private Step PlanList(ListExpr list)
    {
        var elements = list.Elements.Select(Plan).ToArray();
        var optional = list.OptionalIndices.Count == 0 ? null : Enumerable.Range(0, elements.Length).Select(list.IsOptional).ToArray();
        var step = new ListStep(elements, optional);
        return Array.TrueForAll(elements, e => e is ConstantStep) ? Fold(step) : step;
    }

    private Step PlanMap(MapExpr map)
    {
        var keys = map.Entries.Select(e => Plan(e.Key!)).ToArray();
        var values = map.Entries.Select(e => Plan(e.Value)).ToArray();
        var optional = map.Entries.Any(e => e.Optional) ? map.Entries.Select(e => e.Optional).ToArray() : null;
        var step = new MapStep(keys, values, optional);
        return Array.TrueForAll(keys, k => k is ConstantStep) && Array.TrueForAll(values, v => v is ConstantStep) ? Fold(step) : step;
    }

    private ConstantStep Fold(Step step)
    {
        var frame = new Frame(environment.NewVariables(), [], ulong.MaxValue);
        return new ConstantStep(step.Evaluate(ref frame));
    }

    private FoldStep PlanFold(ComprehensionExpr fold)
    {
        var parts = fold.Parts;
        var init = Plan(parts.AccumulatorInit);
        var range = Plan(parts.Range);
        var accumulator = LocalCount++;
        _scope.Add(new(parts.AccumulatorVariable, accumulator, parts.IsBinding ? init : null));
        var first = LocalCount++;
        _scope.Add(new(parts.IterationVariable, first, null));
        var second = parts.SecondVariable is null ? -1 : LocalCount++;
        if (second >= 0)
        {
            _scope.Add(new(parts.SecondVariable!, second, null));
        }

        var condition = Plan(parts.Condition);
        var step = Plan(parts.Step);
        _scope.RemoveRange(_scope.Count - (second >= 0 ? 2 : 1), second >= 0 ? 2 : 1);
        var result = Plan(parts.Result);
        _scope.RemoveAt(_scope.Count - 1);
        return new FoldStep(range, first, second, accumulator, condition, step, result) { Init = parts.IsBinding ? null : init };
    }

    /// <summary>A variable of a fold.</summary>
    /// <param name="Name">What the expression calls it.</param>
    /// <param name="Slot">Where its value is.</param>
    /// <param name="Lazy">Computes it at first use; none where it is there.</param>
    private sealed record Local(string Name, int Slot, Step? Lazy);
}
