namespace Kube.Runtime;

/// <summary>Keeps every object of a type as it should be, by running a reconciler whenever something about it may have changed.</summary>
/// <remarks>
/// <para>Guarantees: after the last change of an object (or of something it is related to) its reconciler runs at least once more with
/// that state or a newer one; it never runs twice at once for one object; a failure of one object delays only that object; a failing
/// API server delays, and loses nothing.</para>
/// <para>Assumptions: reconcilers are repeatable, and heed their cancellation token.</para>
/// <para>Caveat: several changes may be seen as one run, and the state is that of a cache (see <see cref="Store{T}"/>).</para>
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class Controller<T> : IController where T : class, IKubeObject
{
    private readonly ControllerDefinition<T> _definition;
    private readonly ControllerInbox<T> _inbox;
    private int _isRunning;

    internal Controller(ControllerDefinition<T> definition)
    {
        _definition = definition;
        _inbox = new ControllerInbox<T>(new WriteGate(definition.Time, definition.Options.WriteSeenTimeout));
    }

    /// <summary>What it remembers between runs.</summary>
    internal ControllerInbox<T> Inbox => _inbox;

    /// <inheritdoc/>
    public string Name => _definition.Name;

    /// <summary>The controller's objects, as its watch shows them.</summary>
    public Store<T> Store => _definition.Informer.Store;

    /// <inheritdoc/>
    public IReadOnlyList<IInformer> Informers => [.. _definition.Sources.Select(source => source.Informer).OfType<IInformer>().Distinct()];

    /// <inheritdoc/>
    public WorkQueueCounts? Work => _inbox.Queue?.Count();

    /// <inheritdoc/>
    public bool Trigger(ObjectKey key, WorkPriority priority = WorkPriority.Normal) =>
        _inbox.Add(key, new WorkCause(ReconcileReasons.External, parent: Tracing.Current), priority, changedItself: false);

    /// <inheritdoc/>
    public int ReconcileAll(WorkPriority priority = WorkPriority.Low) => _inbox.AddAll(Store.Keys, ReconcileReasons.All, priority);

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellationToken = default) => RunAsync(null, cancellationToken);

    /// <inheritdoc/>
    public async Task RunAsync(RunTerms? terms, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
            throw new InvalidOperationException($"The controller '{Name}' already runs.");
        // Sources outlive the stop signal: what drains still sees its caches move.
        using var sources = new CancellationTokenSource();
        var leases = new List<IAsyncDisposable>();
        var running = new List<Task>();
        try
        {
            _inbox.Queue = NewQueue();
            foreach (var informer in Informers)
                leases.Add(informer.Acquire());
            foreach (var source in _definition.Sources)
                running.Add(Task.Run(() => source.RunAsync(_inbox, SourceFailed, sources.Token), CancellationToken.None));
            if (!await AreCachesReadyAsync(cancellationToken).ConfigureAwait(false))
                return;
            if (terms is null)
                await RunTermAsync(cancellationToken, CancellationToken.None).ConfigureAwait(false);
            else
                await terms(RunTermAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await sources.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var lease in leases)
                await lease.DisposeAsync().ConfigureAwait(false);
            _inbox.Queue?.Dispose();
            _inbox.Queue = null;
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Works on what the sources have collected; afterwards they collect for the next term.</summary>
    private async Task RunTermAsync(CancellationToken stop, CancellationToken abort)
    {
        var queue = _inbox.Queue!;
        try
        {
            await new ControllerTerm<T>(_definition, _inbox, queue, Wrote).RunAsync(stop, abort).ConfigureAwait(false);
        }
        finally
        {
            // What the term has not come to is not known any more, so the next one begins with everything.
            _inbox.Queue = NewQueue();
            _inbox.AddAll(Store.Keys, ReconcileReasons.Initial, WorkPriority.Low);
            _inbox.AddAllGone();
        }
    }

    private WorkQueue<ObjectKey> NewQueue() => new(_definition.Options.Queue with { Name = Name }, _definition.Time, _definition.Random);

    private async Task<bool> AreCachesReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var informer in Informers)
        {
            while (!informer.IsReady)
            {
                var wait = informer.WaitUntilReadyAsync(_definition.Options.CacheWaitReport, _definition.Time, cancellationToken);
                await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                    return false;
                if (!informer.IsReady)
                    RuntimeLog.WaitingForCache(_definition.Logger, Name, informer.Health.Description, informer.Health.Phase, informer.Health.LastFault?.Message);
            }
        }
        return true;
    }

    private void Wrote(ObjectKey key, IKubeObject written, Func<IKubeObject, bool>? isBefore)
    {
        foreach (var source in _definition.Sources)
        {
            if (source.SightOf(written, isBefore) is { } look)
            {
                _inbox.Gate.Expect(key, look);
                return;
            }
        }
    }

    private void SourceFailed(string source, Exception e) => RuntimeLog.SourceFailed(_definition.Logger, Name, source, e);
}

/// <summary>Runs a controller while it may act: once for ever, or once in each term of leadership.</summary>
/// <param name="runTerm">Works until its first token is cancelled, lets running work finish; cancels running work with the second.</param>
/// <param name="cancellationToken">Ends it.</param>
public delegate Task RunTerms(Func<CancellationToken, CancellationToken, Task> runTerm, CancellationToken cancellationToken);
