using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Kube.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Benchmarks.Generator;

/// <summary>What the generator costs in a build and a keystroke, beside System.Text.Json's own on the same types in the same run.</summary>
internal static class GeneratorSuite
{
    private sealed record Contender(string Name, Func<IIncrementalGenerator> Make);

    /// <summary>The result of one scenario.</summary>
    private readonly record struct Result(double Milliseconds, double Megabytes, string Note);

    public static void Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
        Contender ours = new("ours", () => new ResourceGenerator());
        Contender json = new("System.Text.Json", JsonGenerator());
        Console.WriteLine($"Roslyn {typeof(Compilation).Assembly.GetName().Version}, .NET {Environment.Version}, {Environment.ProcessorCount} processors; medians of {rounds} rounds, warm");
        Console.WriteLine($"{"1,000 unrelated files and …",-44} {"ours",22} {"System.Text.Json",22} {"ratio",8}");
        foreach (var types in (int[])[10, 100])
        {
            var project = Corpus.Make(1000, types);
            Row($"{types} types, cold", ours, json, contender => Cold(contender, project, rounds));
            Row($"{types} types, edit in an unrelated file", ours, json, contender => Edit(contender, project, rounds, UnrelatedEdit));
            Row($"{types} types, edit of one spec", ours, json, contender => Edit(contender, project, rounds, SpecEdit));
        }
        Print("500 types, cold", Cold(ours, Corpus.Make(1000, 500), rounds), null);
        Print("500 types, edit in an unrelated file", Edit(ours, Corpus.Make(1000, 500), rounds, UnrelatedEdit), null);
        Print("no types, edit in an unrelated file", Edit(ours, Corpus.Make(1000, 0), rounds, UnrelatedEdit), null);
        Console.WriteLine($"held by the driver with the compilation it last saw, 100 types: {Held(ours):0.0} MB (System.Text.Json {Held(json):0.0} MB)");
    }

    private static void Row(string name, Contender ours, Contender other, Func<Contender, Result> measure) => Print(name, measure(ours), measure(other));

    private static void Print(string name, Result ours, Result? other)
    {
        var beside = other is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Milliseconds,8:0.0} ms {known.Megabytes,7:0.0} MB {known.Milliseconds / ours.Milliseconds,8:0.00} ×") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44} {ours.Milliseconds,8:0.0} ms {ours.Megabytes,7:0.0} MB {beside}  {ours.Note}"));
    }

    private static Result Cold(Contender contender, CSharpCompilation project, int rounds)
    {
        var note = "";
        return Measure(rounds, () =>
        {
            var fresh = project.Clone();
            var driver = Driver(contender);
            return () => note = $"{driver.RunGenerators(fresh).GetRunResult().Results[0].GeneratedSources.Length} files";
        }) with
        { Note = note };
    }

    private static Result Edit(Contender contender, CSharpCompilation project, int rounds, Func<CSharpCompilation, int, CSharpCompilation> edit)
    {
        var primed = Driver(contender).RunGenerators(project);
        var before = primed.GetRunResult().Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);
        var (note, round) = ("", 0);
        return Measure(rounds, () =>
        {
            var edited = edit(project, ++round);
            return () =>
            {
                var after = primed.RunGenerators(edited).GetRunResult().Results[0].GeneratedSources;
                note = $"{after.Count(source => !before.TryGetValue(source.HintName, out var text) || !ReferenceEquals(text, source.SourceText))} files changed";
            };
        }) with
        { Note = note };
    }

    private static CSharpCompilation UnrelatedEdit(CSharpCompilation project, int round) =>
        project.AddSyntaxTrees(Corpus.Parse($"struct Edit{round} {{ }}", "Edit.cs"));

    private static CSharpCompilation SpecEdit(CSharpCompilation project, int round)
    {
        var tree = project.SyntaxTrees.First(tree => tree.FilePath == "Resource3.cs");
        return project.ReplaceSyntaxTree(tree, Corpus.Parse(Corpus.Resource(3, 64 + round), "Resource3.cs"));
    }

    /// <summary>The median time and the allocation of an action; what prepares it is not counted.</summary>
    private static Result Measure(int rounds, Func<Action> prepare)
    {
        for (var i = 0; i < 4; i++) prepare()();
        var times = new double[rounds];
        var megabytes = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            var action = prepare();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            megabytes[i] = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0;
        }
        Array.Sort(times);
        Array.Sort(megabytes);
        return new Result(times[rounds / 2], megabytes[rounds / 2], "");
    }

    /// <summary>What a driver keeps between edits: models, texts, tables, and the newest compilation as far as it was bound.</summary>
    private static double Held(Contender contender)
    {
        var project = Corpus.Make(1000, 100);
        _ = project.GetTypeByMetadataName("Corpus.Resources.Thing1Spec");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var driver = Driver(contender).RunGenerators(project);
        project = null;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(driver);
        return (after - before) / 1048576.0;
    }

    private static GeneratorDriver Driver(Contender contender) =>
        CSharpGeneratorDriver.Create([contender.Make().AsSourceGenerator()], parseOptions: Corpus.ParseOptions);

    private static Func<IIncrementalGenerator> JsonGenerator()
    {
        var path = typeof(GeneratorSuite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "JsonGenerator").Value!;
        var type = Assembly.LoadFrom(path).GetTypes().Single(type => typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract);
        return () => (IIncrementalGenerator)Activator.CreateInstance(type)!;
    }
}
