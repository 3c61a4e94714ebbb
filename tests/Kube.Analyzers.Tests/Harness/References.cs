using Microsoft.CodeAnalysis;

namespace Kube.Analyzers.Tests.Harness;

/// <summary>What a user's project references: the framework the tests run on, and our libraries.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsFramework(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(CustomResourceAttribute).Assembly.Location),
    ];

    private static bool IsFramework(string file) =>
        file.StartsWith("System.", StringComparison.Ordinal) || file is "mscorlib.dll" or "netstandard.dll" or "System.dll" or "Microsoft.CSharp.dll";
}
