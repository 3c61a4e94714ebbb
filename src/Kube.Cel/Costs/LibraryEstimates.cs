using Kube.Cel.Syntax;

namespace Kube.Cel.Costs;

/// <summary>Estimates of library functions, arguments' own costs left out.</summary>
/// <remarks>Facts: kubernetes/apiserver <c>pkg/cel/library/cost.go</c> (by function name) and cel-go <c>ext</c> (by overload).</remarks>
internal static class LibraryEstimates
{
    private const double Traversal = 0.1;
    private const double Pattern = 0.25;
    private const double NameFormatPatternSize = 128;
    private const ulong MaxFormatNameSize = 64;

    private static readonly CallEstimate Nominal = new(CostEstimate.One);

    private delegate CallEstimate? Estimator(string overloadId, CostNode? target, CostNode[] arguments);

    private static readonly Dictionary<string, Estimator> ByFunction = CreateTable();

    /// <summary>The estimate of an extension library of cel-go; null when the overload is none of theirs.</summary>
    public static CallEstimate? OfOverload(string overloadId, CostNode? target, CostNode[] arguments)
    {
        switch (overloadId)
        {
            case "list_sets_contains_list" or "list_sets_intersects_list" or "list_sets_equivalent_list":
                return new CallEstimate(
                    arguments[0].Size.Times(arguments[1].Size).CostAt(overloadId == "list_sets_equivalent_list" ? 2 : 1).Plus(CostEstimate.One));
            case "list_slice" when target is { } list:
                return NewList(1, SizeEstimate.Fixed(unchecked(Literal(arguments[1], list.Size.Max) - Literal(arguments[0], 0))));
            case "lists_range":
                return NewList(1, SizeEstimate.Fixed(Literal(arguments[0], ulong.MaxValue)));
            case "list_reverse" when target is { } list:
                return NewList(1, list.Size);
            case "list_flatten" when target is { } list:
                return NewList(1, list.Size);
            case "list_flatten_int" when target is { } list:
                return NewList(Literal(arguments[0], ulong.MaxValue), list.Size);
            case "list_distinct" when target is { } list:
                return NewList(2, list.Size.Times(list.Size));
        }

        if (!overloadId.StartsWith("list_", StringComparison.Ordinal))
        {
            return null;
        }

        var byKeys = overloadId.EndsWith("_sortByAssociatedKeys", StringComparison.Ordinal);
        if (!byKeys && !overloadId.EndsWith("_sort", StringComparison.Ordinal))
        {
            return null;
        }

        var sorted = byKeys ? arguments[0] : target!.Value;
        var isText = overloadId.StartsWith("list_string_", StringComparison.Ordinal) || overloadId.StartsWith("list_bytes_", StringComparison.Ordinal);
        return NewList(isText ? 2 + Traversal : 2, sorted.Size.Times(sorted.Size));
    }

    /// <summary>The estimate of a function of Kubernetes' libraries; null when cel-go's own applies.</summary>
    public static CallEstimate? OfFunction(string function, string overloadId, CostNode? target, CostNode[] arguments) =>
        ByFunction.TryGetValue(function, out var estimator) ? estimator(overloadId, target, arguments) : null;

    private static Dictionary<string, Estimator> CreateTable()
    {
        var table = new Dictionary<string, Estimator>(StringComparer.Ordinal)
        {
            ["url"] = (_, _, a) => a.Length == 1 ? new CallEstimate(a[0].Size.CostAt(Traversal), a[0].Size) : null,
            ["replace"] = (_, t, a) => t is { } text && a.Length >= 2 ? Replace(text.Size, a[0].Size, a[1].Size) : null,
            ["split"] = (_, t, a) => t is { } text ? Split(text, a) : null,
            ["join"] = (_, t, a) => t is { } list ? Join(list, a) : null,
            ["ip"] = (id, _, a) => id == "cidr_ip" ? Nominal : a.Length >= 1 ? new CallEstimate(a[0].Size.CostAt(Traversal)) : null,
            ["ip.isCanonical"] = (_, _, a) => a.Length >= 1 ? new CallEstimate(a[0].Size.CostAt(2 * Traversal)) : null,
            ["containsIP"] = (id, _, a) => Contains(id == "cidr_contains_ip_string", isRange: false, a),
            ["containsCIDR"] = (id, _, a) => Contains(id == "cidr_contains_cidr_string", isRange: true, a),
            ["validate"] = (_, _, a) => a.Length >= 1
                ? new CallEstimate(a[0].Size.CostAt(Traversal).Times(NameFormatPatternSize * Pattern))
                : null,
            [Operators.Equal] = (_, _, a) => Equal(a[0], a[1]),

            // What includes() is called on may be a list even when its type does not say so.
            ["includes"] = (_, t, _) => t is { } walked
                ? walked.Element is null ? new CallEstimate(walked.Size.CostOf(CostEstimate.One)) : Walk(walked)
                : null,
        };
        foreach (var name in new[] { "isSorted", "sum", "max", "min", "indexOf", "lastIndexOf" })
        {
            table[name] = (_, t, _) => t is { } walked ? Walk(walked) : null;
        }

        foreach (var name in new[] { "lowerAscii", "upperAscii", "substring", "trim" })
        {
            table[name] = (_, t, _) => t is { } text ? new CallEstimate(text.Size.CostAt(Traversal), text.Size) : null;
        }

        foreach (var name in new[] { "find", "findAll" })
        {
            table[name] = (_, t, a) => t is { } text && a.Length >= 1
                ? new CallEstimate(
                    text.Size.Plus(SizeEstimate.Fixed(1)).CostAt(Traversal).Times(a[0].Size.CostAt(Pattern)), new SizeEstimate(0, text.Size.Max))
                : null;
        }

        foreach (var name in new[] { "cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver" })
        {
            table[name] = (_, _, a) => a.Length >= 1 ? new CallEstimate(a[0].Size.CostAt(Traversal)) : null;
        }

        foreach (var name in new[]
        {
            "masked", "prefixLength", "family", "isUnspecified", "isLoopback", "isLinkLocalMulticast", "isLinkLocalUnicast", "isGlobalUnicast",
            "format.named", "sign", "asInteger", "isInteger", "asApproximateFloat", "isGreaterThan", "isLessThan", "compareTo", "add", "sub",
            "major", "minor", "patch", "getScheme", "getHostname", "getHost", "getPort", "getEscapedPath", "getQuery",
        })
        {
            table[name] = (_, _, _) => Nominal;
        }

        return table;
    }

