using static Kube.Cel.Library.FunctionTable;

namespace Kube.Cel.Library;

/// <summary>List functions: Kubernetes' own, and from environment 1.34 on those of cel-go.</summary>
internal static class ListFunctions
{
    public static readonly CelType[] ComparableTypes =
        [CelType.Int, CelType.UInt, CelType.Double, CelType.Bool, CelType.Duration, CelType.Timestamp, CelType.String, CelType.Bytes];

    // A nested list may hold the same list many times over, and a range holds nothing; a request has no more than a million or two elements.
    private const int MaxCopied = 16 * 1024 * 1024;

    private static readonly CelValue TooLarge = CelValue.Error("list is too large");

    private static readonly (CelType Type, CelValue Zero)[] Summable =
    [
        (CelType.Int, CelValue.Int(0)), (CelType.UInt, CelValue.UInt(0)), (CelType.Double, CelValue.Double(0)), (CelType.Duration, CelValue.Duration(0)),
    ];

    /// <summary>isSorted, sum, max, min, indexOf, lastIndexOf.</summary>
    public static void AddKubernetes(FunctionTable table)
    {
        foreach (var type in ComparableTypes)
        {
            // Kubernetes' overload ids have the short names, cel-go's the full ones.
            var name = type.ToString();
            var list = CelType.List(type);
            table
                .Member("isSorted", $"list_{name}_is_sorted_bool", CelType.Bool, list, IsSorted)
                .Member("max", $"list_{name}_max_{name}", type, list, (in values) => Extreme(values.AsList, "max", 1))
                .Member("min", $"list_{name}_min_{name}", type, list, (in values) => Extreme(values.AsList, "min", -1));
        }

        foreach (var (type, zero) in Summable)
        {
            table.Member("sum", $"list_{type}_sum_{type}", type, CelType.List(type), (in values) => Sum(values.AsList, zero));
        }

        table
            .Member("indexOf", "list_a_index_of_int", CelType.Int, ListOfA, A, (in values, in item) => IndexOf(values.AsList, item))
            .Member("lastIndexOf", "list_a_last_index_of_int", CelType.Int, ListOfA, A, (in values, in item) => LastIndexOf(values.AsList, item));
    }

    /// <summary>includes, from environment 1.37 on: whether a list holds a value, or a value is that value.</summary>
    public static void AddInclusion(FunctionTable table) =>
        table.Member("includes", "list_includes_dyn_dyn", CelType.Bool, CelType.Dyn, CelType.Dyn, (in target, in value) =>
        {
            if (target.Kind != CelKind.List)
            {
                return CelValue.Bool(Equality.Compare(target, value).IsTrue);
            }

            var index = IndexOf(target.AsList, value);
            return index.IsError ? index : CelValue.Bool(index.AsInt >= 0);
        });

    /// <summary>slice, flatten, sort, sortBy's helper, lists.range, reverse, distinct.</summary>
    public static void AddExtensions(FunctionTable table)
    {
        var anyList = CelType.List(CelType.Dyn);
        table
            .Member("slice", "list_slice", ListOfA, [ListOfA, CelType.Int, CelType.Int], Slice)
            .Member("flatten", "list_flatten", ListOfA, CelType.List(ListOfA), (in values) => Flatten(values.AsList, 1))
            .Member("flatten", "list_flatten_int", anyList, anyList, CelType.Int, (in values, in depth) => Flatten(values.AsList, depth.AsInt));
        foreach (var type in ComparableTypes)
        {
            table
                .Member("sort", $"list_{type.Name}_sort", CelType.List(type), CelType.List(type), (in values) => SortBy(values, values))
                .Member("@sortByAssociatedKeys", $"list_{type.Name}_sortByAssociatedKeys", ListOfA, ListOfA, CelType.List(type), SortBy);
        }

        table
            .Global("lists.range", "lists_range", CelType.List(CelType.Int), CelType.Int, (in count) => count.AsInt > int.MaxValue
                ? CelValue.Error("list is too large")
                : CelValue.List(new RangeList((int)Math.Max(0, count.AsInt))))
            .Member("reverse", "list_reverse", ListOfA, ListOfA, (in values) =>
                values.AsList.Count > MaxCopied ? TooLarge : CelValue.List([.. values.AsList.Reverse()]))
            .Member("distinct", "list_distinct", ListOfA, ListOfA, Distinct);
    }

    /// <summary>sets.contains, sets.equivalent, sets.intersects.</summary>
    public static void AddSets(FunctionTable table) => table
        .Global("sets.contains", "list_sets_contains_list", CelType.Bool, ListOfA, ListOfA, ContainsAll)
        .Global("sets.equivalent", "list_sets_equivalent_list", CelType.Bool, ListOfA, ListOfA, (in a, in b) =>
            ContainsAll(a, b) is { IsTrue: false } missing ? missing : ContainsAll(b, a))
        .Global("sets.intersects", "list_sets_intersects_list", CelType.Bool, ListOfA, ListOfA, (in a, in b) =>
        {
            foreach (var item in a.AsList)
            {
                if (!EvaluationWork.TrySpend(b.AsList.Count + 1L))
                {
                    return EvaluationWork.TooLarge;
                }

                if (b.AsList.Contains(item).IsTrue)
                {
                    return CelValue.True;
                }
            }

            return EvaluationWork.IsOver ? EvaluationWork.TooLarge : CelValue.False;
        });

    private static CelValue ContainsAll(in CelValue list, in CelValue part)
    {
        foreach (var item in part.AsList)
        {
            if (!EvaluationWork.TrySpend(list.AsList.Count + 1L))
            {
                return EvaluationWork.TooLarge;
            }

            var contained = list.AsList.Contains(item);
            if (!contained.IsTrue)
            {
                return EvaluationWork.IsOver ? EvaluationWork.TooLarge : contained;
            }
        }

        return CelValue.True;
    }

