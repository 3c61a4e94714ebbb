using Kube.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Kube.Generators.Tests;

/// <summary>Edits and what each makes the generator do again.</summary>
public sealed class IncrementalityTests
{
    private const string DocumentPath = "Document.cs";

    [Fact]
    public void An_edit_in_an_unrelated_file_rewrites_nothing()
    {
        var (before, after) = Edit(Project(), project => project.With("class Unrelated { int x = 1; }", "Unrelated.cs"));
        Incremental.AssertAllCached(after);
        Assert.Empty(Incremental.Rewritten(before, after));
    }

    [Theory]
    [InlineData("{ get; init; } = 1;", "{ get;  init; } =  1;")]
    [InlineData("public sealed record DocumentSpec", "// a remark\npublic sealed record DocumentSpec")]
    [InlineData("public Guid Id { get; set; }", "public Guid Id { get; set; }\n    public override string ToString() => Title;")]
    [InlineData("public sealed class DocumentStatus", "internal static class Other;\npublic sealed class DocumentStatus")]
    public void An_edit_that_means_nothing_rewrites_nothing(string text, string other)
    {
        var (before, after) = Edit(Project(), project => Replace(project, text, other));
        Assert.All(Incremental.Reasons(after, TrackingNames.All), step => Assert.True(step.Reason is Cached or Unchanged, step.ToString()));
        Assert.Empty(Incremental.Rewritten(before, after));
    }

    [Theory]
    [InlineData("[MinLength(1), MaxLength(64)]", "[MinLength(1), MaxLength(65)]", "documents.example.com.g.cs")]
    [InlineData("Shown at the top", "Seen at the top", "documents.example.com.g.cs")]
    [InlineData("= 1;", "= 2;", "documents.example.com.g.cs")]
    [InlineData("public required string Title", "[JsonPropertyName(\"name\")] public required string Title", "Acme.DocumentSpecJson.g.cs documents.example.com.g.cs")]
    [InlineData("int Ready", "long Ready", "Acme.DocumentStatusJson.g.cs documents.example.com.g.cs")]
    [InlineData("enum Mode { Slow, Fast }", "enum Mode { Slow, Fast, Faster }", "Acme.ModeJson.g.cs documents.example.com.g.cs")]
    [InlineData("ShortNames = [\"doc\"]", "ShortNames = [\"dc\"]", "Acme.Document.Client.g.cs Acme.Document.Json.g.cs Acme.Document.g.cs documents.example.com.g.cs")]
    [InlineData("A document to publish", "A document to print", "Acme.Document.Client.g.cs Acme.Document.Json.g.cs Acme.Document.g.cs documents.example.com.g.cs")]
    public void An_edit_of_one_spec_rewrites_exactly_what_it_changes(string text, string other, string files)
    {
        var (before, after) = Edit(Project(), project => Replace(project, text, other));
        Assert.Equal(files.Split(' '), Incremental.Rewritten(before, after));
    }

    [Fact]
    public void A_new_resource_rewrites_only_its_own_files_and_the_resolver()
    {
        var (before, after) = Edit(Project(), project => project.With("namespace Acme; [CustomResource(\"example.com\", \"v1\")] public record ZooSpec(int Animals);", "Zoo.cs"));
        Assert.Equal(
            ["Acme.Zoo.Client.g.cs", "Acme.Zoo.Json.g.cs", "Acme.Zoo.g.cs", "Acme.ZooJson.g.cs", "Acme.ZooSpecJson.g.cs", "KubeJsonResolver.g.cs", "zoos.example.com.g.cs"],
            Incremental.Rewritten(before, after));
    }

    [Fact]
    public void The_order_of_files_does_not_show()
    {
        var one = Compiling.Of("", withLibraries: true).With(Samples.Document, "A.cs").With(Samples.Folder, "B.cs");
        var other = Compiling.Of("", withLibraries: true).With(Samples.Folder, "A.cs").With(Samples.Document, "B.cs");
        string[] Texts(CSharpCompilation project) => [.. Generated.From(project).Sources.OrderBy(source => source.HintName, StringComparer.Ordinal).Select(source => source.SourceText.ToString())];
        Assert.Equal(Texts(one), Texts(other));
    }

    [Fact]
    public void Culture_does_not_show()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            // Finnish writes a minus that JSON does not know, and a comma.
            var finnish = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            finnish.NumberFormat.NegativeSign = "\u2212";
            finnish.NumberFormat.NumberDecimalSeparator = ",";
            Thread.CurrentThread.CurrentCulture = finnish;
            var generated = Generated.From("""
                namespace Acme;
                [CustomResource("example.com", "v1")]
                public record NumberSpec([Range(-1.5, 2.5)] double Factor = -0.25, int Count = -3);
                """).AssertCompiles();
            Assert.Contains("\"default\":-0.25,\"minimum\":-1.5,\"maximum\":2.5", generated.Crds["numbers.example.com"], StringComparison.Ordinal);
            Assert.Contains("\"default\":-3", generated.Crds["numbers.example.com"], StringComparison.Ordinal);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_compilation_is_kept_alive()
    {
        var (driver, first) = RunAndForget();
        for (var i = 0; i < 10 && first.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(first.IsAlive);
        GC.KeepAlive(driver);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunAndForget()
    {
        var first = Project();
        var driver = CSharpGeneratorDriver.Create([new ResourceGenerator().AsSourceGenerator()], parseOptions: Compiling.ParseOptions).RunGenerators(first);
        // The driver keeps the newest compilation by design; the one before has to go.
        driver = driver.RunGenerators(Project().With("class Later;", "Later.cs"));
        return (driver, new WeakReference(first));
    }

    private static CSharpCompilation Project() => Compiling.Of("", withLibraries: true).With(Samples.Document, DocumentPath).With(Samples.Folder, "Folder.cs");

    private static (GeneratorDriverRunResult Before, GeneratorDriverRunResult After) Edit(CSharpCompilation project, Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var driver = Incremental.Driver().RunGenerators(project);
        return (driver.GetRunResult(), driver.RunGenerators(edit(project)).GetRunResult());
    }

    private static CSharpCompilation Replace(CSharpCompilation project, string text, string other)
    {
        var tree = project.SyntaxTrees.Single(tree => tree.FilePath == DocumentPath);
        var source = tree.ToString();
        Assert.Contains(text, source, StringComparison.Ordinal);
        var at = source.IndexOf(text, StringComparison.Ordinal);
        return project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(string.Concat(source.AsSpan(0, at), other, source.AsSpan(at + text.Length)), Compiling.ParseOptions, DocumentPath));
    }
}
