using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kube.Build;

/// <summary>Writes an assembly's manifests as YAML files, and removes those it wrote before that no longer belong.</summary>
public abstract class WriteManifests : ManifestTask
{
    /// <summary>The file that lists what was written, one path a line: how the next build knows what to restore and what to remove.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>The files that now belong, written or already there.</summary>
    [Output]
    public ITaskItem[] Written { get; private set; } = [];

    private protected override void Run(ManifestFiles plan)
    {
        var current = new HashSet<string>(plan.Files.Select(file => Path.GetFullPath(file.Path)), StringComparer.Ordinal);
        if (File.Exists(Manifest))
        {
            foreach (var orphan in File.ReadAllLines(Manifest).Where(path => path.Length > 0 && !current.Contains(path) && File.Exists(path)))
            {
                File.Delete(orphan);
                Log.LogMessage(MessageImportance.Normal, "Removed {0}: what it was made from is gone.", orphan);
            }
        }
        foreach (var file in plan.Files)
        {
            var changed = !file.IsCurrent();
            file.Write();
            Log.LogMessage(changed ? MessageImportance.High : MessageImportance.Low, "  {0} -> {1}", Path.GetFileNameWithoutExtension(Assembly), file.Path);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Manifest))!);
        File.WriteAllLines(Manifest, current.OrderBy(path => path, StringComparer.Ordinal));
        Written = [.. plan.Files.Select(file => new TaskItem(file.Path))];
    }
}
