using System.Globalization;
using Kube.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Tests;

/// <summary>A resource is read again exactly when what it means may have changed, wherever the edit was.</summary>
public sealed class ReuseTests
{
    public static TheoryData<string> Hostile => [.. HostileEdits.All.Keys];

    public static TheoryData<string> Harmless => [.. HostileEdits.Harmless.Keys];

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("KUBE_PROPERTY_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 40;

    [Theory]
    [MemberData(nameof(Hostile))]
    public void An_edit_elsewhere_that_changes_what_a_name_means_is_seen(string edit)
    {
        var before = HostileEdits.Project();
        var after = HostileEdits.All[edit](before);
        var driver = Incremental.Driver().RunGenerators(before.Compilation);
        var first = Texts(driver);
        driver = driver.RunGenerators(after.Compilation);
        Assert.Equal(Fresh(after), Texts(driver));
        Assert.NotEqual(first, Texts(driver));
        // And back again.
        Assert.Equal(first, Texts(driver.RunGenerators(before.Compilation)));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void An_edit_elsewhere_that_changes_no_name_does_not_make_a_resource_be_read_again(string edit)
    {
        var before = HostileEdits.Project();
        var after = HostileEdits.Harmless[edit](before);
        var driver = Incremental.Driver().RunGenerators(before.Compilation);
        var again = driver.RunGenerators(after.Compilation);
        Incremental.AssertNotReadAgain(driver.GetRunResult(), again.GetRunResult());
        Assert.Equal(Fresh(after), Texts(again));
    }

    [Fact]
    public void Any_edits_one_after_the_other_end_where_a_fresh_start_does()
    {
        var random = new Random(17);
        var edits = HostileEdits.All.Values.Concat(HostileEdits.Harmless.Values).ToArray();
        var project = HostileEdits.Project();
        var driver = Incremental.Driver();
        for (var round = 0; round < Rounds; round++)
        {
            // Mostly one edit more; sometimes a file goes; sometimes it all starts again, with trees that were seen before.
            project = random.Next(10) switch
            {
                0 => HostileEdits.Project(),
                1 when project.Compilation.SyntaxTrees.Length > 8 => project.With(compilation => compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[random.Next(2, compilation.SyntaxTrees.Length)])),
                _ => Try(edits[random.Next(edits.Length)], project),
            };
            driver = driver.RunGenerators(project.Compilation);
            Assert.Equal(Fresh(project), Texts(driver));
        }
    }

    [Fact]
    public void The_project_is_one_that_compiles_but_for_what_is_missing_on_purpose()
    {
        var generated = Generated.From(HostileEdits.Project().Replace("Thing.cs", "Speed? Pace", "int Pace").Replace("Thing.cs", "= Extra", "= \"\"").Compilation).AssertCompiles();
        Assert.Contains("\"maxLength\":64", generated.Crds["things.example.com"], StringComparison.Ordinal);
    }

    // An edit may want a file that another one took away.
    private static Project Try(Func<Project, Project> edit, Project project)
    {
        try
        {
            return edit(project);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return project;
        }
    }

    private static string[] Fresh(Project project) => Texts(Incremental.Driver().RunGenerators(project.Afresh().Compilation));

    private static string[] Texts(GeneratorDriver driver)
    {
        var result = driver.GetRunResult().Results[0];
        if (result.Exception is { } exception) throw exception;
        return [.. result.GeneratedSources.Select(source => source.HintName + "\n" + source.SourceText).Order(StringComparer.Ordinal)];
    }
}