    private static CelValue IsSorted(in CelValue values)
    {
        var list = values.AsList;
        for (var i = 0; i < list.Count; i++)
        {
            if (!Ordering.IsComparable(list[i].Kind))
            {
                return list[i].IsError ? list[i] : CelError.NoSuchOverload;
            }

            if (i > 0 && Ordering.TryCompare(list[i - 1], list[i], out var order, out _) && order > 0)
            {
                return CelValue.False;
            }
        }

        return CelValue.True;
    }

    private static CelValue Extreme(CelList list, string name, int sign)
    {
        if (list.Count == 0)
        {
            return CelValue.Error($"{name} called on empty list");
        }

        var best = list[0];
        for (var i = 0; i < list.Count; i++)
        {
            var item = list[i];
            if (!Ordering.IsComparable(item.Kind))
            {
                return item.IsError ? item : CelError.NoSuchOverload;
            }

            if (Ordering.TryCompare(item, best, out var order, out _) && order == sign)
            {
                best = item;
            }
        }

        return best;
    }

    private static CelValue Sum(CelList list, CelValue zero)
    {
        var sum = zero;
        foreach (var item in list)
        {
            sum = item.IsError ? item : Arithmetic.Add(sum, item);
            if (sum.IsError)
            {
                return sum;
            }
        }

        return sum;
    }

    private static CelValue IndexOf(CelList list, in CelValue item)
    {
        if (!EvaluationWork.TrySpend(list.Count))
        {
            return EvaluationWork.TooLarge;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (Equality.Compare(list[i], item).IsTrue)
            {
                return CelValue.Int(i);
            }
        }

        return EvaluationWork.IsOver ? EvaluationWork.TooLarge : CelValue.Int(-1);
    }

    private static CelValue LastIndexOf(CelList list, in CelValue item)
    {
        if (!EvaluationWork.TrySpend(list.Count))
        {
            return EvaluationWork.TooLarge;
        }

        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (Equality.Compare(list[i], item).IsTrue)
            {
                return CelValue.Int(i);
            }
        }

        return EvaluationWork.IsOver ? EvaluationWork.TooLarge : CelValue.Int(-1);
    }

    private static CelValue Slice(CelValue[] arguments)
    {
        var list = arguments[0].AsList;
        var (start, end) = (arguments[1].AsInt, arguments[2].AsInt);
        if (start < 0 || end < 0)
        {
            return CelValue.Error($"cannot slice({start}, {end}), negative indexes not supported");
        }

        if (start > end)
        {
            return CelValue.Error($"cannot slice({start}, {end}), start index must be less than or equal to end index");
        }

        return list.Count < end
            ? CelValue.Error($"cannot slice({start}, {end}), list is length {list.Count}")
            : end - start > MaxCopied ? TooLarge
            : CelValue.List([.. list.Skip((int)start).Take((int)(end - start))]);
    }

    private static CelValue Flatten(CelList list, long depth)
    {
        if (depth < 0)
        {
            return CelValue.Error("level must be non-negative");
        }

        var result = new List<CelValue>();
        var work = 0;
        return FlattenInto(result, list, depth, ref work) ? CelValue.List([.. result]) : TooLarge;
    }

    private static bool FlattenInto(List<CelValue> result, CelList list, long depth, ref int work)
    {
        foreach (var item in list)
        {
            if (++work > MaxCopied)
            {
                return false;
            }

            if (item.Kind != CelKind.List || depth == 0)
            {
                result.Add(item);
            }
            else if (!FlattenInto(result, item.AsList, depth - 1, ref work))
            {
                return false;
            }
        }

        return true;
    }

    private static CelValue SortBy(in CelValue values, in CelValue keys)
    {
        var list = values.AsList;
        var order = keys.AsList;
        if (list.Count != order.Count)
        {
            return CelValue.Error(
                "@sortByAssociatedKeys() expected a list of the same size as the associated keys list, "
                + $"but got {list.Count} and {order.Count} elements respectively");
        }

        if (list.Count == 0)
        {
            return values;
        }

        var first = order[0];
        if (!Ordering.IsComparable(first.Kind))
        {
            return first.IsError ? first : CelValue.Error("list elements must be comparable");
        }

        if (order.Count > MaxCopied)
        {
            return TooLarge;
        }

        var sortKeys = order.ToArray();
        if (sortKeys.Any(k => k.Kind != first.Kind))
        {
            return CelValue.Error("list elements must have the same type");
        }

        return CelValue.List([.. Enumerable.Range(0, list.Count).OrderBy(i => sortKeys[i], KeyOrder.Instance).Select(i => list[i])]);
    }

    private static CelValue Distinct(in CelValue values)
    {
        var result = new List<CelValue>();
        foreach (var item in values.AsList)
        {
            if (!EvaluationWork.TrySpend(result.Count + 1L))
            {
                return EvaluationWork.TooLarge;
            }

            var candidate = item;
            if (!result.Exists(seen => Equality.Compare(candidate, seen).IsTrue))
            {
                result.Add(item);
            }
        }

        if (EvaluationWork.IsOver)
        {
            return EvaluationWork.TooLarge;
        }

        return CelValue.List([.. result]);
    }

    /// <summary>The order of comparable values; NaN comes out as equal to all.</summary>
    private sealed class KeyOrder : IComparer<CelValue>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(CelValue x, CelValue y) => Ordering.TryCompare(x, y, out var order, out _) ? order : 0;
    }
}
