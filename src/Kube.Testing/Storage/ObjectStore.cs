using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Objects;

namespace Kube.Testing.Storage;

/// <summary>All objects of a server. Every change gets the next revision, so the changes of all resources have one order.</summary>
internal sealed class ObjectStore
{
    // A real server has written much before the first client comes; a small start lets tests ask for versions that are too old.
    private const long FirstRevision = 100;

    private readonly int _window;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ResourceStore> _resources = new(StringComparer.Ordinal);
    private long _revision = FirstRevision;
    private TaskCompletionSource _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="window">How many changes a resource are remembered for watches and exact lists.</param>
    public ObjectStore(int window) => _window = window;

    /// <summary>The newest revision.</summary>
    public long Revision => Interlocked.Read(ref _revision);

    public IEnumerable<ResourceStore> Resources => _resources.Values;

    /// <summary>The store of a resource, made at first sight.</summary>
    public ResourceStore Of(string group, string plural)
    {
        var name = group.Length == 0 ? plural : plural + "." + group;
        return _resources.TryGetValue(name, out var known) ? known : Make(name);
    }

    /// <summary>The newest revision and the collection as it is at that revision.</summary>
    public (long Revision, Collection Collection) Read(ResourceStore resource)
    {
        lock (_lock)
        {
            return (_revision, resource.Current);
        }
    }

    /// <summary>Puts <paramref name="value"/> in the place of <paramref name="expected"/> (null: where nothing is) and gives it its resource version.</summary>
    /// <returns>The object as stored, or none where another change came first.</returns>
    public JsonObject? TryPut(ResourceStore resource, StoreKey key, JsonObject? expected, JsonObject value)
    {
        TaskCompletionSource advanced;
        JsonObject stored;
        lock (_lock)
        {
            if (!ReferenceEquals(resource.Current[key], expected))
            {
                return null;
            }

            var revision = _revision + 1;
            stored = value.WithMeta("resourceVersion", Text(revision));
            resource.Commit(new(revision, expected is null ? StoreChange.Added : StoreChange.Modified, key, expected, stored), resource.Current.With(key, stored));
            advanced = Advance(revision);
        }

        advanced.TrySetResult();
        return stored;
    }

    /// <summary>Takes <paramref name="expected"/> away.</summary>
    /// <returns>The last state with the deletion's resource version, or none where another change came first.</returns>
    public JsonObject? TryRemove(ResourceStore resource, StoreKey key, JsonObject expected)
    {
        TaskCompletionSource advanced;
        JsonObject gone;
        lock (_lock)
        {
            if (!ReferenceEquals(resource.Current[key], expected))
            {
                return null;
            }

            var revision = _revision + 1;
            gone = expected.WithMeta("resourceVersion", Text(revision));
            resource.Commit(new(revision, StoreChange.Deleted, key, expected, gone), resource.Current.Without(key));
            advanced = Advance(revision);
        }

        advanced.TrySetResult();
        return gone;
    }

    /// <summary>All objects as they are now.</summary>
    public StoreSnapshot Freeze()
    {
        lock (_lock)
        {
            return new(_revision, _resources.Values.ToFrozenDictionary(r => r, r => r.Current));
        }
    }

    /// <summary>Forgets the history of all resources up to now, as etcd's compaction does.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            foreach (var resource in _resources.Values)
            {
                resource.Compact(_revision);
            }
        }
    }

    /// <summary>Completes when <see cref="Revision"/> has reached <paramref name="revision"/>.</summary>
    public async Task WaitFor(long revision, CancellationToken cancellationToken)
    {
        while (Revision < revision)
        {
            Task advanced;
            lock (_lock)
            {
                advanced = _advanced.Task;
                if (_revision >= revision)
                {
                    return;
                }
            }

            await advanced.WaitAsync(cancellationToken);
        }
    }

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    private ResourceStore Make(string name)
    {
        lock (_lock)
        {
            return _resources.GetOrAdd(name, static (n, store) => new(n, store._window, store._revision), this);
        }
    }

    private TaskCompletionSource Advance(long revision)
    {
        Interlocked.Exchange(ref _revision, revision);
        var advanced = _advanced;
        _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return advanced;
    }
}
