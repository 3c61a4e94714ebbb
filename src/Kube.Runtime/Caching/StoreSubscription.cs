using System.Threading.Channels;

namespace Kube.Runtime;

/// <summary>The changes of a store, one reader at its own pace.</summary>
/// <remarks>
/// Guarantees: first comes every object that is there, as added; then every key that changes, in the order in which they first changed.
/// A reader that is slow sees several changes of one key as one, from the state it saw last to the newest, and holds nobody up; what it
/// has not read takes at most one change a key. Deletes are told with the last known state, also of objects that came and went between
/// two reads.
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class StoreSubscription<T> : IDisposable where T : class, IKubeObject
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, StoreChange<T>> _changes = [];
    private readonly Queue<ObjectKey> _order = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Action<StoreSubscription<T>> _unsubscribe;

    internal StoreSubscription(Action<StoreSubscription<T>> unsubscribe) => _unsubscribe = unsubscribe;

    /// <summary>How many keys have changes that were not read yet.</summary>
    public int Pending
    {
        get
        {
            lock (_lock)
                return _changes.Count;
        }
    }

    /// <summary>Takes the next change if there is one.</summary>
    public bool TryRead(out StoreChange<T> change)
    {
        lock (_lock)
        {
            change = default;
            return _order.TryDequeue(out var key) && _changes.Remove(key, out change);
        }
    }

    /// <summary>Waits until there is a change to read.</summary>
    /// <returns><see langword="false"/> when the subscription was disposed.</returns>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (Pending > 0)
                return true;
            if (!await _signal.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                return false;
            _signal.Reader.TryRead(out _);
        }
    }

    /// <summary>Reads changes until cancelled or disposed. One reader only.</summary>
    public async IAsyncEnumerable<StoreChange<T>> ReadAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (TryRead(out var change))
                yield return change;
        }
    }

    /// <summary>Ends the subscription.</summary>
    public void Dispose()
    {
        _unsubscribe(this);
        _signal.Writer.TryComplete();
    }

    internal void Post(in StoreChange<T> change)
    {
        lock (_lock)
        {
            if (_changes.TryGetValue(change.Key, out var waiting))
            {
                _changes[change.Key] = waiting.Then(change);
            }
            else
            {
                _changes.Add(change.Key, change);
                _order.Enqueue(change.Key);
            }
        }
        _signal.Writer.TryWrite(true);
    }
}
