using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Analyzers.Tests;

public sealed class RuleTests
{
    private static readonly string RepositoryRoot = typeof(RuleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Ids => [.. Descriptors().Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_that_its_help_link_names(string id)
    {
        var rule = Descriptors().Single(d => d.Id == id);
        var page = Path.Combine(RepositoryRoot, "docs", "diagnostics", id + ".md");

        Assert.True(File.Exists(page), $"docs/diagnostics/{id}.md is missing.");
        Assert.EndsWith($"/docs/diagnostics/{id}.md", rule.HelpLinkUri);
        var text = File.ReadAllText(page);
        Assert.StartsWith($"# {id}: ", text);
        Assert.Contains($"**Severity**: {rule.DefaultSeverity.ToString().ToLowerInvariant()}", text);
        Assert.Contains("## Instead of", text);
        Assert.Contains("## Write", text);
    }

    [Fact]
    public void Ids_are_unique_and_messages_end_without_a_full_stop()
    {
        Assert.Equal(Descriptors().Count, Descriptors().Select(d => d.Id).Distinct().Count());
        Assert.All(Descriptors(), d => Assert.DoesNotMatch(@"\.$", d.MessageFormat.ToString()));
    }

    [Fact]
    public void Every_rule_is_reported_by_an_analyzer()
    {
        var supported = typeof(RuleExpressionAnalyzer).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .SelectMany(t => ((DiagnosticAnalyzer)Activator.CreateInstance(t)!).SupportedDiagnostics)
            .Select(d => d.Id)
            .ToHashSet();
        Assert.Empty(Descriptors().Select(d => d.Id).Except(supported));
    }

    [Fact]
    public void The_index_lists_every_rule()
    {
        var path = Path.Combine(RepositoryRoot, "docs", "diagnostics", "README.md");
        var index = Index();
        if (Environment.GetEnvironmentVariable("KUBE_UPDATE_APPROVED") == "1") File.WriteAllText(path, index);
        Assert.Equal(index, File.ReadAllText(path));
    }

    private static string Index()
    {
        var index = new StringBuilder("""
            # Diagnostics

            *Error* means that an API server refuses it, *warning* that it will surprise, *info* that it is a matter of style. Each can be set in `.editorconfig`:
            `dotnet_diagnostic.KUBE034.severity = none`. Written from the descriptors; a test holds the two together (`KUBE_UPDATE_APPROVED=1` updates it).

            | id | severity | what |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var rule in Descriptors()) index.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity.ToString().ToLowerInvariant()} | {rule.Title} |\n");
        index.Append("""

            `KUBE9001` to `KUBE9007` are those of the build.

            Trim warnings (IL2026) of `[MinLength]`, `[MaxLength]` and `[Length]` on members of custom resources are taken back (`KUBES001`): the attributes are read at compile time. Who runs
            `Validator` over resources in a trimmed application has to keep the `Count` of collections of other types than .NET's own.

            """.ReplaceLineEndings("\n"));
        return index.ToString();
    }

    private static List<DiagnosticDescriptor> Descriptors() =>
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (DiagnosticDescriptor)f.GetValue(null)!).OrderBy(d => d.Id, StringComparer.Ordinal)];
}
