using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime;

/// <summary>A watch, the store it keeps current, and those who want to know what changes.</summary>
/// <remarks>
/// It runs while somebody needs it: each <see cref="Acquire"/> is given back by disposing it, and the watch stops with the last. Several
/// controllers so share one watch and one copy of the objects.
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class Informer<T> : IInformer where T : class, IKubeObject
{
    private readonly Watcher<T> _watcher;
    private readonly Func<T, T>? _trim;
    private readonly ILogger _logger;
    private readonly Lock _dispatch = new();
    private readonly Dictionary<ObjectKey, InvalidItem> _undecodable = [];
    private StoreSubscription<T>[] _subscriptions = [];
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private int _leases;

    internal Informer(Watcher<T> watcher, Func<T, T>? trim = null, ILogger? logger = null)
    {
        _watcher = watcher;
        _trim = trim;
        _logger = logger ?? NullLogger.Instance;
    }

    /// <inheritdoc/>
    public ResourceType Type => _watcher.Type;

    /// <inheritdoc/>
    public string? Namespace => _watcher.Namespace;

    /// <summary>The objects.</summary>
    public Store<T> Store { get; } = new();

    /// <inheritdoc/>
    public WatchHealth Health => _watcher.Health;

    /// <inheritdoc/>
    public bool IsReady => Store.IsReady;

    /// <inheritdoc/>
    public int Count => Store.Count;

    /// <inheritdoc/>
    public bool IsRunning
    {
        get
        {
            lock (_dispatch)
                return _leases > 0;
        }
    }

    /// <summary>The objects that the server sends and that do not decode.</summary>
    public IReadOnlyList<InvalidItem> Undecodable
    {
        get
        {
            lock (_dispatch)
                return [.. _undecodable.Values];
        }
    }

    /// <summary>Told of every object that does not decode, each time it is sent. Runs on the watch: must be quick.</summary>
    public event Action<InvalidItem>? ItemFailed;

    /// <summary>Subscribes to what changes, beginning with what is there.</summary>
    public StoreSubscription<T> Subscribe()
    {
        var subscription = new StoreSubscription<T>(Unsubscribe);
        lock (_dispatch)
        {
            foreach (var item in Store.Objects)
                subscription.Post(new StoreChange<T>(ObjectKey.Of(item), null, item, IsInitial: true));
            _subscriptions = [.. _subscriptions, subscription];
        }
        return subscription;
    }

    /// <inheritdoc/>
    public IAsyncDisposable Acquire()
    {
        lock (_dispatch)
        {
            if (_leases++ == 0)
            {
                _stop = new CancellationTokenSource();
                _run = Restart(_run, _stop.Token);
            }
        }
        return new Lease(this);
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (Acquire().ConfigureAwait(false))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public Task WaitUntilReadyAsync(TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellationToken = default) =>
        Store.WaitUntilReadyAsync(timeout, time, cancellationToken);

    private Task Restart(Task previous, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await FollowAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        },
        CancellationToken.None);

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var told in _watcher.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                Take(told);
            }
            // A trim hook, an index or a listener of the user's that throws costs its object, not the watch.
            catch (Exception e)
            {
                RuntimeLog.HandlerFailed(_logger, Health.Description, told.Kind, e);
            }
        }
    }

    private void Take(in WatcherEvent<T> told)
    {
        RuntimeInstruments.Watched(Health.Description, told.Kind);
        switch (told.Kind)
        {
            case WatcherEventKind.Begin:
                lock (_dispatch)
                    _undecodable.Clear();
                Store.BeginSet();
                break;
            case WatcherEventKind.Initial:
                Store.AddToSet(Trim(told.Object!));
                break;
            case WatcherEventKind.Complete:
                Complete(told.ResourceVersion);
                break;
            case WatcherEventKind.Applied:
                Post(item => Store.Apply(item), Trim(told.Object!));
                break;
            case WatcherEventKind.Deleted:
                Delete(told.Object!, told.ResourceVersion);
                break;
            case WatcherEventKind.Bookmark:
                Store.Reach(told.ResourceVersion);
                break;
            case WatcherEventKind.ItemError:
                Fail(told.ItemError!);
                break;
            default:
                RuntimeInstruments.Faulted(Health.Description, told.Fault!.Kind);
                RuntimeLog.WatchFault(_logger, Health.Description, told.Fault!.Kind, told.Fault.Message, Health.FaultsInARow, told.Fault.Exception);
                break;
        }
    }

    private T Trim(T item) => _trim is null ? item : _trim(item);

    private void Complete(string? resourceVersion)
    {
        lock (_dispatch)
        {
            var changes = Store.CompleteSet(resourceVersion);
            foreach (var change in changes)
                Post(change);
        }
        RuntimeLog.SetComplete(_logger, Health.Description, Store.Count, resourceVersion);
    }

    private void Post(Func<T, StoreChange<T>?> write, T item)
    {
        lock (_dispatch)
        {
            if (_undecodable.Count > 0)
                _undecodable.Remove(ObjectKey.Of(item));
            if (write(item) is { } change)
                Post(change);
        }
    }

    private void Delete(T item, string? resourceVersion)
    {
        var key = ObjectKey.Of(item);
        if (Store.IsInSet)
        {
            Store.RemoveFromSet(key);
            return;
        }
        Post(last => Store.Delete(key, last, resourceVersion), Trim(item));
    }

    private void Fail(InvalidItem item)
    {
        if (item.Key is { } key)
        {
            lock (_dispatch)
                Note(key, item);
        }
        RuntimeLog.Undecodable(_logger, Health.Description, item.ToString(), item.Error);
        ItemFailed?.Invoke(item);
    }

    private void Note(ObjectKey key, InvalidItem item)
    {
        if (item.EventType == WatchEventType.Deleted)
        {
            _undecodable.Remove(key);
            if (Store.IsInSet)
                Store.RemoveFromSet(key);
            else if (Store.Delete(key, null, item.Metadata?.ResourceVersion) is { } change)
                Post(change);
            return;
        }
        _undecodable[key] = item;
        if (Store.IsInSet)
            Store.KeepInSet(key);
        else
            Store.Reach(item.Metadata?.ResourceVersion);
    }

    // Under the lock, so that no subscriber sees a change before the replay or twice.
    private void Post(in StoreChange<T> change)
    {
        foreach (var subscription in _subscriptions)
            subscription.Post(change);
    }

    private void Unsubscribe(StoreSubscription<T> subscription)
    {
        lock (_dispatch)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }

    private async ValueTask ReleaseAsync()
    {
        CancellationTokenSource? stop = null;
        Task run;
        lock (_dispatch)
        {
            if (--_leases == 0)
                (stop, _stop) = (_stop, null);
            run = _run;
        }
        if (stop is null)
            return;
        await stop.CancelAsync().ConfigureAwait(false);
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private sealed class Lease(Informer<T> informer) : IAsyncDisposable
    {
        private int _isDisposed;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref _isDisposed, 1) == 0 ? informer.ReleaseAsync() : ValueTask.CompletedTask;
    }
}
