using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Rules;

/// <summary>The rules of a schema node and of all below it, ready to run. Immutable; safe to use from many threads.</summary>
internal sealed class RuleEvaluator : IRuleEvaluator
{
    private readonly SchemaNode _node;
    private readonly CompiledRule[] _rules;
    private readonly CelEnvironment _environment;
    private readonly bool _usesOldSelf;
    private readonly RuleEvaluator? _items;
    private readonly RuleEvaluator? _additional;
    private readonly Dictionary<string, RuleEvaluator> _properties = new(StringComparer.Ordinal);
    private readonly RuleEvaluator[] _allOf;
    private readonly bool _isEmpty;

    /// <param name="rules">Where the rules stand: the node's own schema, or what its <c>allOf</c> adds.</param>
    /// <param name="node">The node whose values are judged.</param>
    /// <param name="compiler">Makes expressions of the rules.</param>
    /// <param name="environment">Names of the variables.</param>
    private RuleEvaluator(JsonSchemaProps rules, SchemaNode node, RuleCompiler compiler, CelEnvironment environment)
    {
        _node = node;
        _rules = rules.XValidations.IsEmpty ? [] : compiler.Compile(node, rules.XValidations);
        _environment = environment;
        _usesOldSelf = Array.Exists(_rules, r => r.UsesOldSelf);
        _items = Below(rules.Items?.Schema, node.Items, compiler, environment);
        _additional = Below(rules.AdditionalProperties?.Schema, node.AdditionalProperties, compiler, environment);
        foreach (var property in rules.Properties)
        {
            if (node.Properties.TryGetValue(property.Key, out var child) && Below(property.Value, child, compiler, environment) is { } below)
            {
                _properties.Add(property.Key, below);
            }
        }

        _allOf = [.. rules.AllOf.Select(schema => Below(schema, node, compiler, environment)).OfType<RuleEvaluator>()];
        _isEmpty = _rules.Length == 0 && _items is null && _additional is null && _properties.Count == 0 && _allOf.Length == 0;
    }

    /// <summary>Makes the rules ready; null when the schema has none.</summary>
    public static RuleEvaluator? Create(JsonSchemaProps schema, bool isResourceRoot, RuleCompiler compiler)
    {
        var node = SchemaTyping.Of(schema, isResourceRoot, KubernetesVersion.Newest);
        var environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("self", CelType.Dyn).Declare("oldSelf", CelType.Dyn);
        return Below(schema, node, compiler, environment);
    }

    void IRuleEvaluator.Evaluate(FieldPath path, JsonValue value, JsonValue? old, Correlation? correlation, ref long budget, List<FieldError> errors, List<FieldError>? forgiven) =>
        Evaluate(path, value, old, new Ratchet(correlation, null), ref budget, errors, forgiven);

    /// <summary>Runs the rules.</summary>
    /// <param name="path">Where the value stands.</param>
    /// <param name="value">The new value.</param>
    /// <param name="old">The old value; none for a new object.</param>
    /// <param name="ratchet">What forgives errors on values that did not change.</param>
    /// <param name="budget">The cost that is left; negative once it is used up.</param>
    /// <param name="errors">Where to add errors.</param>
    /// <param name="warnings">Where to add forgiven errors; null to drop them.</param>
    public void Evaluate(
        FieldPath path, JsonValue value, JsonValue? old, Ratchet ratchet, ref long budget, List<FieldError> errors, List<FieldError>? warnings)
    {
        if (value.IsNull || budget < 0)
        {
            return;
        }

        EvaluateOwn(path, value, old is { IsNull: true } ? null : old, ratchet, ref budget, errors, warnings);
        foreach (var part in _allOf)
        {
            // What allOf says is not forgiven by the node's own old value, as for value checks.
            part.Evaluate(path, value, old, new Ratchet(null, ratchet.NearestParent), ref budget, errors, warnings);
        }

        switch (value)
        {
            case JsonArray items when _items is not null:
                EvaluateItems(path, items, old as JsonArray, ratchet, ref budget, errors, warnings);
                break;
            case JsonObject members when _additional is not null || _properties.Count > 0:
                foreach (var member in members)
                {
                    if (budget < 0)
                    {
                        return;
                    }

                    var before = (old as JsonObject)?[member.Key];
                    _additional?.Evaluate(path.Key(member.Key), member.Value, before, ratchet.Key(member.Key), ref budget, errors, warnings);
                    if (_properties.TryGetValue(member.Key, out var property))
                    {
                        property.Evaluate(path.Child(member.Key), member.Value, before, ratchet.Key(member.Key), ref budget, errors, warnings);
                    }
                }

                break;
        }
    }

    private static RuleEvaluator? Below(JsonSchemaProps? rules, SchemaNode? node, RuleCompiler compiler, CelEnvironment environment) =>
        rules is not null && node?.Declared is not null && new RuleEvaluator(rules, node, compiler, environment) is { _isEmpty: false } evaluator
            ? evaluator
            : null;

