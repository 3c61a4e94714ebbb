using Kube.Cel.Syntax;

namespace Kube.Cel.Costs;

/// <summary>What a call has cost, from its first two arguments (receiver included), their number, and its result.</summary>
internal delegate ulong CallCost(in CelValue first, in CelValue second, int count, in CelValue result);

/// <summary>The costs an API server counts while it evaluates.</summary>
/// <remarks>
/// Facts: cel-go <c>interpreter/runtimecost.go</c>, kubernetes/apiserver <c>pkg/cel/library/cost.go</c>. Kubernetes' own functions are looked up
/// by name, whatever the overload; then those of the standard library by overload, where one is known.
/// </remarks>
internal static class RuntimeCosts
{
    public const ulong ListCreation = 10;
    public const ulong MapCreation = 30;

    private const ulong AuthorizerCheck = 350_000;
    private const double Traversal = 0.1;
    private const double Pattern = 0.25;
    private const int MaxWalked = 20_000_000;

    private static readonly CallCost JoinedText = (in a, in b, n, in result) => Ceiling(SimpleSize(result) * 2 * Traversal);
    private static readonly CallCost OutputList = (in a, in b, n, in result) => NewList(1, Size(result));

    private static readonly Dictionary<string, CallCost> ByFunction = new(StringComparer.Ordinal)
    {
        ["isSorted"] = ListTraversal,
        ["sum"] = ListTraversal,
        ["max"] = ListTraversal,
        ["min"] = ListTraversal,
        ["indexOf"] = ListTraversal,
        ["lastIndexOf"] = ListTraversal,
        ["includes"] = ListTraversal,
        ["url"] = OnePass,
        ["lowerAscii"] = OnePass,
        ["upperAscii"] = OnePass,
        ["substring"] = OnePass,
        ["trim"] = OnePass,
        ["replace"] = TwoPasses,
        ["split"] = TwoPasses,
        ["join"] = JoinedText,
        ["find"] = RegexMatch,
        ["findAll"] = RegexMatch,
        ["cidr"] = OnePass,
        ["isIP"] = OnePass,
        ["isCIDR"] = OnePass,
        ["ip.isCanonical"] = TwoPasses,
        ["containsIP"] = (in cidr, in other, n, in result) =>
            Ceiling((SimpleSize(cidr) + SimpleSize(cidr)) * Traversal) + (other.Kind == CelKind.String ? Ceiling(SimpleSize(other) * Traversal) : 0),
        ["containsCIDR"] = (in cidr, in other, n, in result) =>
            Ceiling((SimpleSize(cidr) + SimpleSize(cidr)) * Traversal) + Ceiling(SimpleSize(cidr) * Traversal) + 1
            + (other.Kind == CelKind.String ? Ceiling(SimpleSize(other) * Traversal) : 0),
        ["quantity"] = OnePass,
        ["isQuantity"] = OnePass,
        ["semver"] = OnePass,
        ["isSemver"] = OnePass,
        // A check may go over the network.
        ["check"] = (in a, in b, n, in result) => AuthorizerCheck,
        ["validate"] = (in format, in text, n, in result) =>
            Ceiling((1.0 + SimpleSize(text)) * Traversal) * Ceiling((format.Kind == CelKind.Opaque ? format.AsOpaque.PatternSize : 1) * Pattern),
    };

    private static readonly Dictionary<string, CallCost> ByOverload = CreateOverloads();

    /// <summary>The cost of a call; null means 1.</summary>
    public static CallCost? Of(string function, string overloadId)
    {
        if (ByOverload.TryGetValue(overloadId, out var tracked) && IsTracked(overloadId))
        {
            return tracked;
        }

        // cidr.ip() only reads a field.
        if (function == "ip")
        {
            return overloadId == "cidr_ip" ? null : OnePass;
        }

        return ByFunction.TryGetValue(function, out var named) ? named : tracked;
    }

    /// <summary>Whether a cost is known only with the result; any other is charged before the call, which is left out when that passes the limit.</summary>
    public static bool NeedsResult(CallCost? cost) => cost is not null && (cost == JoinedText || cost == OutputList);

    /// <summary>Equality walks as far as the smaller side; values of Kubernetes' types compare at one unit, but only with <c>==</c>.</summary>
    public static ulong OfEquality(in CelValue left, in CelValue right, bool negated) =>
        left.Kind == CelKind.Opaque && !negated ? 1 : SmallerSide(left, right, 2, default);

    /// <summary>Size as costs see it: code points, bytes, elements, entries; 1 for all else. An optional counts as what it holds.</summary>
    public static ulong Size(in CelValue value) =>
        value.Kind == CelKind.Optional && value.HasOptionalValue ? Size(value.OptionalValue) : SimpleSize(value);

    private static ulong SimpleSize(in CelValue value) => value.Kind switch
    {
        CelKind.String => (ulong)CodePoints.Count(value.AsString),
        CelKind.Bytes => (ulong)value.AsBytes.Length,
        CelKind.List => (ulong)value.AsList.Count,
        CelKind.Map => (ulong)value.AsMap.Count,
        CelKind.Opaque => value.AsOpaque.Size ?? 1,
        _ => 1,
    };

