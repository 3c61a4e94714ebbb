using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Reuse;

/// <summary>A project's files as they were at one time.</summary>
/// <param name="Files">In the project's order, which is also the order of the members of types in several parts.</param>
/// <param name="Setting">What else decides the meaning of names.</param>
internal sealed record ProjectSnapshot(FileNames[] Files, ProjectSetting Setting);

/// <summary>The names of a compilation, and what can have changed since another one as far as one file is concerned.</summary>
internal sealed class ProjectNames
{
    private static readonly ConditionalWeakTable<CSharpCompilation, ProjectNames> Known = new();

    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly Dictionary<FileNames, int> _places = [];
    private readonly Dictionary<string, List<int>> _declaring = new(StringComparer.Ordinal);
    private readonly string[] _mentionedEverywhere;
    private ProjectChange? _change;
    private int _readsAhead;

    private ProjectNames(CSharpCompilation compilation)
    {
        _trees = compilation.SyntaxTrees;
        var files = new FileNames[_trees.Length];
        for (var i = 0; i < files.Length; i++)
        {
            files[i] = FileNames.Of(_trees[i]);
            _places.Add(files[i], i);
            foreach (var type in files[i].Types)
            {
                if (!_declaring.TryGetValue(type, out var places)) _declaring.Add(type, places = new(1));
                places.Add(i);
            }
        }
        _mentionedEverywhere = [.. files.SelectMany(file => file.GlobalMentioned)];
        Snapshot = new ProjectSnapshot(files, new ProjectSetting(compilation, files));
    }

    /// <summary>The files, to compare later ones with.</summary>
    public ProjectSnapshot Snapshot { get; }

    public static ProjectNames Of(CSharpCompilation compilation) => Known.GetValue(compilation, static compilation => new ProjectNames(compilation));

    /// <summary>Whether nobody has begun to read the project's classes ahead.</summary>
    public bool StartReadingAhead() => Interlocked.Exchange(ref _readsAhead, 1) == 0;

    /// <summary>Somebody has to begin again.</summary>
    public void StopReadingAhead() => Volatile.Write(ref _readsAhead, 0);

    /// <summary>The files and places of the types that seem to be resources.</summary>
    public List<(SyntaxTree Tree, int Place)> Marked()
    {
        var marked = new List<(SyntaxTree, int)>();
        for (var i = 0; i < _trees.Length; i++)
        {
            foreach (var place in Snapshot.Files[i].Marked) marked.Add((_trees[i], place));
        }
        return marked;
    }

    /// <summary>Whether all that the declarations of a file can mean is what it was: their own text, and the text of whatever their names can lead to.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="before">The project as it was.</param>
    /// <param name="seen">The files that are known to matter.</param>
    /// <remarks>
    /// C# finds a type by its name and by nothing else. So declarations can lead only to the files that declare a type of a name that they
    /// mention, wherever it stands, and to what those lead to in turn. If all these files are the same, in the same order, and no file that has
    /// gone declared a mentioned name either, then every name means what it meant before. What names can mean by way of namespaces, global
    /// usings and references is the <see cref="ProjectSetting"/>.
    /// </remarks>
    public bool MeansTheSame(SyntaxTree tree, ProjectSnapshot before, FileNames[] seen)
    {
        var change = Since(before);
        if (change.IsNone || !change.HasSameSetting) return change.IsNone;
        var places = Reach(tree, out var names);
        return !change.NamesGone.Overlaps(names)
            && change.KeepsInOrder(places.Select(place => Snapshot.Files[place]))
            && Array.TrueForAll(seen, file => _places.TryGetValue(file, out var place) && places.Contains(place));
    }

    /// <summary>The files that the names of a file can lead to, itself included.</summary>
    private SortedSet<int> Reach(SyntaxTree tree, out HashSet<string> names)
    {
        var places = new SortedSet<int>();
        var mentioned = names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<int>();
        Visit(_places[FileNames.Of(tree)]);
        Follow(_mentionedEverywhere);
        while (waiting.Count > 0)
        {
            var place = waiting.Pop();
            Follow(Snapshot.Files[place].Mentioned(_trees[place]));
        }
        return places;

        void Visit(int place)
        {
            if (places.Add(place)) waiting.Push(place);
        }

        void Follow(string[] all)
        {
            foreach (var name in all)
            {
                if (!mentioned.Add(name) || !_declaring.TryGetValue(name, out var declaring)) continue;
                foreach (var place in declaring) Visit(place);
            }
        }
    }

    // Most resources of a project were read from the same snapshot: one answer is enough to keep.
    private ProjectChange Since(ProjectSnapshot before) => _change is { } change && ReferenceEquals(change.Before, before) ? change : _change = new ProjectChange(before, Snapshot);
}
