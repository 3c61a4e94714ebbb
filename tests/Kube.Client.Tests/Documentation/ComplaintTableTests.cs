using System.Text.RegularExpressions;

namespace Kube.Client.Tests.Documentation;

/// <summary>The tests that docs/client.md names exist.</summary>
public sealed partial class ComplaintTableTests
{
    [Fact]
    public void Every_test_named_in_the_table_exists()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Kube.Generators.sln"))) root = root.Parent;
        Assert.SkipWhen(root is null, "The repository is not above this assembly.");
        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "client.md"));
        var table = page[page.IndexOf("## What users of other clients ran into", StringComparison.Ordinal)..];
        var named = TestName().Matches(table).Select(m => m.Groups[1].Value).Where(n => n.Any(char.IsLower)).Distinct().ToList();
        Assert.True(named.Count > 40, $"Only {named.Count} tests are named.");
        var sources = Directory.EnumerateFiles(Path.Combine(root.FullName, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
        var defined = sources.SelectMany(f => Definition().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal([], named.Where(n => !defined.Contains(n)));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("public (?:async )?(?:static )?(?:Task|void) ([A-Za-z0-9_]+)\\(")]
    private static partial Regex Definition();
}
