using Kube.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime;

/// <summary>Starts the description of a controller.</summary>
public static class Controller
{
    /// <summary>A controller of an API's objects.</summary>
    /// <example><code>
    /// await Controller.For(client.Documents())
    ///     .Owns&lt;V1ConfigMap&gt;()
    ///     .Build(async (document, context, cancellationToken) => { …; return ReconcileResult.Done; })
    ///     .RunAsync(cancellationToken);
    /// </code></example>
    /// <param name="api">The objects: of one namespace or of all, as the API is.</param>
    /// <param name="options">Which of them, and what is kept.</param>
    public static ControllerBuilder<T> For<T>(Api<T> api, InformerOptions<T>? options = null) where T : class, IKubeObject<T> => new(api, options);
}

/// <summary>Describes a controller: its objects, what else it watches, how it works.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class ControllerBuilder<T> where T : class, IKubeObject<T>
{
    private readonly Api<T> _api;
    private readonly InformerOptions<T>? _own;
    private readonly List<Func<Informers, ControllerSource<T>>> _sources = [];
    private ChangePredicate<T>? _predicate;
    private ControllerOptions _options = new();
    private Func<ReconcileFailure<T>, CancellationToken, ValueTask>? _onFailure;
    private EventRecorder? _events;
    private Func<ObjectKey, bool>? _isMine;
    private ShardMember? _shards;
    private InformerSet? _informers;
    private ILoggerFactory _loggers = NullLoggerFactory.Instance;
    private TimeProvider? _time;

    internal ControllerBuilder(Api<T> api, InformerOptions<T>? options)
    {
        ArgumentNullException.ThrowIfNull(api);
        _api = api;
        _own = options;
    }

    /// <summary>Reconciles an object when something it owns changes; with the same client, in the same namespaces.</summary>
    /// <param name="options">Which of the owned objects, and what is kept of them.</param>
    /// <param name="predicate">Which of their updates count.</param>
    /// <param name="anyOwner">Whether owners that are not the managing controller count, too.</param>
    public ControllerBuilder<T> Owns<TOwned>(InformerOptions<TOwned>? options = null, ChangePredicate<TOwned>? predicate = null, bool anyOwner = false)
        where TOwned : class, IResource<TOwned> =>
        Owns(_api.Client.For<TOwned>(TOwned.Type, TOwned.Type.IsNamespaced ? _api.Namespace : null), options, predicate, anyOwner);

    /// <summary>Reconciles an object when something it owns changes.</summary>
    /// <param name="api">The owned objects.</param>
    /// <param name="options">Which of them, and what is kept.</param>
    /// <param name="predicate">Which of their updates count.</param>
    /// <param name="anyOwner">Whether owners that are not the managing controller count, too.</param>
    public ControllerBuilder<T> Owns<TOwned>(Api<TOwned> api, InformerOptions<TOwned>? options = null, ChangePredicate<TOwned>? predicate = null, bool anyOwner = false)
        where TOwned : class, IKubeObject<TOwned>
    {
        var owners = new OwnerMapper<TOwned>(_api.Type, anyOwner);
        return Add(informers => new MappedSource<T, TOwned>(informers.Set.Get(api, options), ReconcileReasons.OwnedChanged, owners.Map, predicate));
    }

    /// <summary>Reconciles those objects to which a mapper relates a change of something else; with the same client, in the same namespaces.</summary>
    /// <param name="mapper">Which objects a change concerns, given the old and the new state. Must be quick.</param>
    /// <param name="options">Which of the watched objects, and what is kept of them.</param>
    /// <param name="predicate">Which of their updates count.</param>
    public ControllerBuilder<T> Watches<TWatched>(
        Func<StoreChange<TWatched>, IEnumerable<ObjectKey>> mapper, InformerOptions<TWatched>? options = null, ChangePredicate<TWatched>? predicate = null)
        where TWatched : class, IResource<TWatched> =>
        Watches(_api.Client.For<TWatched>(TWatched.Type, TWatched.Type.IsNamespaced ? _api.Namespace : null), mapper, options, predicate);

    /// <summary>Reconciles those objects to which a mapper relates a change of something else.</summary>
    /// <param name="api">What is watched.</param>
    /// <param name="mapper">Which objects a change concerns, given the old and the new state. Must be quick.</param>
    /// <param name="options">Which of the watched objects, and what is kept of them.</param>
    /// <param name="predicate">Which of their updates count.</param>
    public ControllerBuilder<T> Watches<TWatched>(
        Api<TWatched> api, Func<StoreChange<TWatched>, IEnumerable<ObjectKey>> mapper, InformerOptions<TWatched>? options = null, ChangePredicate<TWatched>? predicate = null)
        where TWatched : class, IKubeObject<TWatched>
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(mapper);
        return Add(informers => new MappedSource<T, TWatched>(informers.Set.Get(api, options), ReconcileReasons.RelatedChanged, mapper, predicate));
    }

    /// <summary>Reconciles the objects that a source outside the cluster names: a queue, a webhook, a timer.</summary>
    public ControllerBuilder<T> TriggeredBy(IAsyncEnumerable<ObjectKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Add(_ => new ExternalSource<T>(keys));
    }

    /// <summary>Reconciles everything each time a source speaks: a configuration that was read again, a timer.</summary>
    public ControllerBuilder<T> ReconcileAllOn<TSignal>(IAsyncEnumerable<TSignal> signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return Add(informers => new BulkSource<T, TSignal>(signals, informers.Own.Store));
    }

    /// <summary>Which updates of the controller's own objects count. Called again, both must find an update worth it.</summary>
    public ControllerBuilder<T> Where(ChangePredicate<T> predicate)
    {
        _predicate = _predicate is null ? predicate : _predicate & predicate;
        return this;
    }

    /// <summary>How the controller works.</summary>
    public ControllerBuilder<T> With(ControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        return this;
    }

    /// <summary>Told of every failed reconcile: to write it into the object's status, or to publish an event.</summary>
    public ControllerBuilder<T> OnFailure(Func<ReconcileFailure<T>, CancellationToken, ValueTask> hook)
    {
        _onFailure = hook;
        return this;
    }

    /// <summary>Publishes a warning about each object whose reconcile fails or takes too long (<c>ReconcileFailed</c>, <c>ReconcileTimedOut</c>), or that does not decode (<c>Undecodable</c>).</summary>
    /// <remarks>The note is the exception's message. Repeats become a series at the recorder's rate, so an object that always fails costs little.</remarks>
    /// <param name="events">Where to.</param>
    public ControllerBuilder<T> ReportTo(EventRecorder events)
    {
        ArgumentNullException.ThrowIfNull(events);
        _events = events;
        return this;
    }

    /// <summary>Shares the objects with other replicas: this one takes those that its shard owns.</summary>
    /// <remarks>
    /// Run the member beside the controller, and longer than it. What moves to this replica is reconciled when the shard begins to own it
    /// (<see cref="ReconcileReasons.TakenOver"/>); what runs for an object that moves away is cancelled before another begins with it.
    /// </remarks>
    public ControllerBuilder<T> ShardedBy(ShardMember shards)
    {
        ArgumentNullException.ThrowIfNull(shards);
        _shards = shards;
        return this;
    }

    /// <summary>Takes only some of the objects, always the same ones. <see cref="ShardedBy"/> shares them among replicas that come and go.</summary>
    public ControllerBuilder<T> OnlyIf(Func<ObjectKey, bool> isMine)
    {
        _isMine = isMine;
        return this;
    }

    /// <summary>Shares informers with other controllers.</summary>
    public ControllerBuilder<T> SharedBy(InformerSet informers)
    {
        _informers = informers;
        return this;
    }

    /// <summary>Where the controller logs.</summary>
    public ControllerBuilder<T> LogTo(ILoggerFactory loggers)
    {
        _loggers = loggers;
        return this;
    }

    /// <summary>The clock; the client's by default.</summary>
    public ControllerBuilder<T> UseTime(TimeProvider time)
    {
        _time = time;
        return this;
    }

    /// <summary>Makes the controller. It does not run yet.</summary>
    public Controller<T> Build(IReconciler<T> reconciler)
    {
        ArgumentNullException.ThrowIfNull(reconciler);
        var time = _time ?? _api.Client.Options.TimeProvider;
        var set = _informers ?? new InformerSet(_loggers, time);
        var own = set.Get(_api, _own);
        var name = _options.Name ?? _api.Type.Kind.ToLowerInvariant();
        var informers = new Informers(set, own);
        return new Controller<T>(new ControllerDefinition<T>
        {
            Name = name,
            Informer = own,
            Sources = [new OwnSource<T>(own, _predicate), .. _sources.Select(make => make(informers)), .. ShardSource(own, name)],
            Reconciler = reconciler,
            Options = _options,
            OnFailure = _onFailure,
            Events = _events is null ? null : new FailureEvents(_events, _api.Type),
            IsMine = _isMine,
            Shards = _shards,
            Time = time,
            Logger = _loggers.CreateLogger("Kube.Runtime.Controller." + name),
        });
    }

    /// <summary>Makes the controller around a function.</summary>
    public Controller<T> Build(Func<T, ReconcileContext, CancellationToken, ValueTask<ReconcileResult>> reconcile)
    {
        ArgumentNullException.ThrowIfNull(reconcile);
        return Build(new FunctionReconciler<T>(reconcile));
    }

    /// <summary>Makes the controller and runs it until cancelled.</summary>
    public Task RunAsync(IReconciler<T> reconciler, CancellationToken cancellationToken = default) => Build(reconciler).RunAsync(cancellationToken);

    /// <summary>Makes the controller around a function and runs it until cancelled.</summary>
    public Task RunAsync(Func<T, ReconcileContext, CancellationToken, ValueTask<ReconcileResult>> reconcile, CancellationToken cancellationToken = default) =>
        Build(reconcile).RunAsync(cancellationToken);

    private ControllerBuilder<T> Add(Func<Informers, ControllerSource<T>> source)
    {
        _sources.Add(source);
        return this;
    }

    private ControllerSource<T>[] ShardSource(Informer<T> own, string name) => _shards is null ? [] : [new ShardSource<T>(_shards, own.Store, name)];

    private sealed record Informers(InformerSet Set, Informer<T> Own);
}
