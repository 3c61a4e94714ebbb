using Kube.Cel.Library;
using Kube.Cel.Syntax;

namespace Kube.Cel.Checking;

/// <summary>Gives every node a type and every call its overloads, or says why there is none.</summary>
/// <remarks>Behaviour and messages follow the reference checker (cel-go <c>checker</c>), because an API server's users know them.</remarks>
internal sealed partial class Checker
{
    private readonly CelEnvironment _environment;
    private readonly DiagnosticBag _diagnostics;
    private readonly TypeUnifier _unifier = new();
    private readonly List<(string Name, CelType Type)> _locals = [];
    private readonly List<Expr> _visited = [];

    private Checker(CelEnvironment environment, DiagnosticBag diagnostics)
    {
        _environment = environment;
        _diagnostics = diagnostics;
    }

    public static void Check(Expr root, CelEnvironment environment, DiagnosticBag diagnostics)
    {
        var checker = new Checker(environment, diagnostics);
        checker.Visit(root);
        foreach (var node in checker._visited)
        {
            node.Type = checker._unifier.Substitute(node.Type!, unboundToDyn: true);
        }
    }

    private CelType Set(Expr node, CelType type)
    {
        node.Type = type;
        _visited.Add(node);
        return type;
    }

    private CelType Visit(Expr node) => node switch
    {
        LiteralExpr e => Set(e, e.Value.RuntimeType),
        IdentExpr e => VisitIdent(e),
        SelectExpr e => VisitSelect(e),
        CallExpr e => VisitCall(e),
        ListExpr e => VisitList(e),
        MapExpr e => VisitMap(e),
        ComprehensionExpr e => VisitComprehension(e),
        StructExpr e => VisitStruct(e),
        _ => throw new InvalidOperationException($"unknown node {node.GetType().Name}"),
    };

    private CelType VisitIdent(IdentExpr ident)
    {
        if (FindLocal(ident.Name) is { } local)
        {
            return Set(ident, local);
        }

        if (_environment.FindIdent(ident.Name) is { } reference)
        {
            ident.Reference = reference;
            return Set(ident, reference.Type);
        }

        ReportUndeclared(ident.Position, ident.Span, ident.Name);
        return Set(ident, CelType.Error);
    }

    private bool IsUnknown(string root) => FindLocal(root) is null && _environment.FindIdent(root) is null;

    private bool IsNamespace(string root) => _environment.IsNamespace(root) && FindLocal(root) is null;

