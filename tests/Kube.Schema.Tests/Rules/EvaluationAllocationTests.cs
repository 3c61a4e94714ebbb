using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Rules;

namespace Kube.Schema.Tests.Rules;

/// <summary>A rule over scalars costs nothing but time; tests/Kube.Benchmarks (suite <c>cel</c>) says how much.</summary>
public sealed class EvaluationAllocationTests
{
    private static readonly SchemaNode Node = SchemaTyping.Of(
        new JsonSchemaProps
        {
            Type = "object",
            Properties = EquatableMap.Of(
                ("minReplicas", new JsonSchemaProps { Type = "integer" }),
                ("maxReplicas", new JsonSchemaProps { Type = "integer" }),
                ("title", new JsonSchemaProps { Type = "string" }),
                ("owner", new JsonSchemaProps { Type = "object", Properties = EquatableMap.Of(("name", new JsonSchemaProps { Type = "string" })) })),
        },
        isResourceRoot: false,
        KubernetesVersion.Newest);

    private static readonly JsonValue Value = JsonValue.Parse("""{"minReplicas":1,"maxReplicas":3,"title":"Hello","owner":{"name":"Alice"}}""");

    [Theory]
    [InlineData("self.minReplicas <= self.maxReplicas")]
    [InlineData("self.minReplicas + 2 == self.maxReplicas && self.maxReplicas * 2 < 10")]
    [InlineData("!has(self.title) || self.title == 'Hello'")]
    [InlineData("self.title.startsWith('H') && self.title.size() < 10")]
    [InlineData("self.minReplicas > 5 ? self.maxReplicas > 6 : self.maxReplicas < 6")]
    public void Evaluation_of_scalars_allocates_nothing(string rule)
    {
        var environment = CelEnvironment.ForVersion(KubernetesVersion.Newest).Declare("self", Node.Declared!.Type);
        var expression = environment.Compile(rule).Expression!;
        var variables = environment.NewVariables().Set("self", JsonToCel.Convert(Value, Node));
        Assert.True(expression.Evaluate(variables).Value.IsTrue);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            expression.Evaluate(variables, RuleLimits.PerEvaluation);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
