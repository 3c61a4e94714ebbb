namespace Kube.Generators.Reuse;

/// <summary>What differs between a project then and now.</summary>
internal sealed class ProjectChange
{
    private readonly Dictionary<FileNames, int> _places = [];

    public ProjectChange(ProjectSnapshot before, ProjectSnapshot after)
    {
        Before = before;
        HasSameSetting = after.Setting.IsSameAs(before.Setting);
        IsNone = HasSameSetting && before.Files.SequenceEqual(after.Files);
        if (IsNone || !HasSameSetting) return;
        var present = new HashSet<FileNames>(after.Files);
        for (var i = 0; i < before.Files.Length; i++)
        {
            _places.Add(before.Files[i], i);
            if (!present.Contains(before.Files[i])) NamesGone.UnionWith(before.Files[i].Types);
        }
    }

    public ProjectSnapshot Before { get; }

    public bool HasSameSetting { get; }

    public bool IsNone { get; }

    /// <summary>The types of the files that are no longer there, or no longer the same.</summary>
    public HashSet<string> NamesGone { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether all these files were there, in the order in which they are now.</summary>
    public bool KeepsInOrder(IEnumerable<FileNames> files)
    {
        var last = -1;
        foreach (var file in files)
        {
            if (!_places.TryGetValue(file, out var place) || place < last) return false;
            last = place;
        }
        return true;
    }
}
