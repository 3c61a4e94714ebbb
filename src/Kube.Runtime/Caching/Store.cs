namespace Kube.Runtime;

/// <summary>The objects of one set as last seen: a cache that a watch keeps current.</summary>
/// <remarks>
/// <para>Reads never wait and never see half of a set that is read again: it is swapped in whole. Objects are immutable, so what is read
/// here can be handed around freely.</para>
/// <para>Caveat: a cache is behind the server, by a few milliseconds when all is well, by more when the watch is broken
/// (<see cref="Informer{T}.Health"/>). Decide from it, write with a resource version or by apply.</para>
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class Store<T> where T : class, IKubeObject
{
    private readonly Lock _writing = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoreState<T> _state = new(new ObjectTable<T>(), []);
    private ObjectTable<T>? _pending;
    private HashSet<ObjectKey>? _pendingErrors;
    private volatile string? _resourceVersion;

    internal Store()
    {
    }

    /// <summary>How many objects there are.</summary>
    public int Count => _state.Objects.Count;

    /// <summary>Whether a first complete set was read.</summary>
    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    /// <summary>Up to where everything is known; <see langword="null"/> before the first complete set.</summary>
    public string? ResourceVersion => _resourceVersion;

    /// <summary>All objects, as they change: no copy is made, and the enumeration may or may not show changes made meanwhile.</summary>
    public IEnumerable<T> Objects
    {
        get
        {
            foreach (var slot in _state.Objects.All())
                yield return slot.Value;
        }
    }

    internal StoreState<T> State => _state;

    /// <summary>All keys, as <see cref="Objects"/> enumerates.</summary>
    internal IEnumerable<HashedKey<ObjectKey>> Keys
    {
        get
        {
            foreach (var slot in _state.Objects.All())
                yield return new HashedKey<ObjectKey>(slot.Key, slot.Hash);
        }
    }

    /// <summary>The object of this key; <see langword="null"/> when there is none.</summary>
    public T? Get(ObjectKey key) => _state.Objects[key];

    /// <summary>The object of this name; <see langword="null"/> when there is none.</summary>
    /// <param name="ns">The namespace; <see langword="null"/> for cluster-scoped objects.</param>
    /// <param name="name">The name.</param>
    public T? Get(string? ns, string name) => Get(new ObjectKey(ns, name));

    /// <summary>The object of this key, whose hash code is known.</summary>
    internal T? Get(ObjectKey key, int hash) => _state.Objects.Find(key, hash);

    /// <summary>All objects at one moment.</summary>
    public IReadOnlyList<T> Snapshot() => [.. Objects];

    /// <summary>Waits until a first complete set was read.</summary>
    /// <param name="timeout">How long to wait at most; <see langword="null"/> for no limit.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The time ran out.</exception>
    public Task WaitUntilReadyAsync(TimeSpan? timeout = null, TimeProvider? time = null, CancellationToken cancellationToken = default) =>
        _ready.Task.WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, time ?? TimeProvider.System, cancellationToken);

    /// <summary>Adds a named index: which objects belong to a value, without looking at all of them.</summary>
    /// <param name="name">The index's name, unique in the store.</param>
    /// <param name="values">The values an object belongs to; none is fine. Must be a pure function of the object.</param>
    /// <exception cref="ArgumentException">There is an index of this name already.</exception>
    public StoreIndex<T, TValue> AddIndex<TValue>(string name, Func<T, IEnumerable<TValue>> values) where TValue : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        lock (_writing)
        {
            var state = _state;
            if (state.Indexes.Any(index => index.Name == name))
                throw new ArgumentException($"The store already has an index named '{name}'.", nameof(name));
            var table = new IndexTable<T, TValue>(name, values);
            foreach (var slot in state.Objects.All())
                table.Change(slot.Key, null, slot.Value);
            _state = new StoreState<T>(state.Objects, [.. state.Indexes, table]);
            return new StoreIndex<T, TValue>(this, state.Indexes.Length);
        }
    }

    /// <summary>Whether the store shows this version of an object, or a later one, or that it is gone since.</summary>
    /// <param name="key">The object.</param>
    /// <param name="resourceVersion">The version, as a write answered it.</param>
    public bool HasSeen(ObjectKey key, string? resourceVersion)
    {
        if (resourceVersion is null)
            return true;
        var seen = Get(key)?.Metadata.ResourceVersion;
        return seen == resourceVersion
            || ResourceVersions.HasReached(seen, resourceVersion) == true
            || ResourceVersions.HasReached(_resourceVersion, resourceVersion) == true;
    }

    /// <summary>Whether a complete set was begun and is not complete yet.</summary>
    internal bool IsInSet => _pending is not null;

    /// <summary>Begins a complete set; one that was begun and not completed is dropped.</summary>
    internal void BeginSet()
    {
        _pending = new ObjectTable<T>();
        _pendingErrors = null;
    }

    /// <summary>Adds an object to the set that was begun. One that is known already keeps its instance: the set costs no second copy.</summary>
    internal void AddToSet(T item)
    {
        var key = ObjectKey.Of(item);
        Pending.Set(key, Get(key) is { } known && IsSameVersion(known, item) ? known : item);
    }

    /// <summary>Takes an object out of the set that was begun.</summary>
    internal void RemoveFromSet(ObjectKey key) => Pending.Remove(key);

    /// <summary>Notes that an object of the set does not decode: its last known state stands.</summary>
    internal void KeepInSet(ObjectKey key) => (_pendingErrors ??= []).Add(key);

    /// <summary>Swaps the complete set in.</summary>
    /// <returns>What is different now, and nothing else.</returns>
    internal IReadOnlyList<StoreChange<T>> CompleteSet(string? resourceVersion)
    {
        var next = Pending;
        _pending = null;
        var isInitial = !IsReady;
        var changes = new List<StoreChange<T>>();
        lock (_writing)
        {
            var state = _state;
            foreach (var key in _pendingErrors ?? [])
            {
                if (state.Objects[key] is { } known)
                    next.AddIfMissing(key, known);
            }
            foreach (var slot in next.All())
            {
                var old = state.Objects.Find(slot.Key, slot.Hash);
                if (!ReferenceEquals(old, slot.Value))
                    changes.Add(new StoreChange<T>(slot.Key, old, slot.Value, isInitial));
            }
            foreach (var slot in state.Objects.All())
            {
                if (next.Find(slot.Key, slot.Hash) is null)
                    changes.Add(new StoreChange<T>(slot.Key, slot.Value, null));
            }
            if (changes.Count > 0)
                _state = state.With(next);
            _resourceVersion = resourceVersion ?? _resourceVersion;
        }
        _ready.TrySetResult();
        return changes;
    }

    /// <summary>Puts an object in.</summary>
    /// <returns>The change; <see langword="null"/> when this version is known already.</returns>
    internal StoreChange<T>? Apply(T item)
    {
        var key = ObjectKey.Of(item);
        lock (_writing)
        {
            var state = _state;
            var old = state.Objects[key];
            if (old is not null && IsSameVersion(old, item))
                return null;
            // Indexes first: who waits for a write until the store shows it must find it by an index, too.
            state.Index(key, old, item);
            state.Objects.Set(key, item);
            Reach(item.Metadata.ResourceVersion);
            return new StoreChange<T>(key, old, item);
        }
    }

    /// <summary>Takes an object out.</summary>
    /// <param name="key">Which.</param>
    /// <param name="last">Its last state as the server told it; <see langword="null"/> when it did not.</param>
    /// <param name="resourceVersion">The version of the deletion.</param>
    /// <returns>The change; <see langword="null"/> when it was not there.</returns>
    internal StoreChange<T>? Delete(ObjectKey key, T? last, string? resourceVersion)
    {
        lock (_writing)
        {
            var state = _state;
            var old = state.Objects.Remove(key);
            if (old is not null)
                state.Index(key, old, null);
            // Last: what was reached is shown by everything.
            Reach(resourceVersion);
            return old is null ? null : new StoreChange<T>(key, last ?? old, null);
        }
    }

    /// <summary>Notes that everything up to this version is known.</summary>
    internal void Reach(string? resourceVersion)
    {
        if (resourceVersion is { Length: > 0 })
            _resourceVersion = resourceVersion;
    }

    private ObjectTable<T> Pending => _pending ?? throw new InvalidOperationException("No set was begun.");

    private static bool IsSameVersion(T a, T b) =>
        a.Metadata.ResourceVersion is { Length: > 0 } version && version == b.Metadata.ResourceVersion && a.Metadata.Uid == b.Metadata.Uid;
}
