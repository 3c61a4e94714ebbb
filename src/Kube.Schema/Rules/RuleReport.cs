using Kube.Cel;
using Kube.Cel.Syntax;
using Kube.Schema.Crds;

namespace Kube.Schema.Rules;

/// <summary>Which part of a rule a problem is about.</summary>
public enum RulePart
{
    /// <summary>The rule's expression.</summary>
    Rule,

    /// <summary>The fixed message.</summary>
    Message,

    /// <summary>The expression that makes the message.</summary>
    MessageExpression,

    /// <summary>The reason.</summary>
    Reason,

    /// <summary>The path of the field to blame.</summary>
    FieldPath,

    /// <summary>Whether the rule runs without an old value.</summary>
    OptionalOldSelf,
}

/// <summary>What sort of trouble a rule is in.</summary>
public enum RuleProblemKind
{
    /// <summary>A part that is no expression: message, reason, field path, flags.</summary>
    Setting,

    /// <summary>The expression cannot be read.</summary>
    Syntax,

    /// <summary>The expression can be read and does not fit its types: unknown names, wrong operands.</summary>
    Type,

    /// <summary>The expression gives a value of a wrong type.</summary>
    Result,

    /// <summary>The expression is estimated to cost too much.</summary>
    Cost,

    /// <summary>The rule compares with an old value where none can be told.</summary>
    Transition,
}

/// <summary>Something an API server would refuse about a rule.</summary>
/// <param name="Part">What it is about.</param>
/// <param name="Message">What is wrong, without place and caret.</param>
public sealed record RuleProblem(RulePart Part, string Message)
{
    /// <summary>What sort of trouble it is.</summary>
    public RuleProblemKind Kind { get; init; }

    /// <summary>The stretch of the expression to underline, in UTF-16 code units; null when the whole part is meant.</summary>
    public TextSpan? Span { get; init; }

    /// <summary>What to do about it, when known.</summary>
    public string? Hint { get; init; }

    /// <summary>What to write in place of <see cref="Span"/>, when a name was misspelt.</summary>
    public string? Replacement { get; init; }

    /// <summary>The oldest server that would accept the expression, when only its age is the trouble.</summary>
    public KubernetesVersion? Since { get; init; }

    /// <summary>For a rule over budget: the bounds whose absence makes it so.</summary>
    public EquatableArray<MissingBound> MissingBounds { get; init; }
}

/// <summary>A rule of a schema after analysis.</summary>
/// <param name="Node">The schema node the rule stands at.</param>
/// <param name="Index">Its number in the node's <c>x-kubernetes-validations</c>.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Cost">The estimated cost that counts against <see cref="RuleLimits.PerRule"/>; 0 when the rule does not compile.</param>
/// <param name="Problems">What a server would refuse; empty for a good rule.</param>
public sealed record RuleReport(SchemaSteps Node, int Index, ValidationRule Rule, ulong Cost, EquatableArray<RuleProblem> Problems)
{
    /// <summary>For a rule within its budget that uses more than a tenth of it: the bounds whose absence makes it so, with limits that bring it under that tenth.</summary>
    public EquatableArray<MissingBound> DearBounds { get; init; }
}
