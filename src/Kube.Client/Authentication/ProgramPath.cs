namespace Kube.Client;

/// <summary>Finds a program by its bare name in <c>PATH</c>, and nowhere else.</summary>
/// <remarks>
/// .NET alone would look beside this program and in the current folder first, where anybody may have put one of that name. For the same reason
/// entries of <c>PATH</c> that are not absolute do not count.
/// </remarks>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path; null when no folder of <c>PATH</c> has such a program.</summary>
    public static string? Find(string name, KubeEnvironment environment)
    {
        var folders = environment["PATH"]?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var endings = OperatingSystem.IsWindows() && !Path.HasExtension(name) ? environment["PATHEXT"]?.Split(';') ?? [".EXE", ".CMD", ".BAT"] : [""];
        foreach (var folder in folders.Where(Path.IsPathFullyQualified))
            foreach (var ending in endings)
                if (Path.Combine(folder, name + ending) is var path && IsProgram(path)) return path;
        return null;
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
