using System.Reflection;

namespace Kube.Conformance.Data;

/// <summary>Where the conformance data lies: the shared folder beside the repository, this project's own copies, and every root named by <c>KUBE_CONFORMANCE_DATA</c>.</summary>
/// <remarks>
/// Third-party data (<c>cases/</c>, <c>crds/</c>, <c>kubernetes/</c>) is read in place and never committed; tests say that they were
/// skipped where it is absent. <c>KUBE_CONFORMANCE_DATA</c> may name more folders with the same layout, separated by <c>:</c>.
/// </remarks>
public static class ConformanceData
{
    /// <summary>The repository's root folder, as it was at build time.</summary>
    public static string RepositoryRoot { get; } = typeof(ConformanceData).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>Every root that may hold <c>recordings/</c>, <c>cases/</c>, <c>kubeconfig/</c>, <c>crds/</c> or <c>kubernetes/</c>; only existing folders.</summary>
    public static IReadOnlyList<string> Roots { get; } = FindRoots();

    /// <summary>The existing folders <paramref name="relative"/> (such as <c>cases/apiextensions/cel</c>) under all roots.</summary>
    public static IEnumerable<string> Folders(string relative) =>
        Roots.Select(root => Path.Combine(root, relative)).Where(Directory.Exists);

    /// <summary>All files matching <paramref name="pattern"/> below <paramref name="relative"/> in all roots, in ordinal order.</summary>
    public static IEnumerable<string> Files(string relative, string pattern) =>
        Folders(relative).SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)).Order(StringComparer.Ordinal);

    private static List<string> FindRoots()
    {
        var roots = new List<string>
        {
            Path.Combine(RepositoryRoot, "tests", "Kube.Conformance"),
            Path.Combine(RepositoryRoot, "..", "shared"),
        };
        roots.AddRange((Environment.GetEnvironmentVariable("KUBE_CONFORMANCE_DATA") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        return [.. roots.Select(Path.GetFullPath).Where(Directory.Exists).Distinct()];
    }
}
