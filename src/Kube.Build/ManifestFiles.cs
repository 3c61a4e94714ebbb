namespace Kube.Build;

/// <summary>The YAML files that an assembly asks for, and how a folder differs from that.</summary>
/// <param name="Folder">The folder the files belong in.</param>
/// <param name="Files">Path and content of each, in ordinal order of the paths.</param>
internal sealed record ManifestFiles(string Folder, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>What is missing from the folder or differs from what it should be.</summary>
    public IEnumerable<ManifestFile> OutOfDate() => Files.Where(file => !file.IsCurrent());
}

/// <summary>One YAML file.</summary>
/// <param name="Path">Where it belongs.</param>
/// <param name="Content">What it should say.</param>
internal sealed record ManifestFile(string Path, string Content)
{
    /// <summary>Whether the file is there and says what it should; line ends do not count, since Git may have changed them.</summary>
    public bool IsCurrent() => File.Exists(Path) && Normalize(File.ReadAllText(Path)) == Normalize(Content);

    /// <summary>Writes the file through a temporary one, so that nobody reads half of it; an unchanged file only gets a new time.</summary>
    public void Write()
    {
        if (File.Exists(Path) && File.ReadAllText(Path) == Content)
        {
            File.SetLastWriteTimeUtc(Path, DateTime.UtcNow);
            return;
        }
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var temporary = Path + ".tmp";
        File.WriteAllText(temporary, Content);
        if (File.Exists(Path))
            File.Replace(temporary, Path, destinationBackupFileName: null);
        else
            File.Move(temporary, Path);
    }

    private static string Normalize(string text) => text.Replace("\r\n", "\n");
}
