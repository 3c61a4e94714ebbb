using System.Text;

namespace Kube.Tool.Models;

/// <summary>A folder that holds generated files and nothing else: what is written anew replaces all of it.</summary>
internal static class GeneratedFolder
{
    private const string Ending = ".g.cs";

    /// <summary>Makes the folder hold these files; returns how many were added, changed and removed. Unchanged files are not touched.</summary>
    /// <exception cref="ToolException">The folder holds a file that this tool did not make, or cannot be written.</exception>
    public static (int Added, int Changed, int Removed) Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var stale = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToHashSet(StringComparer.Ordinal);
            if (stale.FirstOrDefault(f => !f.EndsWith(Ending, StringComparison.Ordinal)) is { } foreign)
                throw new ToolException($"'{foreign}' is not a generated file (*{Ending}). Name a folder that holds generated files only: all others in it are deleted.");
            var (added, changed) = Update(folder, files);
            stale.ExceptWith(files.Keys.Select(name => Path.Combine(folder, name)));
            foreach (var path in stale) File.Delete(path);
            return (added, changed, stale.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{folder}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Writes files into a folder that holds others, too; returns how many were added and changed. Unchanged files are not touched.</summary>
    /// <exception cref="ToolException">The folder cannot be written.</exception>
    public static (int Added, int Changed, int Removed) WriteAmongOthers(string folder, IReadOnlyDictionary<string, string> files)
    {
        try
        {
            var (added, changed) = Update(folder, files);
            return (added, changed, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{folder}' cannot be written: {e.Message}", e);
        }
    }

    private static (int Added, int Changed) Update(string folder, IReadOnlyDictionary<string, string> files)
    {
        var (added, changed) = (0, 0);
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            var bytes = Encoding.UTF8.GetBytes(text);
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                added++;
            }
            else if (File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            {
                continue;
            }
            else
            {
                changed++;
            }
            File.WriteAllBytes(path, bytes);
        }
        return (added, changed);
    }
}
