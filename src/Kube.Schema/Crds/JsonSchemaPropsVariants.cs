using Kube.Schema.Json;

namespace Kube.Schema.Crds;

/// <summary>One schema for all items of a list, or (never allowed in a CRD) one for each.</summary>
public sealed record JsonSchemaPropsOrArray
{
    /// <summary>The schema of every item.</summary>
    public JsonSchemaProps? Schema { get; init; }

    /// <summary>A schema for each item.</summary>
    public EquatableArray<JsonSchemaProps> Schemas { get; init; }

    /// <summary>One schema for all items.</summary>
    public static implicit operator JsonSchemaPropsOrArray(JsonSchemaProps schema) => new() { Schema = schema };
}

/// <summary>A schema, or whether anything is allowed at all.</summary>
public sealed record JsonSchemaPropsOrBool
{
    /// <summary>Whether values are allowed. True where there is a <see cref="Schema"/>.</summary>
    public bool Allows { get; init; }

    /// <summary>What they must be.</summary>
    public JsonSchemaProps? Schema { get; init; }

    /// <summary>Values that meet <paramref name="schema"/>.</summary>
    public static implicit operator JsonSchemaPropsOrBool(JsonSchemaProps schema) => new() { Allows = true, Schema = schema };

    /// <summary>Any value, or none.</summary>
    public static implicit operator JsonSchemaPropsOrBool(bool allows) => new() { Allows = allows };
}

/// <summary>A schema, or names of properties. Never allowed in a CRD.</summary>
public sealed record JsonSchemaPropsOrStringArray
{
    /// <summary>The schema.</summary>
    public JsonSchemaProps? Schema { get; init; }

    /// <summary>The names.</summary>
    public EquatableArray<string> Property { get; init; }
}

/// <summary>Where to read more about a value.</summary>
public sealed record ExternalDocumentation
{
    /// <summary>What is to be found there.</summary>
    public string? Description { get; init; }

    /// <summary>Where.</summary>
    public string? Url { get; init; }
}

/// <summary>A CEL rule that values of a schema node must keep: an entry of <c>x-kubernetes-validations</c> (KEP-2876).</summary>
public sealed record ValidationRule
{
    /// <summary>The CEL expression; true where the value is good. <c>self</c> is the value, <c>oldSelf</c> the one before.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What a user is told; one line.</summary>
    public string? Message { get; init; }

    /// <summary>A CEL expression that makes the message. Wins over <see cref="Message"/>.</summary>
    public string? MessageExpression { get; init; }

    /// <summary><c>FieldValueInvalid</c> (the default), <c>FieldValueForbidden</c>, <c>FieldValueRequired</c> or <c>FieldValueDuplicate</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>The field below the node that the error should name: <c>.a.b</c> or <c>['a']</c>.</summary>
    public string? FieldPath { get; init; }

    /// <summary>Whether the rule also runs without an old value, <c>oldSelf</c> being an optional.</summary>
    public bool? OptionalOldSelf { get; init; }

    internal static ValidationRule Read(JsonFields fields) => new()
    {
        Rule = fields.Text("rule") ?? "",
        Message = fields.Text("message"),
        MessageExpression = fields.Text("messageExpression"),
        Reason = fields.Given("reason"),
        FieldPath = fields.Text("fieldPath"),
        OptionalOldSelf = fields.Flag("optionalOldSelf"),
    };

    internal static JsonObject Write(ValidationRule rule) => new JsonFieldsBuilder()
        .Add("rule", JsonString.Of(rule.Rule))
        .Text("message", rule.Message)
        .Text("messageExpression", rule.MessageExpression)
        .Add("reason", rule.Reason is { } reason ? JsonString.Of(reason) : null)
        .Text("fieldPath", rule.FieldPath)
        .Flag("optionalOldSelf", rule.OptionalOldSelf)
        .Build();
}
