namespace Kube.Testing.Resources;

/// <summary>What the server serves: the built-in resources, and the custom ones as their definitions come and go.</summary>
internal sealed class ResourceRegistry
{
    private static readonly Dictionary<string, ApiResource[]> BuiltIn = ByPlural(BuiltInResources.All);

    private readonly Lock _lock = new();
    private volatile State _state = new(BuiltIn, new(StringComparer.Ordinal));

    /// <param name="ByPlural">A few groups and versions share a plural.</param>
    /// <param name="Custom">By the name of the definition. Neither is changed once it stands here.</param>
    private sealed record State(Dictionary<string, ApiResource[]> ByPlural, SortedList<string, IReadOnlyList<ApiResource>> Custom);

    /// <summary>Counts changes, for ETags of discovery documents.</summary>
    public int Generation { get; private set; }

    public ApiResource? Find(string group, string version, string plural)
    {
        foreach (var resource in _state.ByPlural.GetValueOrDefault(plural, []))
        {
            if (resource.Group == group && resource.Version == version)
            {
                return resource;
            }
        }

        return null;
    }

    /// <summary>The resource of a kind, or none.</summary>
    public ApiResource? FindKind(string group, string version, string kind) =>
        All.FirstOrDefault(r => r.Group == group && r.Version == version && r.Kind == kind);

    public IReadOnlyList<ApiResource> BuiltIns => BuiltInResources.All;

    /// <summary>The custom resources, those of one definition together, by the name of the definition.</summary>
    public IEnumerable<ApiResource> Customs => _state.Custom.Values.SelectMany(r => r);

    public IEnumerable<ApiResource> All => BuiltIns.Concat(Customs);

    /// <summary>Whether any resource of the group and version is served.</summary>
    public bool Serves(string group, string version) => All.Any(r => r.Group == group && r.Version == version);

    /// <summary>Serves these in the place of what the definition had before; none takes them away.</summary>
    public void Set(string definition, IReadOnlyList<ApiResource> resources)
    {
        lock (_lock)
        {
            var custom = new SortedList<string, IReadOnlyList<ApiResource>>(_state.Custom, StringComparer.Ordinal);
            custom.Remove(definition);
            if (resources.Count > 0)
            {
                custom.Add(definition, resources);
            }

            _state = new(ByPlural(BuiltIns.Concat(custom.Values.SelectMany(r => r))), custom);
            Generation++;
        }
    }

    private static Dictionary<string, ApiResource[]> ByPlural(IEnumerable<ApiResource> resources)
    {
        var byPlural = new Dictionary<string, ApiResource[]>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            byPlural[resource.Plural] = [.. byPlural.GetValueOrDefault(resource.Plural, []), resource];
        }

        return byPlural;
    }
}
