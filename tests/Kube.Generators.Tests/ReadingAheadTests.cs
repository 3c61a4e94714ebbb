using System.Globalization;
using Kube.Generators.Reuse;
using Kube.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Tests;

/// <summary>The classes of a project are read side by side, and nobody can tell.</summary>
public sealed class ReadingAheadTests
{
    // However a class can be marked; nested and aliased ones are read when they are asked for.
    private static readonly string[] Shapes =
    [
        "[CustomResource(\"example.com\", \"v1\")] public record Thing#Spec(Shared Shared, int Size = #);",
        "[global::Kube.CustomResource(\"example.com\", \"v1\")] public partial record Thing#Spec; public partial record Thing#Spec { public Shared? Shared { get; init; } }",
        "public static class Outer# { [Kube.CustomResourceAttribute(\"example.com\", \"v1\")] public record Thing#Spec([Range(1, 9)] int Size); }",
        "[Marked(\"example.com\", \"v1\", Kind = \"Thing#\")] public record Thing#Spec(List<Shared> All);",
        "[CustomResource(\"example.com\", \"\")] public record Thing#Spec(Shared Shared);",
        "[Obsolete, CustomResource(\"example.com\", \"v1\", Status = typeof(Thing#Status))] public record Thing#Spec(Shared Shared, Stream Unmapped); public record Thing#Status(int Ready);",
    ];

    [Fact]
    public void Classes_read_side_by_side_are_read_as_one_by_one()
    {
        var together = Texts(Run(Things(36)));
        Assert.Equal(together, Texts(Run(Things(36))));
        for (var i = 0; i < 36; i += 7)
        {
            // Alone, there is nobody to be read beside.
            var alone = Texts(Run(Project.Of(("Shared.cs", Shared), ($"Thing{i}.cs", Thing(i)))));
            foreach (var file in alone.Where(file => file.Key != "KubeJsonResolver.g.cs")) Assert.Equal(file.Value, together[file.Key]);
        }
    }

    [Fact]
    public void Reading_ahead_stops_when_the_run_is_cancelled_and_begins_again_with_the_next()
    {
        var project = Things(6);
        var names = ProjectNames.Of(project.Compilation);
        Assert.ThrowsAny<OperationCanceledException>(() => ReadingAhead.Read(project.Compilation, names, new CancellationToken(canceled: true)));
        Assert.All(names.Marked(), at => Assert.Null(ReadingShelf.Kept(at.Tree, at.Place, names)));
        ReadingAhead.Read(project.Compilation, names, TestContext.Current.CancellationToken);
        Assert.Equal([true, true, false, true], names.Marked().Select(at => ReadingShelf.Kept(at.Tree, at.Place, names) is not null));
    }

    private static Project Things(int count) =>
        Project.Of([("Shared.cs", Shared), .. Enumerable.Range(0, count).Select(i => ($"Thing{i}.cs", Thing(i)))]);

    private const string Shared = "namespace Acme; public record Shared(string Name, Pace Pace); public enum Pace { Slow, Fast }";

    private static string Thing(int i) =>
        "using Marked = Kube.CustomResourceAttribute;\nnamespace Acme;\n" + Shapes[i % Shapes.Length].Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static GeneratorDriverRunResult Run(Project project) => Incremental.Driver().RunGenerators(project.Compilation).GetRunResult();

    private static Dictionary<string, string> Texts(GeneratorDriverRunResult run)
    {
        var result = run.Results[0];
        if (result.Exception is { } exception) throw exception;
        return result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
    }
}
