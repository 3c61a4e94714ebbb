namespace Kube.Client;

/// <summary>Finds out what the server serves, and remembers it.</summary>
/// <remarks>
/// <para>Two requests where the server speaks aggregated discovery (KEP-3352, Kubernetes 1.27), else one for each group version. A part that fails is reported and does not spoil the rest.</para>
/// <para>The answer is kept for <see cref="KubeClientOptions.DiscoveryLifetime"/>. A word or kind that is not in it is looked for once more, since a CRD may just have come; get one with <see cref="KubeClient.Discovery"/>.</para>
/// </remarks>
public sealed class Discovery
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private readonly KubeClient _client;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _gate = new();
    private volatile Snapshot? _snapshot;
    private int _invalidations;

    internal Discovery(KubeClient client) => _client = client;

    private TimeSpan Lifetime => _client.Options.DiscoveryLifetime;

    /// <summary>What the server serves, as it was within the last <see cref="KubeClientOptions.DiscoveryLifetime"/>.</summary>
    /// <exception cref="KubeApiException">The server refuses discovery as a whole.</exception>
    /// <exception cref="KubeTransportException">No answer came.</exception>
    public ValueTask<ApiCatalog> GetAsync(CancellationToken cancellationToken = default) =>
        _snapshot is { } snapshot && Age(snapshot) < Lifetime ? new(snapshot.Catalog) : new(ReadAsync(Lifetime, cancellationToken));

    /// <summary>Forgets what is remembered: the next question asks the server.</summary>
    public void Invalidate()
    {
        lock (_gate)
        {
            _invalidations++;
            _snapshot = null;
        }
    }

    /// <summary>As <see cref="ApiCatalog.Find"/>, asking the server again when the word is not known.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public async Task<ApiResource?> FindAsync(string word, CancellationToken cancellationToken = default) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).Find(word) ?? (await ReadAsync(LookAgain, cancellationToken).ConfigureAwait(false)).Find(word);

    /// <summary>As <see cref="ApiCatalog.FindKind"/>, asking the server again when the kind is not known.</summary>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public async Task<ApiResource?> FindKindAsync(string apiVersion, string kind, CancellationToken cancellationToken = default) =>
        (await GetAsync(cancellationToken).ConfigureAwait(false)).FindKind(apiVersion, kind) ?? (await ReadAsync(LookAgain, cancellationToken).ConfigureAwait(false)).FindKind(apiVersion, kind);

    private TimeSpan Age(Snapshot snapshot) => _client.Options.TimeProvider.GetElapsedTime(snapshot.ReadAt);

    private async Task<ApiCatalog> ReadAsync(TimeSpan oldest, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_snapshot is { } fresh && Age(fresh) < oldest) return fresh.Catalog;
            var before = _invalidations;
            var catalog = await DiscoveryReader.ReadAsync(_client, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                // What was asked before someone invalidated it may be old: it serves who asked, and is not remembered.
                if (before == _invalidations) _snapshot = new Snapshot(catalog, _client.Options.TimeProvider.GetTimestamp());
            }
            return catalog;
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Snapshot(ApiCatalog Catalog, long ReadAt);
}
