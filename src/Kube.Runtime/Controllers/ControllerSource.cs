namespace Kube.Runtime;

/// <summary>What can make a controller reconcile something.</summary>
internal abstract class ControllerSource<T> where T : class, IKubeObject
{
    /// <summary>The watch behind it; <see langword="null"/> for sources outside the cluster.</summary>
    public abstract IInformer? Informer { get; }

    /// <summary>What it is, for logs.</summary>
    public abstract string Description { get; }

    /// <summary>Puts keys in the inbox until cancelled.</summary>
    /// <param name="inbox">Where keys go.</param>
    /// <param name="failed">Told of exceptions of predicates and mappers; the source goes on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract Task RunAsync(ControllerInbox<T> inbox, Action<string, Exception> failed, CancellationToken cancellationToken);

    /// <summary>A look at what the source's cache shows of a written object; <see langword="null"/> when it watches other objects.</summary>
    /// <param name="written">The object.</param>
    /// <param name="isBefore">Whether a cached object is the state before the write; <see langword="null"/> to tell by the resource version.</param>
    public virtual Func<WriteSight>? SightOf(IKubeObject written, Func<IKubeObject, bool>? isBefore) => null;
}

/// <summary>A source that is a watch of objects.</summary>
internal abstract class InformerSource<T, TWatched>(Informer<TWatched> informer) : ControllerSource<T>
    where T : class, IKubeObject
    where TWatched : class, IKubeObject
{
    public override IInformer Informer => informer;

    public override string Description => informer.Health.Description;

    public override async Task RunAsync(ControllerInbox<T> inbox, Action<string, Exception> failed, CancellationToken cancellationToken)
    {
        using var changes = informer.Subscribe();
        await foreach (var change in changes.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                Take(change, inbox);
            }
            catch (Exception e)
            {
                failed($"{Description}: {change.Key}", e);
            }
        }
    }

    public override Func<WriteSight>? SightOf(IKubeObject written, Func<IKubeObject, bool>? isBefore)
    {
        // By type and not by C# type: a metadata-only watch shows what is written as a typed object.
        if (informer.Type.Kind != written.Kind || informer.Type.ApiVersion != written.ApiVersion)
            return null;
        if (informer.Namespace is { } ns && ns != written.Namespace)
            return null;
        var key = ObjectKey.Of(written);
        if (isBefore is not null)
            return () => informer.Store.Get(key) is { } cached && isBefore(cached) ? WriteSight.NotYet : WriteSight.Shown;
        var version = written.Metadata.ResourceVersion;
        return () => !informer.Store.HasSeen(key, version) ? WriteSight.NotYet : informer.Store.Get(key) is null ? WriteSight.Gone : WriteSight.Shown;
    }

    protected abstract void Take(in StoreChange<TWatched> change, ControllerInbox<T> inbox);
}

/// <summary>The controller's own objects.</summary>
internal sealed class OwnSource<T>(Informer<T> informer, ChangePredicate<T>? predicate) : InformerSource<T, T>(informer) where T : class, IKubeObject
{
    protected override void Take(in StoreChange<T> change, ControllerInbox<T> inbox)
    {
        if (change.New is null)
            inbox.NoteGone(change.Key, change.Latest);
        else
            inbox.NoteThere(change.Key);
        var reason = change switch
        {
            { Kind: StoreChangeKind.Added, IsInitial: true } => ReconcileReasons.Initial,
            { Kind: StoreChangeKind.Added } => ReconcileReasons.Created,
            { Kind: StoreChangeKind.Deleted } => ReconcileReasons.Deleted,
            _ => ReconcileReasons.Updated,
        };
        var passes = true;
        try
        {
            passes = predicate is null || predicate.Passes(change);
        }
        finally
        {
            // What the predicate drops still shows a write that is waited for. A predicate that throws lets the change pass: better one reconcile too many than one too few.
            if (passes || inbox.Gate.IsHolding(change.Key))
            {
                var priority = change.IsInitial ? WorkPriority.Low : WorkPriority.Normal;
                inbox.Add(change.Key, new WorkCause(passes ? reason : ReconcileReasons.Held, parent: Tracing.Current), priority, passes && IsWantedAnew(change));
            }
        }
    }

    /// <summary>Whether something changed that people change, as against status: only that may go ahead of a backoff.</summary>
    private static bool IsWantedAnew(in StoreChange<T> change)
    {
        if (change is not { Old: { Metadata: var old }, New: { Metadata: var now } } || change.IsRecreated)
            return true;
        return now.Generation is null
            || old.Generation != now.Generation
            || old.DeletionTimestamp != now.DeletionTimestamp
            || !ChangePredicates.AreEqual(old.Labels, now.Labels)
            || !ChangePredicates.AreEqual(old.Annotations, now.Annotations);
    }
}

/// <summary>Other objects, each of which a mapper relates to some of the controller's.</summary>
internal sealed class MappedSource<T, TWatched>(
    Informer<TWatched> informer, ReconcileReasons reason, Func<StoreChange<TWatched>, IEnumerable<ObjectKey>> mapper, ChangePredicate<TWatched>? predicate)
    : InformerSource<T, TWatched>(informer)
    where T : class, IKubeObject
    where TWatched : class, IKubeObject
{
    protected override void Take(in StoreChange<TWatched> change, ControllerInbox<T> inbox)
    {
        var passes = predicate is null || predicate.Passes(change);
        foreach (var key in mapper(change))
        {
            if (!passes && !inbox.Gate.IsHolding(key))
                continue;
            var cause = new WorkCause(passes ? reason : ReconcileReasons.Held, new RelatedObject(Informer.Type.Kind, change.Key), Tracing.Current);
            inbox.Add(key, cause, change.IsInitial ? WorkPriority.Low : WorkPriority.Normal, changedItself: false);
        }
    }
}

/// <summary>Keys that come from outside the cluster.</summary>
internal sealed class ExternalSource<T>(IAsyncEnumerable<ObjectKey> keys) : ControllerSource<T> where T : class, IKubeObject
{
    public override IInformer? Informer => null;

    public override string Description => "external source";

    public override async Task RunAsync(ControllerInbox<T> inbox, Action<string, Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var key in keys.WithCancellation(cancellationToken).ConfigureAwait(false))
                inbox.Add(key, new WorkCause(ReconcileReasons.External, parent: Tracing.Current), WorkPriority.Normal, changedItself: false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failed(Description, e);
        }
    }
}

/// <summary>Everything, each time a signal comes.</summary>
internal sealed class BulkSource<T, TSignal>(IAsyncEnumerable<TSignal> signals, Store<T> store) : ControllerSource<T> where T : class, IKubeObject
{
    public override IInformer? Informer => null;

    public override string Description => "reconcile-all source";

    public override async Task RunAsync(ControllerInbox<T> inbox, Action<string, Exception> failed, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in signals.WithCancellation(cancellationToken).ConfigureAwait(false))
                inbox.AddAll(store.Keys, ReconcileReasons.All, WorkPriority.Low);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            failed(Description, e);
        }
    }
}
