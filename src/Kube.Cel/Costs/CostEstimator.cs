using Kube.Cel.Library;
using Kube.Cel.Syntax;

namespace Kube.Cel.Costs;

/// <summary>Estimates what a checked expression can cost at least and at most, from the declared sizes of the data.</summary>
/// <remarks>
/// Kept to the unit to cel-go's <c>checker/cost.go</c>, its order of looking for sizes included: a server refuses a rule by these numbers.
/// </remarks>
internal sealed partial class CostEstimator
{
    private readonly SizedType? _root;
    private readonly SizeEstimate?[] _sizes;
    private readonly EntrySizes?[] _entries;
    private readonly CostPath?[] _paths;
    private readonly List<LocalVariable> _locals = [];

    private CostEstimator(SizedType? root, int nodeCount)
    {
        _root = root;
        _sizes = new SizeEstimate?[nodeCount];
        _entries = new EntrySizes?[nodeCount];
        _paths = new CostPath?[nodeCount];
    }

    public static CostEstimate Estimate(CelExpression expression, SizedType? root) =>
        new CostEstimator(root, expression.NodeCount).Cost(expression.Root);

    private CostEstimate Cost(Expr node) => node switch
    {
        IdentExpr e => CostOfIdent(e),
        SelectExpr e => CostOfSelect(e),
        CallExpr e => CostOfCall(e),
        ListExpr e => CostOfList(e),
        MapExpr e => CostOfMap(e),
        ComprehensionExpr { Parts.IsBinding: true } e => CostOfBinding(e),
        ComprehensionExpr e => CostOfFold(e),
        StructExpr e => e.Fields.Aggregate(CostEstimate.Fixed(40), (sum, field) => sum.Plus(Cost(field.Value))),
        _ => CostEstimate.Zero,
    };

    private CostEstimate CostOfIdent(IdentExpr ident)
    {
        _paths[ident.Id] = Local(ident.Name) is { } local ? local.Path : new CostPath(_root);
        return CostEstimate.One;
    }

    private CostEstimate CostOfSelect(SelectExpr select)
    {
        if (select.Reference is not null)
        {
            // A qualified name is one identifier.
            _paths[select.Id] = new CostPath(_root);
            return CostEstimate.One;
        }

        // has() is free, what it looks into is not.
        var sum = Cost(select.Operand);
        if (select.TestOnly)
        {
            return sum;
        }

        if (select.Operand.Type!.Kind is CelTypeKind.Map or CelTypeKind.Object or CelTypeKind.TypeParameter)
        {
            sum = sum.Plus(CostEstimate.One);
        }

        var field = select.ResolvedField?.Name ?? select.Field;
        _paths[select.Id] = Extend(select.Operand, t => t.Field(field));
        return sum;
    }

    private CostEstimate CostOfCall(CallExpr call)
    {
        if (call.Function == "dyn" && call.Arguments.Count == 1)
        {
            var inner = Cost(call.Arguments[0]);
            SetSize(call, ComputeSize(call.Arguments[0]));
            SetEntries(call, ComputeEntries(call.Arguments[0]));
            return CostEstimate.One.Plus(inner);
        }

        var arguments = new CostNode[call.Arguments.Count];
        var costs = new CostEstimate[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            costs[i] = Cost(call.Arguments[i]);
            arguments[i] = Node(call.Arguments[i]);
        }

        var overloads = call.Overloads ?? [];
        if (overloads.Length == 0)
        {
            return CostEstimate.Zero;
        }

        var sum = CostEstimate.Zero;
        CostNode? target = null;
        if (call.Target is not null)
        {
            sum = Cost(call.Target);
            target = Node(call.Target);
        }

        var total = new CostEstimate(ulong.MaxValue, 0);
        SizeEstimate? resultSize = null;
        foreach (var overload in overloads)
        {
            var estimate = CostOfOverload(call, overload, target, arguments, costs);
            total = total.Union(estimate.Cost);
            if (estimate.ResultSize is { } size)
            {
                resultSize = resultSize?.Union(size) ?? size;
            }

            if (overload.Id is "index_list" or "index_map")
            {
                resultSize = ComputeEntries(call.Arguments[0])?.Value;
                _paths[call.Id] = Extend(call.Arguments[0], t => t.Element);
            }

            resultSize ??= ComputeSize(call);
        }

        SetSize(call, resultSize);
        return sum.Plus(total);
    }

    private CostEstimate CostOfList(ListExpr list)
    {
        var sum = CostEstimate.Zero;
        var size = new SizeEstimate(list.Elements.Count == 0 ? 0 : ulong.MaxValue, 0);
        foreach (var element in list.Elements)
        {
            sum = sum.Plus(Cost(element));
            size = size.Union(SizeOf(element));
        }

        SetEntries(list, new EntrySizes(IsList: true, SizeEstimate.Fixed(1), size));
        return sum.Plus(CostEstimate.Fixed(10));
    }

    private CostEstimate CostOfMap(MapExpr map)
    {
        var sum = CostEstimate.Zero;
        var least = map.Entries.Count == 0 ? 0 : ulong.MaxValue;
        var keySize = new SizeEstimate(least, 0);
        var valueSize = new SizeEstimate(least, 0);
        foreach (var entry in map.Entries)
        {
            sum = sum.Plus(Cost(entry.Key!)).Plus(Cost(entry.Value));
            keySize = keySize.Union(SizeOf(entry.Key!));
            valueSize = valueSize.Union(SizeOf(entry.Value));
        }

        SetEntries(map, new EntrySizes(IsList: false, keySize, valueSize));
        return sum.Plus(CostEstimate.Fixed(30));
    }

