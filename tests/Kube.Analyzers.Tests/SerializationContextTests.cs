using Kube.Analyzers.Tests.Harness;
using Kube.CodeFixes;

namespace Kube.Analyzers.Tests;

/// <summary>What System.Text.Json's generator cannot see, or would write otherwise than the CRD has it, does not belong into its contexts.</summary>
public sealed class SerializationContextTests
{
    // The resource type stands for the generated one, which these tests do not make.
    private const string Types = """
        [CustomResource("example.com", "v1", Status = typeof(ThingStatus))] public sealed record ThingSpec { public Part? Part { get; init; } }
        public sealed record ThingStatus;
        public sealed partial record Thing;
        public sealed record Part;
        public sealed record Page { public IReadOnlyList<Thing>? Items { get; init; } }
        public sealed record Request { public string? Name { get; init; } public Inner? Inner { get; init; } }
        public sealed record Inner { public Request? Parent { get; init; } public ThingSpec? Spec { get; init; } }
        public sealed record Greeting { public string? Text { get; init; } [JsonIgnore] public Thing? Thing { get; init; } public Part? Part { get; init; } }

        """;

    [Theory]
    [InlineData("{|KUBE019:Thing|}", "Thing, which is generated in the same build, so System.Text.Json's generator does not see it")]
    [InlineData("{|KUBE019:ThingSpec|}", "ThingSpec, which it writes by its own rules, and not as the codec and the CRD have it")]
    [InlineData("{|KUBE019:ThingStatus|}", "ThingStatus, which it writes by its own rules, and not as the codec and the CRD have it")]
    [InlineData("{|KUBE019:List<Thing>|}", "Thing, which is generated in the same build, so System.Text.Json's generator does not see it")]
    [InlineData("{|KUBE019:Thing[]|}", "Thing, which is generated in the same build, so System.Text.Json's generator does not see it")]
    [InlineData("{|KUBE019:Page|}", "Thing (by way of Page.Items), which is generated in the same build, so System.Text.Json's generator does not see it")]
    [InlineData("{|KUBE019:Request|}", "ThingSpec (by way of Request.Inner.Spec), which it writes by its own rules, and not as the codec and the CRD have it")]
    public Task A_type_that_a_context_cannot_write_is_told(string type, string what) => AnalyzerTest.VerifyMessagesAsync<ResourceAnalyzer>(
        Types + $"[JsonSerializable(typeof({type}))] public abstract class Context() : JsonSerializerContext(null);",
        $"The context names {what}: leave it out, and put KubeJsonResolver.Instance first in the TypeInfoResolverChain of the options");

    [Theory]
    [InlineData("[JsonSerializable(typeof(Greeting))] [JsonSerializable(typeof(int))] public abstract class Context() : JsonSerializerContext(null);")]
    [InlineData("namespace Other { public sealed record Thing; [JsonSerializable(typeof(Thing))] public abstract class Context() : JsonSerializerContext(null); }")]
    [InlineData("[JsonSerializable(typeof(Thing))] public abstract class NoContext;")]
    public Task Other_types_are_silent(string source) => AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Types + source);

    [Fact]
    public Task A_fix_leaves_the_type_out() => AnalyzerTest.VerifyFixAsync<ResourceAnalyzer, RemovalFix>(Types + """
        [JsonSerializable(typeof({|KUBE019:Thing|}))]
        [JsonSerializable(typeof(Greeting)), JsonSerializable(typeof({|KUBE019:ThingSpec|}))]
        public abstract class Context() : JsonSerializerContext(null);
        """, Types + """
        [JsonSerializable(typeof(Greeting))]
        public abstract class Context() : JsonSerializerContext(null);
        """);
}
