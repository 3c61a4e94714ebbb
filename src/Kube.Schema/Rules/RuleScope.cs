using Kube.Schema.Crds;
using Kube.Schema.Validation;

namespace Kube.Schema.Rules;

/// <summary>A schema node on the way down a CRD's schema: its type, and how often it can occur.</summary>
internal sealed class RuleScope : IRuleScope
{
    private readonly JsonSchemaProps _schema;
    private readonly SchemaNode? _node;
    private readonly ulong? _maxCardinality;
    private readonly Shared _shared;

    private RuleScope(JsonSchemaProps schema, SchemaNode? node, ulong? maxCardinality, Shared shared)
    {
        _schema = schema;
        _node = node;
        _maxCardinality = maxCardinality;
        _shared = shared;
    }

    /// <summary>The root; null when the schema has no rules.</summary>
    public static RuleScope? Create(JsonSchemaProps root, RuleCompiler compiler, bool skipCostOfEach, bool isResourceRoot = true)
    {
        var node = SchemaTyping.Of(root, isResourceRoot, compiler.Server);
        return node.HasRules ? new RuleScope(root, node, 1, new Shared(compiler, skipCostOfEach)) : null;
    }

    public IRuleScope? Property(string name, JsonSchemaProps schema) =>
        Child(schema, _node is not null && _node.Properties.TryGetValue(name, out var property) ? property : null);

    public IRuleScope? Items(JsonSchemaProps schema) => Child(schema, _node?.Items);

    public IRuleScope? AdditionalProperties(JsonSchemaProps schema) => Child(schema, _node?.AdditionalProperties);

    public void Compile(FieldPath path, FieldPath? uncorrelatable, List<FieldError> errors)
    {
        var rulesPath = path.Child("x-kubernetes-validations");
        if (_node?.Declared is null)
        {
            errors.Add(new FieldError(
                FieldErrorKind.Internal,
                rulesPath.ToString(),
                null,
                "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations")
            {
                Place = rulesPath,
            });
            return;
        }

        var rules = _shared.Compiler.Compile(_node);
        for (var i = 0; i < rules.Length; i++)
        {
            Report(rules[i], rulesPath.Index(i), uncorrelatable, errors);
        }
    }

    public void CheckTotal(FieldPath path, List<FieldError> errors)
    {
        if (_shared.Total <= RuleLimits.PerSchema)
        {
            return;
        }

        foreach (var place in _shared.MostExpensive)
        {
            errors.Add(FieldError.Forbidden(place, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema"));
        }

        errors.Add(FieldError.Forbidden(
            path,
            RuleLimits.Exceeded("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", _shared.Total, RuleLimits.PerSchema)));
    }

    private RuleScope Child(JsonSchemaProps schema, SchemaNode? node) =>
        new(schema, node, Cardinality.Below(_schema, _maxCardinality), _shared);

    private void Report(CompiledRule rule, FieldPath path, FieldPath? uncorrelatable, List<FieldError> errors)
    {
        var place = path.Child("rule");
        var cost = RuleLimits.Multiply(rule.MaxCost, _maxCardinality ?? rule.MaxCardinality);
        if (!_shared.SkipCostOfEach && cost > RuleLimits.PerRule)
        {
            errors.Add(FieldError.Forbidden(place, RuleLimits.Exceeded("estimated rule cost", cost, RuleLimits.PerRule)));
        }

        _shared.Observe(place, cost);
        if (rule.Error is { } error)
        {
            errors.Add(FieldError.InvalidStruct(place, Crds.Checks.GoForms.Of(rule.Rule), error));
        }

        var messagePlace = path.Child("messageExpression");
        if (rule.MessageExpressionError is { } messageError)
        {
            errors.Add(FieldError.InvalidStruct(messagePlace, Crds.Checks.GoForms.Of(rule.Rule), messageError));
        }
        else if (rule.MessageExpression is not null)
        {
            if (!_shared.SkipCostOfEach && rule.MessageExpressionMaxCost > RuleLimits.PerRule)
            {
                errors.Add(FieldError.Forbidden(
                    messagePlace, RuleLimits.Exceeded("estimated messageExpression cost", rule.MessageExpressionMaxCost, RuleLimits.PerRule)));
            }

            _shared.Observe(messagePlace, rule.MessageExpressionMaxCost);
        }

        if (rule.UsesOldSelf && uncorrelatable is not null)
        {
            errors.Add(FieldError.Invalid(
                place, rule.Rule.Rule, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelatable}"));
        }
        else if (!rule.UsesOldSelf && rule.Rule.OptionalOldSelf is { } optional)
        {
            errors.Add(FieldError.Invalid(path.Child("optionalOldSelf"), optional, "may not be set if oldSelf is not used in rule"));
        }
    }

    /// <summary>What all nodes of a schema add up to.</summary>
    private sealed class Shared(RuleCompiler compiler, bool skipCostOfEach)
    {
        private const int Named = 4;

        private readonly List<Expense> _expensive = [];

        public RuleCompiler Compiler { get; } = compiler;

        public bool SkipCostOfEach { get; } = skipCostOfEach;

        public ulong Total { get; private set; }

        public IEnumerable<FieldPath> MostExpensive => _expensive.OrderByDescending(e => e.Cost).Take(Named).Select(e => e.Place);

        public void Observe(FieldPath place, ulong cost)
        {
            Total = cost > ulong.MaxValue - Total ? ulong.MaxValue : Total + cost;
            if (cost >= RuleLimits.PerSchema / 100)
            {
                _expensive.Add(new(place, cost));
            }
        }

        private sealed record Expense(FieldPath Place, ulong Cost);
    }
}