    private void EvaluateItems(
        FieldPath path, JsonArray items, JsonArray? old, Ratchet ratchet, ref long budget, List<FieldError> errors, List<FieldError>? warnings)
    {
        var keys = _node.ListMapKeys;
        var positions = old is not null && _node.Schema.XListType == "map" && keys.Count > 0 ? ListMapKey.PositionsOf(old, keys) : null;
        for (var i = 0; i < items.Count && budget >= 0; i++)
        {
            var before = positions is not null && items[i] is JsonObject item && positions.TryGetValue(ListMapKey.Of(item, keys), out var at) ? old![at] : null;
            _items!.Evaluate(path.Index(i), items[i], before, ratchet.Index(i), ref budget, errors, warnings);
        }
    }

    private void EvaluateOwn(
        FieldPath path, JsonValue value, JsonValue? old, Ratchet ratchet, ref long budget, List<FieldError> errors, List<FieldError>? warnings)
    {
        if (_rules.Length == 0)
        {
            return;
        }

        if (budget <= 0)
        {
            errors.Add(Trouble(path, "validation failed due to running out of cost budget, no further validation rules will be run"));
            budget = -1;
            return;
        }

        var plain = _environment.NewVariables().Set("self", JsonToCel.Convert(value, _node));
        var optional = plain;
        if (_usesOldSelf)
        {
            optional = _environment.NewVariables().Set("self", JsonToCel.Convert(value, _node)).Set("oldSelf", CelValue.OptionalNone);
            if (old is not null)
            {
                var oldSelf = JsonToCel.Convert(old, _node);
                plain.Set("oldSelf", oldSelf);
                optional.Set("oldSelf", CelValue.Optional(oldSelf));
            }
        }

        foreach (var rule in _rules)
        {
            if (rule.Error is { } error)
            {
                errors.Add(Trouble(path, "rule compile error: " + error));
                continue;
            }

            // Rules about changes need something to compare with, unless they say that they do not.
            if (rule.Program is null || (rule.UsesOldSelf && old is null && !rule.HasOptionalOldSelf))
            {
                continue;
            }

            if (!Run(rule, path, value, rule.HasOptionalOldSelf ? optional : plain, plain, ratchet, ref budget, errors, warnings))
            {
                return;
            }
        }
    }

    /// <summary>Runs one rule; false when no further rule may run.</summary>
    private bool Run(
        CompiledRule rule,
        FieldPath path,
        JsonValue value,
        CelVariables variables,
        CelVariables messageVariables,
        Ratchet ratchet,
        ref long budget,
        List<FieldError> errors,
        List<FieldError>? warnings)
    {
        var (result, cost) = rule.Program!.Evaluate(variables, RuleLimits.PerEvaluation);
        if (cost > long.MaxValue || (long)cost > budget)
        {
            errors.Add(Trouble(path, "validation failed due to running out of cost budget, no further validation rules will be run"));
            budget = -1;
            return false;
        }

        budget -= (long)cost;
        if (result.IsError)
        {
            return Failed(rule, result.AsError, path, ref budget, errors);
        }

        if (result.IsTrue)
        {
            return true;
        }

        var place = rule.FieldPath is { Length: > 0 } below ? path.Child(below) : path;
        var message = RuleMessage.Of(rule, messageVariables, ref budget, out var messageError);
        if (messageError is not null)
        {
            Add(FieldError.Invalid(place, _node.TypeName, messageError));
            budget = -1;
            return false;
        }

        Add(RuleMessage.ErrorFor(rule.Rule.Reason, place, _node.TypeName is "object" or "array" ? null : value, message));
        return true;

        void Add(FieldError error)
        {
            if (!rule.UsesOldSelf && ratchet.Forgives)
            {
                warnings?.Add(error);
            }
            else
            {
                errors.Add(error);
            }
        }
    }

    private bool Failed(CompiledRule rule, CelError error, FieldPath path, ref long budget, List<FieldError> errors)
    {
        var name = RuleMessage.NameOf(rule.Rule);
        if (error.IsNoSuchOverload)
        {
            errors.Add(Trouble(path, $"'{error.Message}': call arguments did not match a supported operator, function or macro signature for rule: {name}"));
            return true;
        }

        if (error.IsCostLimit)
        {
            errors.Add(Trouble(path, $"'{error.Message}': no further validation rules will be run due to call cost exceeds limit for rule: {name}"));
            budget = -1;
            return false;
        }

        errors.Add(Trouble(path, $"{error.Message} evaluating rule: {name}"));
        return true;
    }

    private FieldError Trouble(FieldPath path, string detail) => FieldError.Invalid(path, _node.TypeName, detail);
}
