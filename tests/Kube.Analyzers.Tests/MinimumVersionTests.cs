using Kube.Analyzers.Tests.Harness;

namespace Kube.Analyzers.Tests;

/// <summary>The oldest server that has to accept the CRDs is a setting of the project.</summary>
public sealed class MinimumVersionTests
{
    [Fact]
    public async Task What_is_too_new_is_told_with_its_release_and_the_setting()
    {
        var found = await Verify("isSemver(self.name)", ["isSemver"]);

        Assert.Equal(
            "The CEL rule does not fit its schema: undeclared reference to 'isSemver' (in container ''); 'isSemver' can be used from Kubernetes 1.34 on"
            + ": if no older server has to accept it, set KubeMinimumVersion to 1.34 in the project",
            found);
    }

    [Theory]
    [InlineData("1.34", "isSemver(self.name)")]
    [InlineData(" v1.35.2 ", "[1, 2].distinct().size() == 2")]
    [InlineData("1.38", "[1].includes(1)")]
    public Task With_a_newer_minimum_it_is_silent(string version, string rule) => Verify(rule, [], version);

    [Theory]
    [InlineData("1.30", "ip.isCanonical(self.name)", "isCanonical")]
    [InlineData("1.33", "[1, 2].distinct().size() == 2", "distinct")]
    public Task With_an_older_minimum_it_is_told(string version, string rule, string marked) => Verify(rule, [marked], version);

    [Fact]
    public async Task The_bound_of_a_name_counts_from_the_release_that_knows_it()
    {
        const string Rule = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20].all(i, self.metadata.name.matches('^[a-z]+$'))";

        await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("ResourceRule", $"{{|KUBE024:\"{Rule}\"|}}"));
        await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(Source("ResourceRule", $"\"{Rule}\""), ("KubeMinimumVersion", "1.37"));
    }

    private static async Task<string> Verify(string rule, string[] marked, string? version = null)
    {
        foreach (var text in marked)
        {
            rule = rule.Replace(text, $"{{|KUBE021:{text}|}}", StringComparison.Ordinal);
        }

        var found = await AnalyzerTest.VerifyAsync<ResourceAnalyzer>(
            Source("Rule", $"\"{rule}\""), version is null ? [] : [("KubeMinimumVersion", version)]);
        return string.Join("\n", found.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Source(string attribute, string text) => $$"""
        [CustomResource("example.com", "v1")]
        [{{attribute}}({{text}})]
        public sealed record ThingSpec { [MaxLength(10)] public required string Name { get; init; } }
        """;
}
