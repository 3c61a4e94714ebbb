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
            var (added, changed) = (0, 0);
            foreach (var (name, text) in files)
            {
                var path = Path.Combine(folder, name);
                var bytes = Encoding.UTF8.GetBytes(text);
                if (stale.Remove(path))
                {
                    if (File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) continue;
                    changed++;
                }
                else
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    added++;
                }
                File.WriteAllBytes(path, bytes);
            }
            foreach (var path in stale) File.Delete(path);
            return (added, changed, stale.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{folder}' cannot be written: {e.Message}", e);
        }
    }
}
