using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Reuse;

/// <summary>What decides the meaning of names in all files of a project alike.</summary>
internal sealed class ProjectSetting
{
    // References may be compilations, which must not be kept alive: something else stands for each.
    private static readonly ConditionalWeakTable<object, object> Standins = new();

    private readonly object _options;
    private readonly object[] _references;
    private readonly string _assembly;
    private readonly ImmutableArray<byte> _publicKey;
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _codecs = new(StringComparer.Ordinal);
    private readonly List<string> _globalUsings = [];

    public ProjectSetting(Compilation compilation, FileNames[] files)
    {
        _options = Standin(compilation.Options);
        _references = [.. compilation.References.Select(Standin)];
        // Which internals of other assemblies are visible depends on who we are.
        _assembly = compilation.Assembly.Identity.Name;
        _publicKey = compilation.Assembly.Identity.PublicKey;
        foreach (var file in files)
        {
            foreach (var space in file.Namespaces) _namespaces.Add(space);
            // The parser asks whether a name that it makes up is taken; all of them end so.
            foreach (var type in file.Types)
            {
                if (type.EndsWith("Json", StringComparison.Ordinal)) _codecs.Add(type);
            }
            if (file.GlobalUsings.Length > 0) _globalUsings.Add(file.GlobalUsings);
        }
    }

    public bool IsSameAs(ProjectSetting other) =>
        ReferenceEquals(this, other)
        || (ReferenceEquals(_options, other._options) && _assembly == other._assembly
            && _references.SequenceEqual(other._references) && _publicKey.SequenceEqual(other._publicKey)
            && _namespaces.SetEquals(other._namespaces) && _codecs.SetEquals(other._codecs) && _globalUsings.SequenceEqual(other._globalUsings));

    private static object Standin(object known) => Standins.GetValue(known, static _ => new object());
}
