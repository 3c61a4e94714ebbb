using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Crds.Checks;
using Kube.Schema.Validation;

namespace Kube.Schema.Rules;

/// <summary>Finds what an API server would refuse about the CEL rules of a schema, with places inside the expressions: for editors and analyzers.</summary>
public static class RuleAnalysis
{
    /// <summary>Analyzes every rule of a schema.</summary>
    /// <param name="schema">The schema of one version.</param>
    /// <param name="server">The oldest server that must accept the rules.</param>
    /// <param name="isResourceRoot">Whether the schema describes a whole resource.</param>
    /// <returns>One report a rule, in the order of the schema, good rules included.</returns>
    public static IReadOnlyList<RuleReport> Analyze(JsonSchemaProps schema, KubernetesVersion server, bool isResourceRoot = true)
    {
        var walk = new Walk(schema, RuleCompiler.ForServer(server), isResourceRoot);
        walk.Visit(schema, SchemaTyping.Of(schema, isResourceRoot, server), SchemaSteps.Root, null);
        return walk.Reports;
    }

    /// <summary>The sum that counts against <see cref="RuleLimits.PerSchema"/>.</summary>
    public static ulong TotalCost(IEnumerable<RuleReport> reports) => reports.Aggregate(
        0UL, (sum, report) => report.Cost > ulong.MaxValue - sum ? ulong.MaxValue : sum + report.Cost);

    internal static ulong? CardinalityOf(JsonSchemaProps root, SchemaSteps node)
    {
        ulong? count = 1;
        var way = SchemaSteps.Root;
        foreach (var step in node.Steps)
        {
            count = way.Find(root) is { } schema ? Cardinality.Below(schema, count) : count;
            way = way.Then(step);
        }

        return count;
    }

    private sealed class Walk(JsonSchemaProps root, RuleCompiler compiler, bool isResourceRoot)
    {
        public List<RuleReport> Reports { get; } = [];

        public void Visit(JsonSchemaProps schema, SchemaNode? node, SchemaSteps place, SchemaSteps? uncorrelatable)
        {
            if (!schema.XValidations.IsEmpty)
            {
                Analyze(schema, node, place, uncorrelatable);
            }

            foreach (var property in schema.Properties)
            {
                var child = node is not null && node.Properties.TryGetValue(property.Key, out var found) ? found : null;
                Visit(property.Value, child, place.Then(property.Key), uncorrelatable);
            }

            if (schema.AdditionalProperties?.Schema is { } values)
            {
                Visit(values, node?.AdditionalProperties, place.Then(SchemaSteps.Values), uncorrelatable);
            }

            if (schema.Items?.Schema is { } items)
            {
                // Only items of map lists have an old value to compare with.
                Visit(items, node?.Items, place.Then(SchemaSteps.Items), uncorrelatable ?? (schema.XListType == "map" ? null : place));
            }
        }

        private void Analyze(JsonSchemaProps schema, SchemaNode? node, SchemaSteps place, SchemaSteps? uncorrelatable)
        {
            var texts = new List<FieldError>();
            RuleTextChecks.Check(schema, FieldPath.Root, texts);
            var rules = node?.Declared is null ? [.. schema.XValidations.Select(r => new CompiledRule(r) { Error = NotExposed })] : compiler.Compile(node, schema.XValidations);
            var cardinality = CardinalityOf(root, place);
            for (var i = 0; i < rules.Length; i++)
            {
                var problems = new List<RuleProblem>();
                AddTextProblems(texts, i, problems);
                var cost = RuleLimits.Multiply(rules[i].MaxCost, cardinality ?? rules[i].MaxCardinality);
                AddExpressionProblems(rules[i], place, cost, problems);
                AddTransitionProblems(rules[i], uncorrelatable, problems);
                Reports.Add(new RuleReport(place, i, rules[i].Rule, cost, EquatableArray.Of([.. problems])) { DearBounds = DearBounds(rules[i], place, cost) });
            }
        }

        private EquatableArray<MissingBound> DearBounds(CompiledRule rule, SchemaSteps place, ulong cost) =>
            cost is > Dear and <= RuleLimits.PerRule && rule.Program is not null
                ? EquatableArray.Of([.. new CostBlame(root, isResourceRoot, compiler.Server, place, rule.Program, Dear, isCounted: true).Find()])
                : default;