    private CelType? FindLocal(string name)
    {
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Name == name)
            {
                return _locals[i].Type;
            }
        }

        return null;
    }

    private CelType VisitSelect(SelectExpr select)
    {
        // A chain of names may be one qualified name, such as google.protobuf.Timestamp.
        if (!select.TestOnly && QualifiedName.RootOf(select) is { } root && IsNamespace(root) && QualifiedName.Of(select) is { } name
            && _environment.FindIdent(name) is { } reference)
        {
            select.Reference = reference;
            return Set(select, reference.Type);
        }

        var type = SelectField(select, select.Operand, select.Field, select.FieldSpan, optional: false, out var field);
        select.ResolvedField = field;
        return Set(select, select.TestOnly ? CelType.Bool : _unifier.Substitute(type, unboundToDyn: false));
    }

    private CelType SelectField(Expr node, Expr operand, string fieldName, TextSpan fieldSpan, bool optional, out CelField? field)
    {
        field = null;
        var operandType = _unifier.Substitute(Visit(operand), unboundToDyn: false);
        var target = operandType.IsOptional ? operandType.Args[0] : operandType;
        var result = CelType.Error;
        switch (target.Kind)
        {
            case CelTypeKind.Map:
                result = target.Args[1];
                break;
            case CelTypeKind.Object:
                field = _environment.FindField(target, fieldName);
                if (field is not null)
                {
                    result = field.Type;
                }
                else
                {
                    ReportUndefinedField(node.Position, fieldSpan, fieldName, target);
                }

                break;
            case CelTypeKind.TypeParameter:
                _unifier.IsAssignable(CelType.Dyn, target);
                result = CelType.Dyn;
                break;
            default:
                if (!target.IsDynOrError)
                {
                    _diagnostics.Add(new CelDiagnostic(fieldSpan, $"type '{target}' does not support field selection", node.Position)
                    {
                        Hint = OverloadHint.OfName(fieldName) ?? "it has no fields",
                    });
                }

                result = CelType.Dyn;
                break;
        }

        return operandType.IsOptional || optional ? CelType.Optional(result) : result;
    }

    private CelType VisitCall(CallExpr call)
    {
        if (call.Function == Operators.OptionalSelect)
        {
            return VisitOptionalSelect(call);
        }

        foreach (var argument in call.Arguments)
        {
            Visit(argument);
        }

        if (call.Target is null)
        {
            if (_environment.FindFunction(call.Function) is { } global)
            {
                call.Function = global.Name;
                return Resolve(call, global);
            }

            ReportUndeclaredFunction(call, call.Function);
            return Set(call, CelType.Error);
        }

        // a.b.c() is either the function a.b.c or a member call on a.b.
        if (QualifiedName.RootOf(call.Target) is { } root && (IsNamespace(root) || IsUnknown(root)) && QualifiedName.Of(call.Target) is { } prefix)
        {
            var qualified = prefix + "." + call.Function;
            if (_environment.FindFunction(qualified) is { } namespaced)
            {
                call.Function = namespaced.Name;
                call.Target = null;
                return Resolve(call, namespaced);
            }

            if (_environment.NewerThanThis(qualified) is { } newer)
            {
                ReportTooNew(call, qualified, newer);
                return Set(call, CelType.Error);
            }
        }

        Visit(call.Target);
        if (_environment.FindFunction(call.Function) is { } member)
        {
            return Resolve(call, member);
        }

        ReportUndeclaredFunction(call, call.Function);
        return Set(call, CelType.Error);
    }

    private CelType VisitOptionalSelect(CallExpr call)
    {
        var name = ((LiteralExpr)call.Arguments[1]).Value.AsString;
        var type = SelectField(call, call.Arguments[0], name, call.Arguments[1].Span, optional: true, out var field);
        Set(call.Arguments[1], CelType.String);
        call.ResolvedField = field;
        call.Overloads = _environment.FindFunction(Operators.OptionalSelect)?.Overloads ?? [];
        return Set(call, _unifier.Substitute(type, unboundToDyn: false));
    }

    private CelType Resolve(CallExpr call, FunctionDeclaration function)
    {
        var isMember = call.Target is not null;
        var types = new List<CelType>(call.Arguments.Count + 1);
        if (isMember)
        {
            types.Add(call.Target!.Type!);
        }

        foreach (var argument in call.Arguments)
        {
            types.Add(argument.Type!);
        }

        if (function.Name is Operators.And or Operators.Or)
        {
            return ResolveLogic(call, function, types);
        }

        Overload? first = null;
        List<Overload>? all = null;
        CelType? result = null;
        foreach (var overload in function.Overloads)
        {
            if (overload.IsMember != isMember)
            {
                continue;
            }

            var variables = overload.TypeParameterCount == 0 ? 0 : _unifier.NewVariables(overload.TypeParameterCount);
            if (!_unifier.AreAssignable(types, overload.Parameters, variables))
            {
                continue;
            }

            if (first is null)
            {
                first = overload;
            }
            else
            {
                (all ??= [first]).Add(overload);
            }

            var candidate = _unifier.Substitute(TypeUnifier.Instantiate(overload.Result, variables), unboundToDyn: false);
            if (result is null)
            {
                result = candidate;
            }
            else if (result.Kind != CelTypeKind.Dyn && !candidate.Equals(result))
            {
                result = CelType.Dyn;
            }
        }

        if (result is null)
        {
            ReportNoOverload(call, function, types, isMember);
            return Set(call, CelType.Error);
        }

        call.Overloads = all?.ToArray() ?? [first!];
        return Set(call, result);
    }

    private CelType ResolveLogic(CallExpr call, FunctionDeclaration function, List<CelType> types)
    {
        call.Overloads = function.Overloads;
        var result = CelType.Bool;
        for (var i = 0; i < types.Count; i++)
        {
            if (!_unifier.IsAssignable(types[i], CelType.Bool))
            {
                ReportMismatch(call.Arguments[i], CelType.Bool, types[i]);
                result = CelType.Error;
            }
        }

        return Set(call, result);
    }

    private CelType VisitList(ListExpr list)
    {
        CelType? element = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var type = Visit(list.Elements[i]);
            if (list.IsOptional(i))
            {
                type = UnwrapOptional(list.Elements[i], type);
            }

            element = Join(element, type);
        }

        return Set(list, CelType.List(element ?? _unifier.NewVariable()));
    }

    private CelType VisitMap(MapExpr map)
    {
        CelType? keyType = null;
        CelType? valueType = null;
        foreach (var entry in map.Entries)
        {
            keyType = Join(keyType, Visit(entry.Key!));
            var type = Visit(entry.Value);
            valueType = Join(valueType, entry.Optional ? UnwrapOptional(entry.Value, type) : type);
        }

        return Set(map, CelType.Map(keyType ?? _unifier.NewVariable(), valueType ?? _unifier.NewVariable()));
    }

    private CelType UnwrapOptional(Expr node, CelType type)
    {
        if (type.IsOptional)
        {
            return type.Args[0];
        }

        if (type.Kind != CelTypeKind.Dyn)
        {
            ReportMismatch(node, CelType.Optional(type), type);
        }

        return type;
    }

    private CelType Join(CelType? previous, CelType current)
    {
        if (previous is null)
        {
            return current;
        }

        if (_unifier.IsAssignable(previous, current))
        {
            return TypeUnifier.MostGeneral(previous, current);
        }

        // Mixed elements make dyn; that Kubernetes refuses them is a check of its own, which format's arguments are exempt from.
        return CelType.Dyn;
    }

    private CelType VisitStruct(StructExpr node)
    {
        foreach (var field in node.Fields)
        {
            Visit(field.Value);
        }

        var reference = _environment.FindIdent(node.TypeName);
        if (reference is null)
        {
            ReportUndeclared(node.Position, node.Span, node.TypeName);
        }
        else
        {
            _diagnostics.Report(node.Position, node.Span, reference.TypeValue is null
                ? $"'{reference.Type}' is not a type"
                : $"'{reference.TypeValue.Name}' is not a message type");
        }

        return Set(node, CelType.Error);
    }

    private CelType VisitComprehension(ComprehensionExpr node)
    {
        var parts = node.Parts;
        var rangeType = _unifier.Substitute(Visit(parts.Range), unboundToDyn: false);
        var accumulatorType = Visit(parts.AccumulatorInit);
        _locals.Add((parts.AccumulatorVariable, accumulatorType));

        var two = parts.SecondVariable is not null;
        CelType first;
        var second = CelType.Dyn;
        switch (rangeType.Kind)
        {
            case CelTypeKind.List:
                (first, second) = two ? (CelType.Int, rangeType.Args[0]) : (rangeType.Args[0], second);
                break;
            case CelTypeKind.Map:
                (first, second) = (rangeType.Args[0], rangeType.Args[1]);
                break;
            case CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.TypeParameter:
                _unifier.IsAssignable(CelType.Dyn, rangeType);
                first = CelType.Dyn;
                break;
            default:
                _diagnostics.Report(
                    parts.Range.Position,
                    parts.Range.Span,
                    $"expression of type '{rangeType}' cannot be range of a comprehension (must be list, map, or dynamic)");
                (first, second) = (CelType.Error, CelType.Error);
                break;
        }

        _locals.Add((parts.IterationVariable, first));
        if (two)
        {
            _locals.Add((parts.SecondVariable!, second));
        }

        RequireType(parts.Condition, Visit(parts.Condition), CelType.Bool);
        RequireType(parts.Step, Visit(parts.Step), accumulatorType);
        _locals.RemoveRange(_locals.Count - (two ? 2 : 1), two ? 2 : 1);
        var result = Visit(parts.Result);
        _locals.RemoveAt(_locals.Count - 1);
        return Set(node, _unifier.Substitute(result, unboundToDyn: false));
    }

    private void RequireType(Expr node, CelType actual, CelType expected)
    {
        if (!_unifier.IsAssignable(expected, actual))
        {
            ReportMismatch(node, expected, actual);
        }
    }
}
