using System.Formats.Tar;

namespace Kube.Client;

/// <summary>Unpacks an archive into a folder, and writes nothing anywhere else, whatever the archive holds.</summary>
/// <remarks>
/// A container may be anybody's. So nothing is written through a link: those of the archive are made when all files are there, and one that lies in the
/// folder already ends the copy. <see cref="TarFile"/> judges links by their text alone, which two links together can deceive.
/// </remarks>
internal sealed class TarUnpacker
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private static readonly char[] Forbidden = Path.GetInvalidFileNameChars();
    private readonly string _root;
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly List<(string Path, TarEntry Entry)> _folders = [];
    private readonly List<string> _refused = [];

    private TarUnpacker(string root) => _root = root;

    /// <exception cref="IOException">An entry leads out of the folder, or is neither file, folder nor link; or the bytes are no archive.</exception>
    public static async Task UnpackAsync(Stream archive, string folder, CancellationToken cancellationToken)
    {
        var unpacker = new TarUnpacker(Path.GetFullPath(folder));
        Directory.CreateDirectory(unpacker._root);
        try
        {
            var reader = new TarReader(archive, leaveOpen: true);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
                    await unpacker.UnpackAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException e)
        {
            throw new IOException($"What the container sent is no tar archive: {e.Message}", e);
        }
        unpacker.Finish();
    }

    private async Task UnpackAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry.EntryType == TarEntryType.GlobalExtendedAttributes) return;
        var name = Normalize(entry.Name) ?? throw new IOException($"The archive's entry '{entry.Name}' leads out of the folder.");
        var path = Locate(name);
        switch (entry.EntryType)
        {
            case TarEntryType.Directory or TarEntryType.DirectoryList:
                RequireNoLink(name);
                Directory.CreateDirectory(path);
                _folders.Add((path, entry));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                MakeWay(name, path);
                var file = Create(path, entry.Mode);
                await using (file.ConfigureAwait(false))
                {
                    if (entry.DataStream is { } data) await data.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                }
                File.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
                break;
            case TarEntryType.HardLink:
                var twin = Normalize(entry.LinkName) ?? throw new IOException($"The archive's link '{entry.Name}' leads out of the folder, to '{entry.LinkName}'.");
                RequireNoLink(twin);
                MakeWay(name, path);
                File.Copy(Locate(twin), path);
                break;
            case TarEntryType.SymbolicLink:
                MakeWay(name, path);
                _links[name] = entry.LinkName;
                break;
            default:
                _refused.Add($"{entry.Name} ({entry.EntryType})");
                break;
        }
    }

    private void Finish()
    {
        foreach (var (name, target) in _links)
        {
            if (StaysInside(name, target)) File.CreateSymbolicLink(Locate(name), target);
            else _refused.Add($"{name} (link to {target})");
        }
        // Last, and the innermost first: a folder that may not be written to takes no entries.
        foreach (var (path, entry) in Enumerable.Reverse(_folders))
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, entry.Mode & Permissions);
            Directory.SetLastWriteTimeUtc(path, entry.ModificationTime.UtcDateTime);
        }
        if (_refused.Count > 0) throw new IOException($"All was copied but what leads out of the folder or is no file: {string.Join(", ", _refused)}.");
    }

    private void MakeWay(string name, string path)
    {
        // A later entry of the same name wins, as with tar.
        _links.Remove(name);
        if (Parent(name) is { } parent) RequireNoLink(parent);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
    }

    private void RequireNoLink(string name)
    {
        for (var part = name; part is not null; part = Parent(part))
            if (IsLink(part)) throw new IOException($"'{name}' leads through the link '{part}'; nothing is written through links.");
    }

    private bool IsLink(string name) => _links.ContainsKey(name) || new FileInfo(Locate(name)).LinkTarget is not null;

    private bool StaysInside(string name, string target)
    {
        if (target.Length == 0 || Path.IsPathRooted(target) || target.StartsWith('/')) return false;
        var place = Parent(name)?.Split('/').ToList() ?? [];
        var throughLink = false;
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..")
            {
                place.Add(part);
                throughLink |= IsLink(string.Join('/', place));
            }
            // Where ".." behind a link leads to, the text does not tell.
            else if (throughLink || place.Count == 0) return false;
            else place.RemoveAt(place.Count - 1);
        }
        return true;
    }

    private static FileStream Create(string path, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode & Permissions;
        return new FileStream(path, options);
    }

    private string Locate(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    private static string? Parent(string name) => name.LastIndexOf('/') is > 0 and var slash ? name[..slash] : null;

    /// <summary>The name without empty parts; null for one that leads out, or that this machine cannot have.</summary>
    private static string? Normalize(string name)
    {
        if (name.StartsWith('/')) return null;
        var parts = name.Split('/').Where(p => p is not ("" or ".")).ToList();
        return parts.Any(p => p == ".." || p.AsSpan().ContainsAny(Forbidden)) ? null : string.Join('/', parts);
    }
}
