using Kube.Analyzers.Tests.Harness;

namespace Kube.Analyzers.Tests;

/// <summary>Every diagnostic is as loud as the project wants it.</summary>
public sealed class SeverityTests
{
    private const string Source = """
        [CustomResource("example.com", "v1")]
        public sealed record ThingSpec
        {
            public float Ratio { get; init; } = 1;
            public List<string>? Names { get; init; }
            [Range(1, 2)] public int Size { get; init; } = 3;
        }
        """;

    [Fact]
    public async Task Without_a_word_each_has_its_own_severity() =>
        Assert.Equal(["KUBE030: Warning", "KUBE034: Info", "KUBE027: Error"], await AnalyzerTest.SeveritiesAsync<ResourceAnalyzer>(Source, ""));

    [Fact]
    public async Task An_editorconfig_sets_each_by_its_id() =>
        Assert.Equal(["KUBE030: Error", "KUBE027: Warning"], await AnalyzerTest.SeveritiesAsync<ResourceAnalyzer>(Source, """
            [*.cs]
            dotnet_diagnostic.KUBE030.severity = error
            dotnet_diagnostic.KUBE034.severity = none
            dotnet_diagnostic.KUBE027.severity = warning
            """));
}