        /// <summary>From here on a list or a string that grows elsewhere, or a longer rule, soon breaks the budget.</summary>
        private const ulong Dear = RuleLimits.PerRule / 10;

        private const string NotExposed = "rules cannot be written here: CEL does not see values whose type the schema leaves open";

        private static void AddTextProblems(List<FieldError> texts, int index, List<RuleProblem> problems)
        {
            foreach (var error in texts)
            {
                if (error.Place is { Parent.Last: var number, Last: var field } && number == index.ToString(System.Globalization.CultureInfo.InvariantCulture))
                {
                    problems.Add(new RuleProblem(
                        field switch
                        {
                            "message" => RulePart.Message,
                            "messageExpression" => RulePart.MessageExpression,
                            "reason" => RulePart.Reason,
                            "fieldPath" => RulePart.FieldPath,
                            _ => RulePart.Rule,
                        },
                        error.Detail.Length > 0 ? error.Detail : error.Message));
                }
            }
        }

        private void AddExpressionProblems(CompiledRule rule, SchemaSteps place, ulong cost, List<RuleProblem> problems)
        {
            Add(RulePart.Rule, rule.Error, rule.ErrorKind, rule.Hint, rule.Diagnostics, problems);
            if (!string.IsNullOrWhiteSpace(rule.Rule.MessageExpression))
            {
                Add(RulePart.MessageExpression, rule.MessageExpressionError, rule.MessageExpressionErrorKind, rule.MessageExpressionHint, rule.MessageExpressionDiagnostics, problems);
            }

            if (cost > RuleLimits.PerRule && rule.Program is not null)
            {
                problems.Add(OverBudget(RulePart.Rule, "rule", cost, rule.Program, place, isCounted: true));
            }

            if (rule.MessageExpressionMaxCost > RuleLimits.PerRule)
            {
                problems.Add(OverBudget(RulePart.MessageExpression, "messageExpression", rule.MessageExpressionMaxCost, rule.MessageExpression!, place, isCounted: false));
            }
        }

        private RuleProblem OverBudget(RulePart part, string what, ulong cost, CelExpression expression, SchemaSteps place, bool isCounted)
        {
            var missing = new CostBlame(root, isResourceRoot, compiler.Server, place, expression, RuleLimits.PerRule, isCounted).Find();
            return new RuleProblem(part, RuleLimits.Exceeded($"estimated {what} cost", cost, RuleLimits.PerRule))
            {
                Kind = RuleProblemKind.Cost,
                MissingBounds = EquatableArray.Of([.. missing]),
                Hint = missing.Count == 0 ? $"no missing bound makes it so: lower the bounds that there are, or simplify the {what}" : string.Join("; ", missing),
            };
        }

        private static void Add(RulePart part, string? error, RuleProblemKind kind, string? hint, IReadOnlyList<CelDiagnostic> diagnostics, List<RuleProblem> problems)
        {
            if (diagnostics.Count == 0 && error is not null)
            {
                problems.Add(new RuleProblem(part, error) { Kind = kind, Hint = hint });
            }

            problems.AddRange(diagnostics.Select(d => new RuleProblem(part, d.Message)
            {
                Kind = d.IsSyntax ? RuleProblemKind.Syntax : RuleProblemKind.Type,
                Span = d.Position < 0 ? null : d.Span,
                Hint = d.Hint,
                Replacement = d.Replacement,
                Since = d.Since,
            }));
        }

        private static void AddTransitionProblems(CompiledRule rule, SchemaSteps? uncorrelatable, List<RuleProblem> problems)
        {
            if (rule.UsesOldSelf && uncorrelatable is not null)
            {
                problems.Add(new RuleProblem(RulePart.Rule, $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelatable}")
                {
                    Kind = RuleProblemKind.Transition,
                    Hint = $"make {uncorrelatable} a list of x-kubernetes-list-type map, or move the rule up to it",
                });
            }
            else if (rule is { UsesOldSelf: false, Error: null, Rule.OptionalOldSelf: not null })
            {
                problems.Add(new RuleProblem(RulePart.OptionalOldSelf, "may not be set if oldSelf is not used in rule"));
            }
        }
    }
}
