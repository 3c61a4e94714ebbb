using System.Globalization;
using Kube.Benchmarks.Generator;
using Kube.Build;
using Kube.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Benchmarks.Building;

/// <summary>What 100 resource types add to a build: generated code to compile, CRDs to write.</summary>
internal static class BuildSuite
{
    /// <summary>Arguments: the number of rounds; how many types there are.</summary>
    public static async Task Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var types = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
        Console.WriteLine($"Roslyn {typeof(Compilation).Assembly.GetName().Version}, .NET {Environment.Version}, {Environment.ProcessorCount} processors; medians of {rounds} rounds in turns, warm");
        Console.WriteLine($"{$"{types} types",-52} {"elapsed, processor, allocated",38}");

        var alone = Corpus.Make(0, types, withJsonContext: false);
        var named = Corpus.Make(0, types);
        var folder = Directory.CreateTempSubdirectory("kube-benchmark").FullName;
        try
        {
            var assembly = Path.Combine(folder, "Corpus.dll");
            await File.WriteAllBytesAsync(assembly, Image(alone, () => new ResourceGenerator()));
            var crds = Path.Combine(folder, "crds");
            var written = await Measuring.InTurns(rounds, Write(assembly, crds, isClean: true), Write(assembly, crds, isClean: false));
            Print($"CRDs: read, made YAML, {Directory.GetFiles(crds, "*.yaml").Length} files written", written[0]);
            Print("CRDs: read, made YAML, the same files found in place", written[1]);
            var compiled = await Measuring.InTurns(rounds, Compile(alone, null), Compile(alone, () => new ResourceGenerator()), Compile(named, GeneratorSuite.JsonGenerator()));
            Print("compile: the types alone", compiled[0]);
            Print("compile: with Kube's generator and what it wrote", compiled[1]);
            Print("compile: with System.Text.Json's instead", compiled[2]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string name, Cost cost) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52} {cost,38}"));

    private static Round Compile(CSharpCompilation project, Func<IIncrementalGenerator>? generator) => Measuring.Of(() =>
    {
        var fresh = Corpus.Afresh(project);
        return () => Image(fresh, generator);
    });

    private static byte[] Image(CSharpCompilation project, Func<IIncrementalGenerator>? generator)
    {
        Compilation output = project;
        if (generator is not null)
        {
            CSharpGeneratorDriver.Create([generator().AsSourceGenerator()], parseOptions: Corpus.ParseOptions).RunGeneratorsAndUpdateCompilation(project, out output, out _);
        }
        using var image = new MemoryStream();
        var result = output.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException($"The corpus does not compile: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    private static Round Write(string assembly, string folder, bool isClean) => Measuring.Of(() =>
    {
        if (isClean && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return () =>
        {
            foreach (var file in CrdFiles.Plan(assembly, folder).Files) file.Write();
        };
    });
}
