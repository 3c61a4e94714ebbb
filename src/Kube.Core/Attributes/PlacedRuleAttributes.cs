namespace Kube;

/// <summary>A CEL rule for every item of a list; <c>self</c> is the item. See <see cref="RuleAttribute"/>.</summary>
/// <param name="expression">The CEL expression; it must evaluate to a bool.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class ItemRuleAttribute(string expression) : Attribute
{
    /// <summary>The CEL expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>What the user is told when the rule fails; one line.</summary>
    public string? Message { get; set; }

    /// <summary>A CEL expression of type string that makes the message; it wins over <see cref="Message"/>.</summary>
    public string? MessageExpression { get; set; }

    /// <summary>The kind of error reported.</summary>
    public RuleReason Reason { get; set; }

    /// <summary>The field to blame, relative to this node.</summary>
    public string? FieldPath { get; set; }

    /// <summary>Runs a transition rule on create too, with <c>oldSelf</c> an optional.</summary>
    public bool OptionalOldSelf { get; set; }
}

/// <summary>A CEL rule for every value of a dictionary; <c>self</c> is the value. See <see cref="RuleAttribute"/>.</summary>
/// <param name="expression">The CEL expression; it must evaluate to a bool.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class ValueRuleAttribute(string expression) : Attribute
{
    /// <summary>The CEL expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>What the user is told when the rule fails; one line.</summary>
    public string? Message { get; set; }

    /// <summary>A CEL expression of type string that makes the message; it wins over <see cref="Message"/>.</summary>
    public string? MessageExpression { get; set; }

    /// <summary>The kind of error reported.</summary>
    public RuleReason Reason { get; set; }

    /// <summary>The field to blame, relative to this node.</summary>
    public string? FieldPath { get; set; }

    /// <summary>Runs a transition rule on create too, with <c>oldSelf</c> an optional.</summary>
    public bool OptionalOldSelf { get; set; }
}

/// <summary>A CEL rule for the whole resource, on its spec class: <c>self.metadata.name</c>, <c>self.spec</c> and <c>self.status</c> are in reach.</summary>
/// <param name="expression">The CEL expression; it must evaluate to a bool.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class ResourceRuleAttribute(string expression) : Attribute
{
    /// <summary>The CEL expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>What the user is told when the rule fails; one line.</summary>
    public string? Message { get; set; }

    /// <summary>A CEL expression of type string that makes the message; it wins over <see cref="Message"/>.</summary>
    public string? MessageExpression { get; set; }

    /// <summary>The kind of error reported.</summary>
    public RuleReason Reason { get; set; }

    /// <summary>The field to blame, relative to this node.</summary>
    public string? FieldPath { get; set; }

    /// <summary>Runs a transition rule on create too, with <c>oldSelf</c> an optional.</summary>
    public bool OptionalOldSelf { get; set; }
}
