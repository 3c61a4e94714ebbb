using Kube.Analyzers.Tests.Harness;

namespace Kube.Analyzers.Tests;

public sealed class RuleExpressionAnalyzerTests
{
    [Fact]
    public async Task A_blank_rule_is_marked_at_its_text_wherever_it_stands() => await AnalyzerTest.VerifyMessagesAsync<RuleExpressionAnalyzer>("""
        [CustomResource("example.com", "v1")]
        [Rule({|KUBE004:""|}, Message = "m")]
        public sealed record ThingSpec
        {
            [Rule({|KUBE004:"  \n"|})] public string? Name { get; init; }
            [Rule({|KUBE004:Blank|})] public string? Other { get; init; }
            private const string Blank = "" + " ";
        }
        """,
        "The CEL rule on 'ThingSpec' is blank: write an expression of type bool, or remove the attribute",
        "The CEL rule on 'Name' is blank: write an expression of type bool, or remove the attribute",
        "The CEL rule on 'Other' is blank: write an expression of type bool, or remove the attribute");

    [Fact]
    public async Task A_rule_with_an_expression_is_fine() => await AnalyzerTest.VerifyAsync<RuleExpressionAnalyzer>("""
        [CustomResource("example.com", "v1")]
        [Rule("has(self.name)")]
        public sealed record ThingSpec
        {
            [Rule("self.size() > 1")] public string? Name { get; init; }
        }
        """);
}
