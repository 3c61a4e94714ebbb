using System.Diagnostics.CodeAnalysis;

namespace Kube;

/// <summary>A CEL validation rule (<c>x-kubernetes-validations</c>, KEP-2876) at the node that carries it.</summary>
/// <remarks>
/// On a class, <c>self</c> is the object; on a property, the property's value. A rule that mentions <c>oldSelf</c> is a transition
/// rule: it runs on updates only, where an old value can be told. The compiler checks syntax, types and cost.
/// </remarks>
/// <param name="expression">The CEL expression; it must evaluate to a bool.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true, Inherited = true)]
public sealed class RuleAttribute(string expression) : Attribute
{
    /// <summary>The CEL expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>What the user is told when the rule fails; one line. Required when the rule has line breaks.</summary>
    public string? Message { get; set; }

    /// <summary>A CEL expression of type string that makes the message; it wins over <see cref="Message"/>.</summary>
    public string? MessageExpression { get; set; }

    /// <summary>The kind of error reported. Default: <see cref="RuleReason.FieldValueInvalid"/>.</summary>
    public RuleReason Reason { get; set; }

    /// <summary>The field to blame, relative to this node, such as <c>.minReplicas</c>.</summary>
    public string? FieldPath { get; set; }

    /// <summary>Runs a transition rule on create too, with <c>oldSelf</c> an optional (KEP-2876, Kubernetes 1.29).</summary>
    public bool OptionalOldSelf { get; set; }
}

/// <summary>The kind of error a failed rule reports.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Kubernetes' own words.")]
public enum RuleReason
{
    /// <summary>The value is invalid.</summary>
    FieldValueInvalid,
    /// <summary>The value is not allowed here.</summary>
    FieldValueForbidden,
    /// <summary>A value is missing.</summary>
    FieldValueRequired,
    /// <summary>The value stands somewhere else already.</summary>
    FieldValueDuplicate,
}