    private static CallEstimate NewList(double factor, SizeEstimate size) => new(size.CostAt(factor).Plus(CostEstimate.Fixed(11)), size);

    private static ulong Literal(CostNode node, ulong otherwise) =>
        node.Expression is LiteralExpr { Value: { Kind: CelKind.Int } number } ? (ulong)Math.Max(0, number.AsInt) : otherwise;

    private static CallEstimate Walk(CostNode walked)
    {
        if (walked.Element is not { } element)
        {
            return new CallEstimate(walked.Size.CostAt(Traversal));
        }

        var each = CostEstimate.One;
        if (element.Type.Kind is CelTypeKind.String or CelTypeKind.Bytes)
        {
            each = each.Plus(element.Size.CostAt(Traversal));
        }

        return new CallEstimate(walked.Size.CostOf(each));
    }

    private static CallEstimate Replace(SizeEstimate text, SizeEstimate old, SizeEstimate replacement)
    {
        // Longest result: the shortest old text replaced by the longest new one as often as it fits.
        var (maxCount, maxRetained) = old.Min == 0
            ? (text.Max < ulong.MaxValue ? text.Max + 1 : text.Max, text.Max)
            : replacement.Max <= old.Min ? (0UL, text.Max) : (Quotient(text.Max, old.Min), 0UL);
        var (minCount, minRetained) = old.Max == 0
            ? (text.Min < ulong.MaxValue ? text.Min + 1 : text.Min, text.Min)
            : old.Max <= replacement.Min ? (0UL, text.Min) : (Quotient(text.Min, old.Max), 0UL);
        var size = new SizeEstimate(minCount, maxCount).Times(replacement).Plus(new SizeEstimate(minRetained, maxRetained));
        return new CallEstimate(text.CostAt(2 * Traversal), size);
    }

    private static ulong Quotient(ulong size, ulong part) => Saturating.Multiply(1, (double)size / part);

    private static CallEstimate Split(CostNode text, CostNode[] arguments)
    {
        var max = text.Size.Max;
        if (arguments.Length > 1 && arguments[1].Expression is LiteralExpr { Value: { Kind: CelKind.Int } limit })
        {
            max = unchecked((ulong)limit.AsInt);
        }

        return new CallEstimate(text.Size.CostAt(2 * Traversal), new SizeEstimate(0, max));
    }

    private static CallEstimate Join(CostNode list, CostNode[] arguments)
    {
        var count = list.Size;
        var size = list.Element is { } element ? count.Times(element.Size) : default;
        if (arguments.Length > 0)
        {
            var separators = new SizeEstimate(count.Min > 0 ? count.Min - 1 : 0, count.Max > 0 ? count.Max - 1 : 0);
            size = size.Plus(arguments[0].Size.Times(separators));
        }

        return new CallEstimate(size.CostAt(Traversal), size);
    }

    private static CallEstimate? Contains(bool parses, bool isRange, CostNode[] arguments)
    {
        if (arguments.Length == 0)
        {
            return null;
        }

        // Addresses are 4 or 16 bytes; a range must be masked, too.
        var address = new SizeEstimate(4, 16);
        var cost = address.Plus(address).CostAt(Traversal);
        if (isRange)
        {
            cost = cost.Plus(address.CostAt(Traversal)).Plus(CostEstimate.One);
        }

        if (parses)
        {
            cost = cost.Plus(arguments[0].Size.CostAt(Traversal));
        }

        return new CallEstimate(cost);
    }

    private static CallEstimate? Equal(CostNode left, CostNode right)
    {
        if (!left.Type.Equals(right.Type))
        {
            return null;
        }

        switch (left.Type.Name)
        {
            case "net.IP" or "net.CIDR" or "kubernetes.Quantity" or "kubernetes.Semver":
                return Nominal;
            case "kubernetes.NamedFormat":
                return new CallEstimate(new CostEstimate(1, MaxFormatNameSize).Times(Traversal));
            case "kubernetes.URL":
                {
                    var size = right.Computed ?? SizeEstimate.Fixed(1);
                    return new CallEstimate(new CostEstimate(1, size.Max).Times(Traversal));
                }

            default:
                return null;
        }
    }
}
