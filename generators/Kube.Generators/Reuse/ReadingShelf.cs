using System.Runtime.CompilerServices;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kube.Generators.Reuse;

/// <summary>The readings of the resources of one file, kept with its tree and used again while nothing that they can mean has changed.</summary>
/// <remarks>
/// A compiler asks for every annotated class at every keystroke, since any edit anywhere may have changed what its names mean. To bind them
/// all and find that it has not is most of what a generator costs; <see cref="ProjectNames"/> finds the same by looking at names.
/// </remarks>
internal sealed class ReadingShelf
{
    private static readonly ConditionalWeakTable<SyntaxTree, ReadingShelf> Known = new();

    private readonly object _gate = new();
    private readonly Dictionary<int, Entry> _entries = [];

    /// <summary>What the class says; kept from before if it can be.</summary>
    public static ResourceReading Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var (spec, attribute) = ((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0]);
        // A script sees the names of the scripts before it, which are not among the compilation's own.
        if (context.SemanticModel.Compilation is not CSharpCompilation { ScriptCompilationInfo: null } compilation)
        {
            return ResourceReading.Of(spec, attribute, context.SemanticModel.Compilation, new HashSet<SyntaxTree>(), cancellation);
        }
        var (tree, place, names) = (context.TargetNode.SyntaxTree, context.TargetNode.SpanStart, ProjectNames.Of(compilation));
        if (Kept(tree, place, names) is { } kept) return kept;
        // Where one class has to be read, others may have to.
        ReadingAhead.Read(compilation, names, cancellation);
        return Kept(tree, place, names) ?? Read(tree, place, spec, attribute, compilation, names, cancellation);
    }

    /// <summary>The reading from before, if it is right for the project as it is now.</summary>
    public static ResourceReading? Kept(SyntaxTree tree, int place, ProjectNames names)
    {
        var shelf = Known.GetOrCreateValue(tree);
        if (shelf.At(place) is not { } entry || !names.MeansTheSame(tree, entry.Project, entry.Seen)) return null;
        if (!ReferenceEquals(entry.Project, names.Snapshot)) shelf.Put(place, entry with { Project = names.Snapshot });
        return entry.Reading;
    }

    /// <summary>Reads the class and keeps the reading.</summary>
    public static ResourceReading Read(
        SyntaxTree tree, int place, INamedTypeSymbol spec, AttributeData attribute, CSharpCompilation compilation, ProjectNames names, CancellationToken cancellation)
    {
        var files = new HashSet<SyntaxTree>();
        var reading = ResourceReading.Of(spec, attribute, compilation, files, cancellation);
        // Whether a class is skipped hangs on names beyond those it mentions; it has no use for speed.
        if (reading.Surface is not null) Known.GetOrCreateValue(tree).Put(place, new Entry(reading, names.Snapshot, [.. files.Select(FileNames.Of)]));
        return reading;
    }

    private Entry? At(int place)
    {
        lock (_gate) return _entries.TryGetValue(place, out var entry) ? entry : null;
    }

    private void Put(int place, Entry entry)
    {
        lock (_gate) _entries[place] = entry;
    }

    /// <param name="Reading">What was read.</param>
    /// <param name="Project">The project it is right for.</param>
    /// <param name="Seen">The files that the parser took types from: should names ever not lead to one of them, the reading is not used again.</param>
    private sealed record Entry(ResourceReading Reading, ProjectSnapshot Project, FileNames[] Seen);
}