    private static Dictionary<string, CallCost> CreateOverloads()
    {
        var table = new Dictionary<string, CallCost>(StringComparer.Ordinal)
        {
            ["in_list"] = (in a, in list, n, in result) => Size(list),
            ["add_string"] = BothSides,
            ["add_bytes"] = BothSides,
            ["matches_string"] = RegexMatch,
            ["contains_string"] = (in text, in part, n, in result) => Ceiling(Size(text) * Traversal) * Ceiling(Size(part) * Traversal),
            ["list_sets_contains_list"] = (in a, in b, n, in result) => SetCost(a, b, 1),
            ["list_sets_intersects_list"] = (in a, in b, n, in result) => SetCost(a, b, 1),
            ["list_sets_equivalent_list"] = (in a, in b, n, in result) => SetCost(a, b, 2),
            ["list_slice"] = OutputList,
            ["lists_range"] = OutputList,
            ["list_reverse"] = (in list, in b, n, in result) => NewList(1, list.Kind == CelKind.List ? Size(list) : 1),
            ["list_flatten"] = (in list, in b, n, in result) => NewList(1, Size(list)),
            ["list_flatten_int"] = (in list, in depth, n, in result) => NewList(depth.Kind == CelKind.Int ? depth.AsInt : 1, Size(list)),
            ["list_distinct"] = (in list, in b, n, in result) => SelfCompare(list),
        };
        foreach (var id in new[] { "starts_with_string", "ends_with_string", "string_to_bytes", "bytes_to_string", "strings_quote", "string_format" })
        {
            table[id] = OnePass;
        }

        foreach (var comparison in new[] { "less", "less_equals", "greater", "greater_equals" })
        {
            table[comparison + "_string"] = SmallerSide;
            table[comparison + "_bytes"] = SmallerSide;
        }

        foreach (var type in Library.ListFunctions.ComparableTypes)
        {
            table[$"list_{type.Name}_sort"] = (in list, in b, n, in result) => SelfCompare(list);
            table[$"list_{type.Name}_sortByAssociatedKeys"] = (in list, in keys, n, in result) => SelfCompare(keys);
        }

        return table;
    }

    /// <summary>Libraries of cel-go bring trackers of their own, which come before Kubernetes' look-up by name.</summary>
    private static bool IsTracked(string overloadId) => overloadId.StartsWith("list", StringComparison.Ordinal);

    private static ulong OnePass(in CelValue first, in CelValue second, int count, in CelValue result) => Ceiling(SimpleSize(first) * Traversal);

    private static ulong TwoPasses(in CelValue first, in CelValue second, int count, in CelValue result) => Ceiling(SimpleSize(first) * 2 * Traversal);

    private static ulong BothSides(in CelValue first, in CelValue second, int count, in CelValue result) => Ceiling((Size(first) + Size(second)) * Traversal);

    private static ulong SmallerSide(in CelValue first, in CelValue second, int count, in CelValue result) =>
        Ceiling(Math.Min(Size(first), Size(second)) * Traversal);

    private static ulong RegexMatch(in CelValue text, in CelValue pattern, int count, in CelValue result) =>
        Ceiling((1.0 + SimpleSize(text)) * Traversal) * Ceiling(SimpleSize(pattern) * Pattern);

    private static ulong ListTraversal(in CelValue first, in CelValue second, int count, in CelValue result) => TraversalOf(first);

    private static ulong SetCost(in CelValue a, in CelValue b, double factor) => (ulong)(Size(a) * Size(b) * factor) + 1;

    private static ulong SelfCompare(in CelValue list)
    {
        var size = Size(list);
        if (size == 0 || list.Kind != CelKind.List)
        {
            return NewList(2, 0);
        }

        return NewList(list.AsList[0].Kind is CelKind.String or CelKind.Bytes ? 2 + Traversal : 2, size * size);
    }

    private static ulong NewList(double factor, ulong size) => (ulong)(size * factor) + 1 + ListCreation;

    /// <summary>The cost of walking a value as a tree. Beyond what any budget allows the count stops.</summary>
    private static ulong TraversalOf(in CelValue value)
    {
        ulong cost = 0;
        var work = 0;
        AddTraversal(value, ref cost, ref work);
        // To know the cost takes as long as the call.
        EvaluationWork.TrySpend(work);
        return cost;
    }

    private static void AddTraversal(in CelValue value, ref ulong cost, ref int work)
    {
        if (++work > MaxWalked)
        {
            cost = Math.Max(cost, MaxWalked);
            return;
        }

        switch (value.Kind)
        {
            case CelKind.String:
                cost += (ulong)(CodePoints.Utf8Length(value.AsString) * Traversal);
                break;
            case CelKind.Bytes:
                cost += (ulong)(value.AsBytes.Length * Traversal);
                break;
            case CelKind.List:
                {
                    var list = value.AsList;
                    for (var i = 0; i < list.Count && work <= MaxWalked; i++)
                    {
                        AddTraversal(list[i], ref cost, ref work);
                    }

                    break;
                }

            case CelKind.Map:
                foreach (var key in value.AsMap.Keys)
                {
                    AddTraversal(key, ref cost, ref work);
                    AddTraversal(value.AsMap.TryGet(key, out var entry) ? entry : default, ref cost, ref work);
                    if (work > MaxWalked)
                    {
                        break;
                    }
                }

                break;
            default:
                cost++;
                break;
        }
    }

    private static ulong Ceiling(double cost) => (ulong)Math.Ceiling(cost);
}
