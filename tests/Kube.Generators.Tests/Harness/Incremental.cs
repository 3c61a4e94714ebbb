using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Tests.Harness;

/// <summary>Runs the generator with its steps tracked and says why each ran.</summary>
internal static class Incremental
{
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ResourceGenerator().AsSourceGenerator()],
        parseOptions: Compiling.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Fails unless every tracked step and every output came from the cache.</summary>
    public static void AssertAllCached(GeneratorDriverRunResult result)
    {
        foreach (var (name, reason) in Reasons(result, TrackingNames.All))
        {
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"step {name} ran: {reason}");
        }
        foreach (var (name, reason) in Outputs(result)) Assert.True(reason == IncrementalStepRunReason.Cached, $"output of {name} ran: {reason}");
    }

    /// <summary>Fails unless the readings are the very objects from before: equal ones would mean that the classes were bound again.</summary>
    public static void AssertNotReadAgain(GeneratorDriverRunResult before, GeneratorDriverRunResult after)
    {
        var (old, now) = (Readings(before), Readings(after));
        Assert.Equal(old.Length, now.Length);
        for (var i = 0; i < old.Length; i++) Assert.True(ReferenceEquals(old[i], now[i]) || old[i].Surface is null, $"read again: {old[i].Surface?.HintName}");
    }

    /// <summary>What was read of the annotated classes.</summary>
    public static ResourceReading[] Readings(GeneratorDriverRunResult result) =>
        result.Results[0].TrackedSteps.TryGetValue(TrackingNames.Reading, out var steps)
            ? [.. steps.SelectMany(step => step.Outputs).Where(output => output.Reason != IncrementalStepRunReason.Removed).Select(output => (ResourceReading)output.Value)]
            : [];

    /// <summary>Why the steps of these names ran.</summary>
    public static IEnumerable<(string Name, IncrementalStepRunReason Reason)> Reasons(GeneratorDriverRunResult result, params IEnumerable<string> names) =>
        from name in names
        where result.Results[0].TrackedSteps.ContainsKey(name)
        from step in result.Results[0].TrackedSteps[name]
        from output in step.Outputs
        select (name, output.Reason);

    /// <summary>Why the outputs ran.</summary>
    public static IEnumerable<(string Name, IncrementalStepRunReason Reason)> Outputs(GeneratorDriverRunResult result) =>
        from steps in result.Results[0].TrackedOutputSteps
        from step in steps.Value
        from output in step.Outputs
        select (steps.Key, output.Reason);

    /// <summary>The hint names of files whose text object is new since <paramref name="before"/>.</summary>
    public static string[] Rewritten(GeneratorDriverRunResult before, GeneratorDriverRunResult after)
    {
        var old = before.Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);
        return [.. after.Results[0].GeneratedSources
            .Where(source => !old.TryGetValue(source.HintName, out var text) || !ReferenceEquals(text, source.SourceText))
            .Select(source => source.HintName).Order(StringComparer.Ordinal)];
    }
}
