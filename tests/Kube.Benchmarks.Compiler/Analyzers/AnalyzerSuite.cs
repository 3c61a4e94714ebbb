using System.Collections.Immutable;
using System.Globalization;
using Kube.Analyzers;
using Kube.Benchmarks.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kube.Benchmarks.Analyzers;

/// <summary>What the analyzers cost: for the file under the cursor, and for a whole build with many CEL rules, beside what the compiler does anyway.</summary>
internal static class AnalyzerSuite
{
    private const int RulesOfType = 10;

    // All that the assembly has: what is measured is what a project gets.
    private static readonly ImmutableArray<DiagnosticAnalyzer> All =
        [.. typeof(ResourceAnalyzer).Assembly.GetTypes().Where(type => typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    // What a build costs that has an analyzer at all: the compiler binds everything and tells of every symbol.
    private static readonly ImmutableArray<DiagnosticAnalyzer> None = [new SilentAnalyzer()];

    private static readonly CompilationWithAnalyzersOptions Options = new(
        new AnalyzerOptions([]), onAnalyzerException: (e, analyzer, _) => throw new InvalidOperationException($"{analyzer.GetType().Name} failed.", e), concurrentAnalysis: false, logAnalyzerExecutionTime: false);

    /// <summary>Arguments: the number of rounds; how many types there are.</summary>
    public static async Task Run(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var types = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
        var plain = Corpus.Make(100, types, withJsonContext: false);
        var ruled = Corpus.Make(100, types, rules: RulesOfType, withJsonContext: false);
        Console.WriteLine($"Roslyn {typeof(Compilation).Assembly.GetName().Version}, .NET {Environment.Version}, {Environment.ProcessorCount} processors; {All.Length} analyzers; medians of {rounds} rounds in turns, warm");
        Console.WriteLine($"{$"{types} types, 100 other files",-58} {"elapsed, processor, allocated",38}");
        var edits = await Measuring.InTurns(rounds, EditedFile(plain, 0, None), EditedFile(plain, 0, All), EditedFile(ruled, RulesOfType, None), EditedFile(ruled, RulesOfType, All));
        Print("edited file of one type, an analyzer that does nothing", edits[0]);
        Print("edited file of one type, ours", edits[1]);
        Print("the same with 10 CEL rules, an analyzer that does nothing", edits[2]);
        Print("the same with 10 CEL rules, ours", edits[3]);
        var wholes = await Measuring.InTurns(rounds, Bound(ruled), WholeProject(ruled, None), WholeProject(plain, All), WholeProject(ruled, All));
        Print("whole project, bound by the compiler", wholes[0]);
        Print("whole project, an analyzer that does nothing", wholes[1]);
        Print("whole project without CEL rules, ours", wholes[2]);
        Print($"whole project with {types * RulesOfType:N0} CEL rules, ours", wholes[3]);
    }

    private static void Print(string name, Cost cost) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {cost,38}"));

    /// <summary>What an editor asks for after a keystroke: the diagnostics of the open file, in a compilation that is new.</summary>
    private static Round EditedFile(CSharpCompilation project, int rules, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var old = project.SyntaxTrees.First(tree => tree.FilePath == "Resource3.cs");
        var round = 0;
        return () =>
        {
            var tree = Corpus.Parse(Corpus.Resource(3, 64 + ++round, rules), "Resource3.cs");
            var edited = project.ReplaceSyntaxTree(old, tree);
            return async () => Expect(await edited.WithAnalyzers(analyzers, Options).GetAnalyzerSemanticDiagnosticsAsync(edited.GetSemanticModel(tree), null, default));
        };
    }

    private static Round Bound(CSharpCompilation project) => Measuring.Of(() =>
    {
        var fresh = project.Clone();
        return () => Expect(fresh.GetDiagnostics());
    });

    private static Round WholeProject(CSharpCompilation project, ImmutableArray<DiagnosticAnalyzer> analyzers) => () =>
    {
        var fresh = project.Clone();
        return async () => Expect(await fresh.WithAnalyzers(analyzers, Options).GetAnalyzerDiagnosticsAsync());
    };

    // The corpus is good code; an error would mean that something else was measured.
    private static void Expect(ImmutableArray<Diagnostic> diagnostics)
    {
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error) throw new InvalidOperationException($"The corpus has an error: {error}");
    }
}
