using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Tests.Harness;

/// <summary>Compilations as a user's project would make them.</summary>
internal static class Compiling
{
    public const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.ComponentModel;
        global using System.ComponentModel.DataAnnotations;
        global using System.Text.Json;
        global using System.Text.Json.Nodes;
        global using System.Text.Json.Serialization;
        global using Kube;
        """;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> Platform = References(name => !name.StartsWith("Kube.", StringComparison.Ordinal));
    private static readonly ImmutableArray<MetadataReference> Core = References(name => name == "Kube.Core");
    private static readonly ImmutableArray<MetadataReference> Client = References(name => name is "Kube.Client" or "Kube.Models");

    // The real one needs the other build of Kube.Schema than the generator does; tests/Kube.Validation.Tests use that.
    private static readonly MetadataReference Validation = CSharpCompilation.Create(
        "Kube.Validation",
        [CSharpSyntaxTree.ParseText("""
            namespace Kube.Validation;

            public sealed class ValidationErrors;
            public sealed class InvalidResourceException : System.Exception;
            public static class ResourceValidation
            {
                public static ValidationErrors Validate<T>(T resource) where T : class, ICustomResource<T> => new();
                public static ValidationErrors ValidateUpdate<T>(T old, T updated) where T : class, ICustomResource<T> => new();
                public static ValidationErrors ValidateStatusUpdate<T>(T old, T updated) where T : class, ICustomResource<T> => new();
                public static T EnsureValid<T>(T resource) where T : class, ICustomResource<T> => resource;
            }
            """, ParseOptions)],
        [.. Platform, .. Core],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    // Compilations made from one that has bound its references share their symbols; made from nothing, each would read them again.
    private static readonly CSharpCompilation Bare = Bound([.. Platform, .. Core]);
    private static readonly Lazy<CSharpCompilation> WithLibraries = new(() => Bound([.. Platform, .. Core, .. Client, Validation]));

    public static CSharpCompilation Of(string source, bool withLibraries = false, string assemblyName = "Acme")
    {
        var compilation = (withLibraries ? WithLibraries.Value : Bare).With(source, "Source.cs");
        return assemblyName == compilation.AssemblyName ? compilation : compilation.WithAssemblyName(assemblyName);
    }

    private static CSharpCompilation Bound(IEnumerable<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create(
            "Acme",
            [CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs")],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: false, concurrentBuild: false)
                .WithSpecificDiagnosticOptions(new Dictionary<string, ReportDiagnostic> { ["CS1701"] = ReportDiagnostic.Suppress }));
        _ = compilation.Assembly;
        return compilation;
    }

    public static CSharpCompilation With(this CSharpCompilation compilation, string source, string path) =>
        compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, path));

    /// <summary>Everything the compiler has to say, hidden remarks aside.</summary>
    public static Diagnostic[] Complaints(this IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsMissingComment(diagnostic))];

    // Users may leave comments out; generated code may not.
    private static bool IsMissingComment(Diagnostic diagnostic) =>
        diagnostic.Id is "CS1591" or "CS1573" && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != true;

    private static ImmutableArray<MetadataReference> References(Func<string, bool> isWanted) =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsPlatform(path) && isWanted(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static bool IsPlatform(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Kube.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll";
    }
}
