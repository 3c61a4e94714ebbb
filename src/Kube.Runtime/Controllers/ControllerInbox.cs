using System.Collections.Concurrent;

namespace Kube.Runtime;

/// <summary>Where a controller's sources put what is to be reconciled.</summary>
/// <remarks>While the controller waits (for its caches, for leadership) the queue collects: each key once.</remarks>
internal sealed class ControllerInbox<T>(WriteGate gate) where T : class, IKubeObject
{
    private readonly ConcurrentDictionary<ObjectKey, T> _gone = new();
    private volatile WorkQueue<ObjectKey>? _queue;

    public WriteGate Gate { get; } = gate;

    public WorkQueue<ObjectKey>? Queue
    {
        get => _queue;
        set => _queue = value;
    }

    /// <summary>Objects that are gone and whose end was not told yet.</summary>
    public ICollection<ObjectKey> Gone => _gone.Keys;

    public bool Add(ObjectKey key, in WorkCause cause, WorkPriority priority, bool changedItself) =>
        _queue?.Add(key, cause, priority, changedItself) ?? false;

    public int AddAll(IEnumerable<HashedKey<ObjectKey>> keys, ReconcileReasons reason, WorkPriority priority) =>
        _queue?.AddAll(keys, new WorkCause(reason), priority) ?? 0;

    /// <summary>Asks for what is gone and was not told yet.</summary>
    public int AddAllGone() => AddAll(Gone.Select(HashedKey<ObjectKey>.Of), ReconcileReasons.Deleted, WorkPriority.Normal);

    public void NoteGone(ObjectKey key, T last) => _gone[key] = last;

    public void NoteThere(ObjectKey key)
    {
        if (!_gone.IsEmpty)
            _gone.TryRemove(key, out _);
    }

    public T? LastState(ObjectKey key) => !_gone.IsEmpty && _gone.TryGetValue(key, out var last) ? last : null;

    public void ForgetGone(ObjectKey key, T last) => _gone.TryRemove(new KeyValuePair<ObjectKey, T>(key, last));
}
