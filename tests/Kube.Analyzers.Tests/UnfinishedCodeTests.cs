using Kube.Analyzers.Tests.Harness;

namespace Kube.Analyzers.Tests;

/// <summary>An editor asks while one types: code that ends anywhere must not make the analyzer throw.</summary>
public sealed class UnfinishedCodeTests
{
    private const string Source = """
        [CustomResource("example.com", "v1", Kind = "Thing", TypeName = "ThingV1", Status = typeof(ThingStatus), ShortNames = ["th", "po"], Plural = "Things")]
        [PrinterColumn("A", ".spec.parts[?(@.name=='a')].size", Type = "integer"), Rule("self.size > 0 && self.naem != ''", Message = "m", FieldPath = ".size")]
        [ConversionWebhook(ServiceNamespace = "a", ServiceName = "b", ServicePort = 70000), CrdLabel("a b", "c"), ExactlyOneOf("Size", "Nobody")]
        public sealed record SpecV1([RegularExpression("(?!a)b")] string? Text = "c", params int[] Rest)
        {
            [Scale, Selectable, Range(1, 2)] public int Size { get; init; } = 3;
            [ListType(ListType.Map, "name"), Items(MaxLength = 3, Pattern = "(")] public IReadOnlyList<Part?>? Parts { get; init; }
            [Nullable, DefaultJson("{}")] public Dictionary<string, List<float>>? Map { get; init; } = new() { ["a"] = [] };
            [RawSchema("{\"type\":\"string\"}"), Format("none")] public ulong? Raw { get; init; }
        }
        public sealed record Part { [Immutable] public required string Name { get; init; } = "a"; public Part? Next { get; init; } }
        public sealed record ThingStatus { [Scale] public DateTime Replicas { get; init; } }
        [CustomResource("example.com", "v2", Kind = "Thing", TypeName = "ThingV2", Plural = "Things", Storage = true)] public sealed record SpecV2 { public int More { get; init; } = 1; }
        """;

    [Fact]
    public async Task Code_that_ends_anywhere_is_read()
    {
        // A step that is no divisor of a line's length, so that the cuts fall into every kind of token.
        for (var end = 61; end < Source.Length; end += 61) await AnalyzerTest.RunAsync<ResourceAnalyzer>(Source[..end]);
    }

    [Fact]
    public async Task Code_with_a_hole_anywhere_is_read()
    {
        for (var start = 11; start + 7 < Source.Length; start += 71) await AnalyzerTest.RunAsync<ResourceAnalyzer>(Source.Remove(start, 7));
    }
}
