using System.Reflection;

namespace Kube.Generators.Tests.Harness;

/// <summary>Compares text with files in the repository. <c>KUBE_UPDATE_APPROVED=1</c> writes them instead; then read the diff.</summary>
internal static class Approved
{
    private static readonly bool Updates = Environment.GetEnvironmentVariable("KUBE_UPDATE_APPROVED") == "1";

    /// <summary>This project's folder.</summary>
    public static string Folder { get; } = Path.Combine(
        typeof(Approved).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!,
        "tests", "Kube.Generators.Tests");

    /// <summary>Compares a whole set of files with a folder: contents, and that neither has more.</summary>
    public static void Set(string folder, IReadOnlyDictionary<string, string> files)
    {
        var directory = Path.Combine(Folder, "Approved", folder);
        if (Updates)
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
            foreach (var file in files) Write(Path.Combine(directory, file.Key), file.Value);
            return;
        }
        var approved = Directory.Exists(directory)
            ? Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        Assert.Equal(approved, files.Keys.Order(StringComparer.Ordinal));
        foreach (var file in files) Text(Path.Combine(directory, file.Key), file.Value);
    }

    /// <summary>Compares one text with one file.</summary>
    public static void Text(string path, string text)
    {
        if (Updates)
        {
            Write(path, text);
            return;
        }
        Assert.True(File.Exists(path), $"{path} is missing; run with KUBE_UPDATE_APPROVED=1 and read what it writes");
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path) || File.ReadAllText(path) != text) File.WriteAllText(path, text);
    }
}
