namespace Kube.Client;

/// <summary>What an API server serves: groups, versions, resources. A snapshot.</summary>
public sealed class ApiCatalog
{
    private readonly Dictionary<string, List<ApiResource>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string ApiVersion, string Kind), ApiResource> _byKind = [];

    internal ApiCatalog(IReadOnlyList<ApiGroup> groups, IReadOnlyList<DiscoveryFailure> failures)
    {
        (Groups, Failures) = (groups, failures);
        foreach (var resource in groups.SelectMany(g => g.Versions).SelectMany(v => v.Resources))
        {
            _byKind.TryAdd((resource.Type.ApiVersion, resource.Type.Kind), resource);
            foreach (var name in resource.Names.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!_byName.TryGetValue(name, out var list)) _byName[name] = list = [];
                list.Add(resource);
            }
        }
    }

    /// <summary>The groups in the server's order, the core group first; versions in each by the server's preference.</summary>
    public IReadOnlyList<ApiGroup> Groups { get; }

    /// <summary>Group versions that could not be read: an aggregated API server that is down, for example. The rest is whole.</summary>
    public IReadOnlyList<DiscoveryFailure> Failures { get; }

    /// <summary>Every resource in its group's preferred version that serves it.</summary>
    public IEnumerable<ApiResource> PreferredResources => Groups.SelectMany(g => g.PreferredResources);

    /// <summary>The resource of an object by its <c>apiVersion</c> and <c>kind</c>; <see langword="null"/> when it is not served.</summary>
    public ApiResource? FindKind(string apiVersion, string kind) => _byKind.GetValueOrDefault((apiVersion, kind));

    /// <summary>
    /// The resource that people mean by a word, as kubectl reads it: a plural, singular or short name or a kind, alone or followed by the group or by version and
    /// group (<c>deploy</c>, <c>deployments.apps</c>, <c>Deployment.v1.apps</c>). The core group goes first, then the server's order; versions by preference.
    /// </summary>
    /// <returns><see langword="null"/> when nothing of that name is served.</returns>
    public ApiResource? Find(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        var dot = word.IndexOf('.');
        if (dot < 0) return Candidates(word).FirstOrDefault();
        var (name, rest) = (word[..dot], word[(dot + 1)..]);
        if (Candidates(name).FirstOrDefault(r => r.Type.Group == rest) is { } inGroup) return inGroup;
        var second = rest.IndexOf('.');
        var (version, group) = second < 0 ? (rest, "") : (rest[..second], rest[(second + 1)..]);
        return Candidates(name).FirstOrDefault(r => r.Type.Group == group && r.Type.Version == version);
    }

    /// <summary>The resources of a category such as <c>all</c>, in their preferred versions.</summary>
    public IEnumerable<ApiResource> InCategory(string category) => PreferredResources.Where(r => r.Categories.Contains(category, StringComparer.OrdinalIgnoreCase));

    private IEnumerable<ApiResource> Candidates(string name) => _byName.TryGetValue(name, out var found) ? found : [];
}

/// <summary>A group of APIs.</summary>
/// <param name="Name">The group; empty for the core group.</param>
/// <param name="Versions">Its versions, the preferred one first.</param>
public sealed record ApiGroup(string Name, IReadOnlyList<ApiVersion> Versions)
{
    /// <summary>The version the server prefers; <see langword="null"/> when none could be read.</summary>
    public string? PreferredVersion => Versions.Count > 0 ? Versions[0].Version : null;

    /// <summary>Each resource in the first version that serves it.</summary>
    public IEnumerable<ApiResource> PreferredResources => Versions.SelectMany(v => v.Resources).DistinctBy(r => r.Type.Plural);
}

/// <summary>A version of a group.</summary>
/// <param name="Version">The version, such as <c>v1beta1</c>.</param>
/// <param name="Resources">What it serves.</param>
public sealed record ApiVersion(string Version, IReadOnlyList<ApiResource> Resources);

/// <summary>A resource type as a server serves it.</summary>
/// <param name="Type">Its identity, with singular and short names.</param>
public sealed record ApiResource(ResourceType Type)
{
    /// <summary>What can be done with it: <c>get</c>, <c>list</c>, <c>watch</c>…</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The categories it belongs to, such as <c>all</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Its subresources, such as <c>status</c>.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    internal IEnumerable<string> Names => [Type.Plural, Type.Singular, .. Type.ShortNames, Type.Kind];
}

/// <summary>A group version that could not be discovered.</summary>
/// <param name="GroupVersion">The group version, such as <c>metrics.k8s.io/v1beta1</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record DiscoveryFailure(string GroupVersion, string Reason);
