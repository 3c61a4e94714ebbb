using Kube.Cel.Syntax;

namespace Kube.Cel.Costs;

/// <summary>Where a value comes from in the declared data, as far as known.</summary>
/// <param name="Declared">The declared type at the end of the path; null when the path leaves the declarations.</param>
/// <remarks>
/// The reference implementation drops a path's first part without a look, because it takes it for <c>self</c>. So any path of one part, even
/// the name of a type, has the size of the root; exact estimates need the same here.
/// </remarks>
internal sealed record CostPath(SizedType? Declared)
{
    public CostPath Then(Func<SizedType, SizedType?> step) => new(Declared is null ? null : step(Declared));
}

/// <summary>An operand of a call as the estimators of functions see it.</summary>
internal readonly record struct CostNode(CostPath? Path, CelType Type, Expr? Expression, SizeEstimate? Computed)
{
    /// <summary>The declared size of what the path leads to; null without a path.</summary>
    public SizeEstimate? Declared => Path?.Declared is { } declared ? new SizeEstimate(0, declared.MaxSize) : null;

    public SizeEstimate Size => Computed ?? Declared ?? SizeEstimate.Unknown;

    /// <summary>The elements of a list, or null for what is no list.</summary>
    public CostNode? Element => Type.Args.Length == 0 ? null : new CostNode(Path?.Then(t => t.Element), Type.Args[0], null, null);
}

/// <summary>What a call costs without its arguments, and how large its result is.</summary>
internal readonly record struct CallEstimate(CostEstimate Cost, SizeEstimate? ResultSize = null);
