using System.Reflection;
using Kube.Analyzers.Tests.Harness;

namespace Kube.Analyzers.Tests;

/// <summary>Good code hears nothing: who is warned for nothing switches everything off.</summary>
public sealed class OrdinaryCodeTests
{
    private static readonly string Root = typeof(OrdinaryCodeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public async Task The_sample_is_silent()
    {
        var files = (string[])["DocumentSpec.cs", "DocumentStatus.cs"];
        foreach (var text in files.Select(file => File.ReadAllText(Path.Combine(Root, "samples", "Documents", file))))
            Assert.Contains("namespace Documents;", text, StringComparison.Ordinal);
        var source = string.Join("\n", files.Select(file => File.ReadAllText(Path.Combine(Root, "samples", "Documents", file))
            .Replace("namespace Documents;", "", StringComparison.Ordinal).Replace("using System.ComponentModel.DataAnnotations;", "", StringComparison.Ordinal).Replace("using Kube;", "", StringComparison.Ordinal)));
        Assert.Empty(await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(source));
    }

    [Fact]
    public Task The_first_example_is_silent() => AnalyzerTest.VerifyAsync<ResourceAnalyzer>("""
        public sealed record DocumentStatus { public IReadOnlyList<Condition> Conditions { get; init; } = []; }
        /// <summary>A document to publish.</summary>
        [CustomResource("example.com", "v1", Status = typeof(DocumentStatus), ShortNames = ["doc"])]
        [PrinterColumn("Title", ".spec.title")]
        [Rule("self.minReplicas <= self.maxReplicas", Message = "minReplicas must not exceed maxReplicas")]
        public sealed record DocumentSpec
        {
            /// <summary>Shown at the top of the page.</summary>
            [MinLength(1), MaxLength(64)] public required string Title { get; init; }
            [Range(1, 10)] public int MinReplicas { get; init; } = 1;
            [Range(1, 10)] public int MaxReplicas { get; init; } = 3;
        }
        """);
}