    private CostEstimate CostOfBinding(ComprehensionExpr binding)
    {
        var parts = binding.Parts;
        var sum = Cost(parts.Range).Plus(Cost(parts.AccumulatorInit));
        PushLocal(parts.AccumulatorVariable, parts.AccumulatorInit);
        sum = sum.Plus(Cost(parts.Result));
        _locals.RemoveAt(_locals.Count - 1);
        SetSize(binding, ComputeSize(parts.Result));
        SetEntries(binding, ComputeEntries(parts.Result));
        return sum;
    }

    private CostEstimate CostOfFold(ComprehensionExpr fold)
    {
        var parts = fold.Parts;
        var sum = Cost(parts.Range).Plus(Cost(parts.AccumulatorInit));
        PushLocal(parts.AccumulatorVariable, parts.AccumulatorInit);
        var bound = PushIteration(parts);
        var each = Cost(parts.Condition);
        each = Cost(parts.Step).Plus(each);
        _locals.RemoveRange(_locals.Count - bound, bound);
        sum = sum.Plus(Cost(parts.Result));
        _locals.RemoveAt(_locals.Count - 1);

        var count = SizeOf(parts.Range);
        sum = sum.Plus(count.CostOf(each));
        switch (parts.AccumulatorInit)
        {
            case LiteralExpr literal:
                SetSize(fold, ComputeSize(literal));
                break;
            case ListExpr or MapExpr:
                SetSize(fold, count);
                SetEntries(fold, ComputeEntries(parts.Step));
                break;
        }

        return sum;
    }

    private void PushLocal(string name, Expr value) => _locals.Add(new LocalVariable(name, PathOf(value), ComputeSize(value), ComputeEntries(value)));

    private int PushIteration(ComprehensionParts parts)
    {
        var entries = ComputeEntries(parts.Range);
        var isList = entries?.IsList ?? parts.Range.Type!.Kind == CelTypeKind.List;
        var key = new LocalVariable(parts.IterationVariable, Extend(parts.Range, t => isList ? null : t.Key), entries?.Key, null);
        if (parts.SecondVariable is not null)
        {
            _locals.Add(key);
            _locals.Add(new LocalVariable(parts.SecondVariable, Extend(parts.Range, t => t.Element), entries?.Value, null));
            return 2;
        }

        _locals.Add(isList ? new LocalVariable(parts.IterationVariable, Extend(parts.Range, t => t.Element), entries?.Value, null) : key);
        return 1;
    }

    private LocalVariable? Local(string name)
    {
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Name == name)
            {
                return _locals[i];
            }
        }

        return null;
    }

    private CostPath? PathOf(Expr node) => node is IdentExpr ident && Local(ident.Name) is { } local ? local.Path : _paths[node.Id];

    /// <summary>A path one part longer. From nowhere that is a path of one part, which counts as the root.</summary>
    private CostPath Extend(Expr from, Func<SizedType, SizedType?> step) => PathOf(from)?.Then(step) ?? new CostPath(_root);

    private CostNode Node(Expr expression)
    {
        var path = PathOf(expression);
        return new CostNode(path, expression.Type!, expression, ComputeSize(expression));
    }

    private SizeEstimate SizeOf(Expr node) => ComputeSize(node) ?? SizeEstimate.Unknown;

    private SizeEstimate? ComputeSize(Expr node)
    {
        if (_sizes[node.Id] is { } known)
        {
            return known;
        }

        switch (node)
        {
            case LiteralExpr { Value: { Kind: CelKind.String } text }: return SizeEstimate.Fixed((ulong)CodePoints.Count(text.AsString));
            case LiteralExpr { Value: { Kind: CelKind.Bytes } bytes }: return SizeEstimate.Fixed((ulong)bytes.AsBytes.Length);
            case LiteralExpr: return SizeEstimate.Fixed(1);
            case ListExpr list: return SizeEstimate.Fixed((ulong)list.Elements.Count);
            case MapExpr map: return SizeEstimate.Fixed((ulong)map.Entries.Count);
        }

        if (PathOf(node)?.Declared is { } declared)
        {
            var size = new SizeEstimate(0, declared.MaxSize);
            _sizes[node.Id] = size;
            return size;
        }

        if (IsScalar(node.Type!))
        {
            return SizeEstimate.Fixed(1);
        }

        return node is IdentExpr ident ? Local(ident.Name)?.Size : null;
    }

    private void SetSize(Expr node, SizeEstimate? size) => _sizes[node.Id] = size ?? _sizes[node.Id];

    private EntrySizes? ComputeEntries(Expr node) => _entries[node.Id] ?? (node is IdentExpr ident ? Local(ident.Name)?.Entries : null);

    private void SetEntries(Expr node, EntrySizes? entries) => _entries[node.Id] = entries ?? _entries[node.Id];

    private static bool IsScalar(CelType type) => type.Kind is CelTypeKind.Bool or CelTypeKind.Double or CelTypeKind.Duration or CelTypeKind.Int
        or CelTypeKind.Timestamp or CelTypeKind.UInt || (type.IsOptional && IsScalar(type.Args[0]));

    /// <summary>Sizes of a container's keys and values, where they are known from the expression.</summary>
    private sealed record EntrySizes(bool IsList, SizeEstimate Key, SizeEstimate Value)
    {
        public EntrySizes Union(EntrySizes other) => new(IsList, Key.Union(other.Key), Value.Union(other.Value));
    }

    private sealed record LocalVariable(string Name, CostPath? Path, SizeEstimate? Size, EntrySizes? Entries);
}
