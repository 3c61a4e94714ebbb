using Kube.Cel;
using Kube.Cel.Syntax;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Rules;

namespace Kube.Schema.Tests.Rules;

/// <summary>What the analysis of a schema's rules tells an editor: places inside expressions, suggestions, missing bounds.</summary>
public class RuleAnalysisTests
{
    private static readonly KubernetesVersion Server = new(1, 34);

    private static IReadOnlyList<RuleReport> Analyze(string schema) => RuleAnalysis.Analyze(JsonSchemaProps.FromJson(JsonValue.Parse(schema)), Server);

    private static string Spec(string properties, string rules) =>
        """{"type":"object","properties":{"spec":{"type":"object","properties":{""" + properties + """},"x-kubernetes-validations":[""" + rules + "]}}}";

    [Fact]
    public void A_good_rule_has_a_cost_and_no_problems()
    {
        var report = Assert.Single(Analyze(Spec("""
            "min":{"type":"integer"},"max":{"type":"integer"}
            """, """{"rule":"self.min <= self.max"}""")));
        Assert.Empty(report.Problems);
        Assert.Equal("spec", report.Node.ToString());
        Assert.Equal(5UL, report.Cost);
    }

    [Fact]
    public void A_misspelt_field_has_its_place_and_a_replacement()
    {
        var report = Assert.Single(Analyze(Spec("""
            "minReplicas":{"type":"integer"}
            """, """{"rule":"self.minReplica > 0"}""")));
        var problem = Assert.Single(report.Problems);
        Assert.Equal((RulePart.Rule, "undefined field 'minReplica'", new TextSpan(5, 15), "minReplicas"), (problem.Part, problem.Message, problem.Span!.Value, problem.Replacement));
    }

    [Fact]
    public void A_rule_that_is_no_bool_and_a_message_that_is_no_string_are_told()
    {
        var report = Assert.Single(Analyze(Spec("""
            "min":{"type":"integer"}
            """, """{"rule":"self.min + 1"}""")));
        Assert.Equal("cel expression must evaluate to a bool", Assert.Single(report.Problems).Message);
        report = Assert.Single(Analyze(Spec("""
            "min":{"type":"integer"}
            """, """{"rule":"self.min > 1","messageExpression":"self.min"}""")));
        Assert.Equal((RulePart.MessageExpression, "messageExpression must evaluate to a string"), (report.Problems[0].Part, report.Problems[0].Message));
    }

    [Fact]
    public void Texts_around_the_expression_are_checked()
    {
        var report = Assert.Single(Analyze(Spec("""
            "min":{"type":"integer"}
            """, """{"rule":"self.min > 1","message":" ","reason":"Bad","fieldPath":".max"}""")));
        Assert.Equal([RulePart.Message, RulePart.Reason, RulePart.FieldPath], report.Problems.Select(p => p.Part));
    }

    [Fact]
    public void A_rule_over_budget_names_the_bounds_that_would_bring_it_under()
    {
        const string Items = """
            "items":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"}},
            "x-kubernetes-validations":[{"rule":"self.name.contains('x')"}]}}
            """;
        var report = Assert.Single(Analyze("""{"type":"object","properties":{"spec":{"type":"object","properties":{""" + Items + "}}}}"));
        var problem = Assert.Single(report.Problems);
        Assert.StartsWith("estimated rule cost exceeds budget by factor of more than 100x", problem.Message, StringComparison.Ordinal);
        Assert.Equal("spec.items needs maxItems (at most 4000); spec.items[*].name needs maxLength (at most 4000)", problem.Hint);

        // The promise is kept: with these bounds the rule is good.
        var limits = problem.MissingBounds.ToDictionary(b => b.Place.ToString(), b => b.Limit);
        var bounded = Items
            .Replace("\"type\":\"array\"", limits.TryGetValue("spec.items", out var items) ? $"\"type\":\"array\",\"maxItems\":{items}" : "\"type\":\"array\"")
            .Replace("{\"type\":\"string\"}", limits.TryGetValue("spec.items[*].name", out var name) ? $$"""{"type":"string","maxLength":{{name}}}""" : "{\"type\":\"string\"}");
        Assert.Empty(Assert.Single(Analyze("""{"type":"object","properties":{"spec":{"type":"object","properties":{""" + bounded + "}}}}")).Problems);
    }

    [Fact]
    public void OldSelf_below_an_atomic_list_is_refused()
    {
        var report = Assert.Single(Analyze("""
            {"type":"object","properties":{"spec":{"type":"object","properties":{"items":{"type":"array","maxItems":5,"items":{"type":"integer",
            "x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}}}}}
            """));
        Assert.Equal("oldSelf cannot be used on the uncorrelatable portion of the schema within spec.items", Assert.Single(report.Problems).Message);
    }

    [Fact]
    public void A_function_newer_than_the_target_names_its_release()
    {
        var report = Assert.Single(Analyze(Spec("""
            "list":{"type":"array","maxItems":5,"items":{"type":"integer"}}
            """, """{"rule":"self.list.sort() == self.list"}""")));
        Assert.Equal(new KubernetesVersion(1, 35), Assert.Single(report.Problems).Since);
    }

    [Fact]
    public void Rules_on_values_without_a_type_are_refused()
    {
        var report = Assert.Single(Analyze("""
            {"type":"object","properties":{"spec":{"x-kubernetes-preserve-unknown-fields":true,"x-kubernetes-validations":[{"rule":"true"}]}}}
            """));
        Assert.NotEmpty(report.Problems);
    }
}
