using Kube.Cel.Library;
using Kube.Cel.Syntax;

namespace Kube.Cel.Costs;

/// <content>What calls cost: libraries first, then the standard functions.</content>
internal sealed partial class CostEstimator
{
    private const double Traversal = 0.1;
    private const double Pattern = 0.25;

    private CallEstimate CostOfOverload(CallExpr call, Overload overload, CostNode? target, CostNode[] arguments, CostEstimate[] argumentCosts)
    {
        var argumentSum = CostEstimate.Zero;
        foreach (var cost in argumentCosts)
        {
            argumentSum = argumentSum.Plus(cost);
        }

        var library = LibraryEstimates.OfOverload(overload.Id, target, arguments) ?? LibraryEstimates.OfFunction(call.Function, overload.Id, target, arguments);
        if (library is { } known)
        {
            return known with { Cost = known.Cost.Plus(argumentSum) };
        }

        var own = OfStandardFunction(call, overload.Id, target, arguments, argumentCosts);
        return own is null
            ? new CallEstimate(CostEstimate.One.Plus(argumentSum))
            : own.Value.IsComplete ? own.Value.Estimate : own.Value.Estimate with { Cost = own.Value.Estimate.Cost.Plus(argumentSum) };
    }

    /// <summary>The estimate of a standard function whose cost is not simply 1; complete when the arguments' costs are in it.</summary>
    private (CallEstimate Estimate, bool IsComplete)? OfStandardFunction(
        CallExpr call, string overloadId, CostNode? target, CostNode[] arguments, CostEstimate[] costs)
    {
        switch (overloadId)
        {
            case "string_format" when target is { } format:
                return (new CallEstimate(SizeOf(format).CostAt(Traversal)), false);
            case "string_to_bytes":
                {
                    var size = SizeOf(arguments[0]);
                    return (new CallEstimate(size.CostAt(Traversal), size with { Max = unchecked(size.Max * 4) }), false);
                }

            case "bytes_to_string":
                {
                    var size = SizeOf(arguments[0]);
                    return (new CallEstimate(size.CostAt(Traversal), size with { Min = size.Min / 4 }), false);
                }

            case "strings_quote":
                {
                    var size = SizeOf(arguments[0]);
                    return (new CallEstimate(size.CostAt(Traversal), new SizeEstimate(unchecked(size.Min + 2), unchecked((size.Max * 2) + 2))), false);
                }

            case "starts_with_string" or "ends_with_string":
                return (new CallEstimate(SizeOf(arguments[0]).CostAt(Traversal)), false);
            case "in_list":
                return (new CallEstimate(SizeOf(arguments[1]).CostAt(1)), false);
            case "matches_string" when target is { } text:
                return (new CallEstimate(
                    SizeOf(text).Plus(SizeEstimate.Fixed(1)).CostAt(Traversal).Times(SizeOf(arguments[0]).CostAt(Pattern))), false);
            case "contains_string" when target is { } text:
                return (new CallEstimate(SizeOf(text).CostAt(Traversal).Times(SizeOf(arguments[0]).CostAt(Traversal))), false);
            case "logical_or" or "logical_and":
                // The right side may never be evaluated.
                return (new CallEstimate(new CostEstimate(costs[0].Min, costs[0].Plus(costs[1]).Max)), true);
            case "conditional":
                {
                    var entries = ComputeEntries(call.Arguments[1]) is { } first && ComputeEntries(call.Arguments[2]) is { } second ? first.Union(second) : null;
                    SetEntries(call, entries);
                    return (new CallEstimate(costs[0].Plus(costs[1].Union(costs[2])), SizeOf(arguments[1]).Union(SizeOf(arguments[2]))), true);
                }

            case "add_string" or "add_bytes" or "add_list":
                {
                    var size = SizeOf(arguments[0]).Plus(SizeOf(arguments[1]));
                    var entries = ComputeEntries(call.Arguments[0]) is { } first && ComputeEntries(call.Arguments[1]) is { } second ? first.Union(second) : null;
                    SetEntries(call, entries);
                    return (new CallEstimate(overloadId == "add_list" ? CostEstimate.One : size.CostAt(Traversal), size), false);
                }

            case "equals" or "not_equals" or "less_string" or "less_bytes" or "less_equals_string" or "less_equals_bytes"
                or "greater_string" or "greater_bytes" or "greater_equals_string" or "greater_equals_bytes":
                {
                    var smaller = Math.Min(SizeOf(arguments[0]).Max, SizeOf(arguments[1]).Max);
                    return (new CallEstimate(new CostEstimate(smaller > 0 ? 1UL : 0, smaller).Times(Traversal)), false);
                }

            default:
                return null;
        }
    }

    private static SizeEstimate SizeOf(CostNode node) => node.Computed ?? SizeEstimate.Unknown;
}
