using System.Globalization;
using System.Reflection;
using Kube.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Benchmarks.Generator;

/// <summary>What the generator costs in a build and a keystroke, beside System.Text.Json's own on the same types in the same run.</summary>
internal static class GeneratorSuite
{
    private sealed record Contender(Func<IIncrementalGenerator> Make);

    private static readonly Contender Ours = new(() => new ResourceGenerator());
    private static readonly Contender Json = new(JsonGenerator());

    /// <summary>Arguments: the number of rounds; then words that a row's name has to contain to be run.</summary>
    public static async Task Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
        bool IsWanted(string name) => args.Skip(1).All(word => name.Contains(word, StringComparison.Ordinal));
        Console.WriteLine($"Roslyn {typeof(Compilation).Assembly.GetName().Version}, .NET {Environment.Version}, {Environment.ProcessorCount} processors, {(System.Runtime.GCSettings.IsServerGC ? "the compiler's (server) garbage collector" : "workstation garbage collector")}; medians of {rounds} rounds in turns, warm");
        Console.WriteLine($"{"1,000 unrelated files and …",-38} {"ours: elapsed, processor, allocated",38} {"System.Text.Json",38} {"ratio",7}");
        foreach (var types in (int[])[10, 100, 500])
        {
            var project = new Lazy<CSharpCompilation>(() => Corpus.Make(1000, types));
            await Row($"{types} types, cold", contender => Cold(contender, project.Value));
            await Row($"{types} types, edit in an unrelated file", contender => Edit(contender, project.Value, UnrelatedEdit));
            await Row($"{types} types, edit of one spec", contender => Edit(contender, project.Value, SpecEdit));
        }
        await Row("no types, edit in an unrelated file", contender => Edit(contender, Corpus.Make(1000, 0), UnrelatedEdit));
        if (IsWanted("held")) Console.WriteLine($"held by the driver with the compilation it last saw, 100 types: {Held(Ours):0.0} MB (System.Text.Json {Held(Json):0.0} MB)");

        async Task Row(string name, Func<Contender, (Round Round, Func<string> Note)> scenario)
        {
            if (!IsWanted(name)) return;
            var (ours, json) = (scenario(Ours), scenario(Json));
            var costs = await Measuring.InTurns(rounds, ours.Round, json.Round);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-38} {costs[0],38} {costs[1],38} {costs[0].ProcessorMilliseconds / costs[1].ProcessorMilliseconds,7:0.00}  {ours.Note()}; theirs {json.Note()}"));
        }
    }

    private static (Round, Func<string>) Cold(Contender contender, CSharpCompilation project)
    {
        var note = "";
        return (Measuring.Of(() =>
        {
            // Fresh trees, as a build has them: nothing that a generator may have kept with the old ones counts.
            var fresh = Corpus.Afresh(project);
            var driver = Driver(contender);
            return () =>
            {
                var sources = driver.RunGenerators(fresh).GetRunResult().Results[0].GeneratedSources;
                note = string.Create(CultureInfo.InvariantCulture, $"{sources.Length} files, {sources.Sum(source => source.SourceText.Length) / 1048576.0:0.0} M characters");
            };
        }), () => note);
    }

    private static (Round, Func<string>) Edit(Contender contender, CSharpCompilation project, Func<CSharpCompilation, int, CSharpCompilation> edit)
    {
        var primed = Driver(contender).RunGenerators(project);
        var before = primed.GetRunResult().Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);
        var (note, round) = ("", 0);
        return (Measuring.Of(() =>
        {
            var edited = edit(project, ++round);
            return () =>
            {
                var after = primed.RunGenerators(edited).GetRunResult().Results[0].GeneratedSources;
                note = $"{after.Count(source => !before.TryGetValue(source.HintName, out var text) || !ReferenceEquals(text, source.SourceText))} files changed";
            };
        }), () => note);
    }

    private static CSharpCompilation UnrelatedEdit(CSharpCompilation project, int round) =>
        project.AddSyntaxTrees(Corpus.Parse($"struct Edit{round} {{ }}", "Edit.cs"));

    private static CSharpCompilation SpecEdit(CSharpCompilation project, int round)
    {
        var tree = project.SyntaxTrees.First(tree => tree.FilePath == "Resource3.cs");
        return project.ReplaceSyntaxTree(tree, Corpus.Parse(Corpus.Resource(3, 64 + round), "Resource3.cs"));
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

    /// <summary>The generator of System.Text.Json that the SDK has.</summary>
    public static Func<IIncrementalGenerator> JsonGenerator()
    {
        var path = typeof(GeneratorSuite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "JsonGenerator").Value!;
        var type = Assembly.LoadFrom(path).GetTypes().Single(type => typeof(IIncrementalGenerator).IsAssignableFrom(type) && !type.IsAbstract);
        return () => (IIncrementalGenerator)Activator.CreateInstance(type)!;
    }
}
