using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Structural;

namespace Kube.Schema.Validation;

/// <summary>Where schema checks and object checks call the CEL side (<c>x-kubernetes-validations</c>).</summary>
internal interface IRules
{
    /// <summary>The rules of a CRD version's schema, about to be compiled while the CRD is checked; none where the schema has none.</summary>
    IRuleScope? Begin(JsonSchemaProps root, RuleOptions options);

    /// <summary>Makes the rules of <paramref name="schema"/> and all below it ready to run; none where there are none.</summary>
    IRuleEvaluator? Prepare(StructuralSchema schema, bool isResourceRoot);
}

/// <summary>How rules are compiled while a CRD is checked.</summary>
/// <param name="KnownRules">Rules that the stored CRD has already: compiled with the newest environment.</param>
/// <param name="KnownMessageExpressions">The same for message expressions.</param>
/// <param name="SkipCostOfEach">Whether one rule may cost what it will: the schema did not change.</param>
internal sealed record RuleOptions(IReadOnlyCollection<string> KnownRules, IReadOnlyCollection<string> KnownMessageExpressions, bool SkipCostOfEach);

/// <summary>One node of a schema on the CEL side: knows its type and how often it can occur from the way that led to it.</summary>
internal interface IRuleScope
{
    IRuleScope? Property(string name, JsonSchemaProps schema);

    IRuleScope? Items(JsonSchemaProps schema);

    IRuleScope? AdditionalProperties(JsonSchemaProps schema);

    /// <summary>Compiles the rules of this node.</summary>
    /// <param name="path">The node's place.</param>
    /// <param name="uncorrelatable">The first list or map on the way whose entries have no old value; <c>oldSelf</c> is an error then.</param>
    /// <param name="errors">Where to add what is wrong.</param>
    void Compile(FieldPath path, FieldPath? uncorrelatable, List<FieldError> errors);

    /// <summary>Asked of the root after all nodes: whether the rules together cost too much.</summary>
    void CheckTotal(FieldPath path, List<FieldError> errors);
}

/// <summary>The rules of a schema, ready to run. Safe to use from many threads.</summary>
internal interface IRuleEvaluator
{
    /// <summary>Runs the rules on <paramref name="value"/>; with <paramref name="old"/> also those about changes.</summary>
    /// <param name="path">Where the value stands.</param>
    /// <param name="value">The new value.</param>
    /// <param name="old">The old value; none for a new object.</param>
    /// <param name="correlation">For forgiving what did not change; none where nothing is forgiven.</param>
    /// <param name="budget">The cost that is left of the request's 10,000,000; reduced.</param>
    /// <param name="errors">Where to add failed rules.</param>
    /// <param name="forgiven">Where to add failed rules of values that did not change; none drops them.</param>
    void Evaluate(FieldPath path, JsonValue value, JsonValue? old, Correlation? correlation, ref long budget, List<FieldError> errors, List<FieldError>? forgiven = null);
}

/// <summary>The CEL side in use.</summary>
internal static class RuleCallIn
{
    /// <summary>What all rules of one request may cost together at run time.</summary>
    public const long BudgetOfRequest = 10_000_000;

    /// <summary>CEL as the server has it that the rest of these checks follow.</summary>
    public static IRules Rules { get; } = new Rules.KubernetesRules(new Cel.KubernetesVersion(1, 36));
}
