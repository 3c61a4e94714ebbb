using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Tests.Harness;

/// <summary>What the generator made of a source. It always runs twice: the second time everything has to come from its cache.</summary>
internal sealed class Generated
{
    private readonly Lazy<(byte[] Image, Diagnostic[] Complaints)> _emitted;

    private Generated(CSharpCompilation output, GeneratorDriverRunResult result)
    {
        Output = output;
        _emitted = new(() =>
        {
            using var stream = new MemoryStream();
            var complaints = output.Emit(stream).Diagnostics.Complaints();
            return (stream.ToArray(), complaints);
        });
        Result = result;
    }

    public CSharpCompilation Output { get; }

    /// <summary>The assembly, compiled once, with what the compiler said.</summary>
    public (byte[] Image, Diagnostic[] Complaints) Emitted => _emitted.Value;

    public GeneratorDriverRunResult Result { get; }

    public ImmutableArray<GeneratedSourceResult> Sources => Result.Results[0].GeneratedSources;

    public static Generated From(string source, bool withLibraries = false) => From(Compiling.Of(source, withLibraries));

    public static Generated From(CSharpCompilation compilation)
    {
        var driver = Incremental.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var first = driver.GetRunResult();
        if (first.Results[0].Exception is { } exception) throw exception;
        var second = driver.RunGenerators(compilation.With("internal static class Unrelated;", "Unrelated.cs")).GetRunResult();
        Incremental.AssertAllCached(second);
        Incremental.AssertNotReadAgain(first, second);
        return new Generated((CSharpCompilation)output, first);
    }

    /// <summary>Fails unless user's code and generated code compile without a warning.</summary>
    public Generated AssertCompiles()
    {
        var complaints = Emitted.Complaints;
        if (complaints.Length > 0)
        {
            var trees = complaints.Select(complaint => complaint.Location.SourceTree).OfType<SyntaxTree>().Distinct();
            Assert.Fail(string.Join("\n", complaints.Take(20).Select(complaint => complaint.ToString())) + "\n" + string.Join("\n----\n", trees.Select(tree => tree.FilePath + "\n" + tree)));
        }
        return this;
    }

    public string Source(string hintName) => Sources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>The CRDs in the assembly's attributes, as <c>Kube.Build</c> finds them.</summary>
    public Dictionary<string, string> Crds => Output.Assembly.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == "CustomResourceDefinitionAttribute")
        .ToDictionary(attribute => (string)attribute.ConstructorArguments[0].Value!, attribute => (string)attribute.ConstructorArguments[1].Value!);
}
