using System.Collections.Immutable;

namespace Kube.Testing.Resources;

/// <summary>What the server serves: the built-in resources, and the custom ones as their definitions come and go.</summary>
internal sealed class ResourceRegistry
{
    private static readonly ImmutableDictionary<(string, string, string), ApiResource> BuiltIn =
        BuiltInResources.All.ToImmutableDictionary(r => (r.Group, r.Version, r.Plural));

    private readonly Lock _lock = new();
    private volatile State _state = new(BuiltIn, ImmutableSortedDictionary.Create<string, ImmutableArray<ApiResource>>(StringComparer.Ordinal));

    private sealed record State(
        ImmutableDictionary<(string Group, string Version, string Plural), ApiResource> ByPath, ImmutableSortedDictionary<string, ImmutableArray<ApiResource>> Custom);

    /// <summary>Counts changes, for ETags of discovery documents.</summary>
    public int Generation { get; private set; }

    public ApiResource? Find(string group, string version, string plural) => _state.ByPath.GetValueOrDefault((group, version, plural));

    /// <summary>The resource of a kind, or none.</summary>
    public ApiResource? FindKind(string group, string version, string kind) =>
        _state.ByPath.Values.FirstOrDefault(r => r.Group == group && r.Version == version && r.Kind == kind);

    public IReadOnlyList<ApiResource> BuiltIns => BuiltInResources.All;

    /// <summary>The custom resources, those of one definition together, by the name of the definition.</summary>
    public IEnumerable<ApiResource> Customs => _state.Custom.Values.SelectMany(r => r);

    public IEnumerable<ApiResource> All => BuiltIns.Concat(Customs);

    /// <summary>Whether any resource of the group and version is served.</summary>
    public bool Serves(string group, string version) => _state.ByPath.Keys.Any(k => k.Group == group && k.Version == version);

    public bool Serves(string group) => _state.ByPath.Keys.Any(k => k.Group == group);

    /// <summary>Serves these in the place of what the definition had before; none takes them away.</summary>
    public void Set(string definition, ImmutableArray<ApiResource> resources)
    {
        lock (_lock)
        {
            var byPath = _state.ByPath.RemoveRange(
                _state.Custom.TryGetValue(definition, out var old) ? old.Select(r => (r.Group, r.Version, r.Plural)) : []);
            _state = new(
                byPath.SetItems(resources.Select(r => KeyValuePair.Create((r.Group, r.Version, r.Plural), r))),
                resources.IsEmpty ? _state.Custom.Remove(definition) : _state.Custom.SetItem(definition, resources));
            Generation++;
        }
    }
}
