using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Kube.Runtime.Tests;

/// <summary>A set of objects with a server's manners and without a server: versions, pages, watches that resume, and faults on request.</summary>
internal sealed class FakeCluster<T>(VirtualTimeProvider time, ResourceType type) : IListWatch<T> where T : class, IKubeObject<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, T> _objects = [];
    private readonly List<(int Version, WatchItem<T> Item)> _log = [];
    private readonly List<Channel<WatchItem<T>>> _watches = [];
    private readonly Dictionary<string, (T[] Left, int Version)> _pages = [];
    private int _version = 100;
    private int _compacted = 100;
    private int _tokens;

    public int PageSize { get; set; } = 500;

    /// <summary>Asked before each request; what it returns is thrown.</summary>
    public Func<FakeRequest, Exception?> OnRequest { get; set; } = static _ => null;

    /// <summary>Every request, in order: <c>list</c>, <c>page</c>, <c>stream</c>, <c>watch 107</c>.</summary>
    public List<string> Requests { get; } = [];

    public List<double> RequestTimes { get; } = [];

    public int Version => _version;

    public int OpenWatches
    {
        get
        {
            lock (_lock)
                return _watches.Count;
        }
    }

    public ResourceType Type => type;

    public string? Namespace => null;

    public string Description => type.ToString();

    public IReadOnlyDictionary<ObjectKey, T> Objects
    {
        get
        {
            lock (_lock)
                return new Dictionary<ObjectKey, T>(_objects);
        }
    }

    public T Put(T item)
    {
        lock (_lock)
        {
            var key = ObjectKey.Of(item);
            var uid = _objects.TryGetValue(key, out var old) ? old.Metadata.Uid : $"uid-{key.Name}-{_version + 1}";
            var stored = item.WithMetadata(item.Metadata with { ResourceVersion = (++_version).ToString(), Uid = uid });
            _objects[key] = stored;
            Publish(new WatchItem<T> { Kind = WatchSignalKind.Applied, Object = stored, ResourceVersion = stored.Metadata.ResourceVersion });
            return stored;
        }
    }

    public void Delete(ObjectKey key)
    {
        lock (_lock)
        {
            if (!_objects.Remove(key, out var old))
                return;
            var last = old.WithMetadata(old.Metadata with { ResourceVersion = (++_version).ToString() });
            Publish(new WatchItem<T> { Kind = WatchSignalKind.Deleted, Object = last, ResourceVersion = last.Metadata.ResourceVersion });
        }
    }

    public void Send(WatchItem<T> item)
    {
        lock (_lock)
        {
            foreach (var watch in _watches)
                watch.Writer.TryWrite(item);
        }
    }

    public void Bookmark() => Send(new WatchItem<T> { Kind = WatchSignalKind.Bookmark, ResourceVersion = _version.ToString() });

    /// <summary>Forgets everything that was before now: older watches get 410.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _compacted = _version;
            _log.Clear();
            _pages.Clear();
        }
    }

    /// <summary>Ends every open watch, well or with a fault.</summary>
    public void DropWatches(Exception? fault = null)
    {
        lock (_lock)
        {
            foreach (var watch in _watches)
                watch.Writer.TryComplete(fault);
            _watches.Clear();
        }
    }

    /// <summary>Open watches hear nothing any more and do not end: half-open connections.</summary>
    public void StallWatches()
    {
        lock (_lock)
            _watches.Clear();
    }

    public Task<WatchPage<T>> ListAsync(string? continueToken, bool unpaged, CancellationToken cancellationToken)
    {
        Ask(new FakeRequest(continueToken is null ? unpaged ? "list all" : "list" : "page"));
        lock (_lock)
        {
            var (rest, version) = (Array.Empty<T>(), 0);
            if (continueToken is null)
                (rest, version) = ([.. _objects.Values.OrderBy(ObjectKey.Of)], _version);
            else if (!_pages.Remove(continueToken, out var page))
                throw new FakeFault(WatchSignalKind.Expired);
            else
                (rest, version) = page;
            if (unpaged || rest.Length <= PageSize)
                return Task.FromResult(new WatchPage<T>(rest, [], version.ToString(), null));
            var token = $"token-{++_tokens}";
            _pages[token] = (rest[PageSize..], version);
            return Task.FromResult(new WatchPage<T>(rest[..PageSize], [], version.ToString(), token));
        }
    }

    public async IAsyncEnumerable<WatchItem<T>> WatchAsync(string? resourceVersion, TimeSpan timeout, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        Ask(new FakeRequest(resourceVersion is null ? "stream" : "watch " + resourceVersion));
        var channel = Channel.CreateUnbounded<WatchItem<T>>();
        lock (_lock)
        {
            if (resourceVersion is null)
            {
                foreach (var item in _objects.Values.OrderBy(ObjectKey.Of))
                    channel.Writer.TryWrite(new WatchItem<T> { Kind = WatchSignalKind.Applied, Object = item, ResourceVersion = item.Metadata.ResourceVersion });
                channel.Writer.TryWrite(new WatchItem<T> { Kind = WatchSignalKind.InitialEventsEnd, ResourceVersion = _version.ToString() });
            }
            else if (int.Parse(resourceVersion) < _compacted)
            {
                channel.Writer.TryWrite(new WatchItem<T> { Kind = WatchSignalKind.ExpiredEvent, Fault = new WatchFault(WatchSignalKind.ExpiredEvent, "too old resource version") });
            }
            else
            {
                foreach (var (version, item) in _log)
                {
                    if (version > int.Parse(resourceVersion))
                        channel.Writer.TryWrite(item);
                }
            }
            _watches.Add(channel);
        }
        using var end = time.CreateTimer(_ => channel.Writer.TryComplete(), null, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
                yield return item;
        }
        finally
        {
            lock (_lock)
                _watches.Remove(channel);
        }
    }

    public WatchFault Classify(Exception exception) => exception is FakeFault fault
        ? new WatchFault(fault.Kind, fault.Message, fault.RetryAfter, exception)
        : new WatchFault(WatchSignalKind.TransportFault, exception.Message, Exception: exception);

    private void Ask(FakeRequest request)
    {
        lock (_lock)
        {
            Requests.Add(request.Verb);
            RequestTimes.Add(time.Elapsed.TotalSeconds);
        }
        if (OnRequest(request) is { } fault)
            throw fault;
    }

    private void Publish(WatchItem<T> item)
    {
        _log.Add((_version, item));
        foreach (var watch in _watches)
            watch.Writer.TryWrite(item);
    }
}

internal sealed record FakeRequest(string Verb)
{
    public bool IsWatch => Verb.StartsWith("watch", StringComparison.Ordinal);
}

internal sealed class FakeFault(WatchSignalKind kind, TimeSpan? retryAfter = null) : Exception($"fake {kind}")
{
    public WatchSignalKind Kind => kind;

    public TimeSpan? RetryAfter => retryAfter;
}
