using Kube.Cel;
using Kube.Schema.Crds;

namespace Kube.Schema.Rules;

/// <summary>A rule of a schema node after compilation.</summary>
internal sealed record CompiledRule(ValidationRule Rule)
{
    /// <summary>The expression; null when it is blank or wrong.</summary>
    public CelExpression? Program { get; init; }

    /// <summary>What is wrong with the rule, in the server's words; null when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>The same with places in the expression; empty when the trouble has no place.</summary>
    public IReadOnlyList<CelDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>What sort of trouble <see cref="Error"/> is where no diagnostic says so.</summary>
    public RuleProblemKind ErrorKind { get; init; } = RuleProblemKind.Type;

    /// <summary>What to do about <see cref="Error"/> where no diagnostic says so.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether the rule compares with the old value.</summary>
    public bool UsesOldSelf { get; init; }

    /// <summary>The most one evaluation is estimated to cost.</summary>
    public ulong MaxCost { get; init; }

    /// <summary>How often the node fits into a request; counts where no bound of the ancestors does.</summary>
    public ulong MaxCardinality { get; init; }

    public CelExpression? MessageExpression { get; init; }

    public string? MessageExpressionError { get; init; }

    public RuleProblemKind MessageExpressionErrorKind { get; init; } = RuleProblemKind.Type;

    public string? MessageExpressionHint { get; init; }

    public IReadOnlyList<CelDiagnostic> MessageExpressionDiagnostics { get; init; } = [];

    public ulong MessageExpressionMaxCost { get; init; }

    /// <summary>The rule's fieldPath as errors print it, relative to the node.</summary>
    public string? FieldPath { get; init; }

    public bool HasOptionalOldSelf => Rule.OptionalOldSelf == true;
}
