using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime.Tests;

/// <summary>A controller of widgets over a fake cluster and a virtual clock.</summary>
internal sealed class ControllerHarness : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public ControllerHarness()
    {
        Widgets = new FakeCluster<Widget>(Time, Widget.Type);
        Gears = new FakeCluster<Gear>(Time, Gear.Type);
        WidgetInformer = Informer(Widgets);
        GearInformer = Informer(Gears);
    }

    public VirtualTimeProvider Time { get; } = new();

    public FakeCluster<Widget> Widgets { get; }

    public FakeCluster<Gear> Gears { get; }

    public Informer<Widget> WidgetInformer { get; }

    public Informer<Gear> GearInformer { get; }

    public ControllerOptions Options { get; set; } = new() { Workers = 4, Queue = new WorkQueueOptions { Backoff = new BackoffPolicy { Initial = TimeSpan.FromSeconds(1), Maximum = TimeSpan.FromSeconds(60), Jitter = 0 } } };

    public ChangePredicate<Widget>? Predicate { get; set; }

    public Func<ReconcileFailure<Widget>, CancellationToken, ValueTask>? OnFailure { get; set; }

    public EventRecorder? Events { get; set; }

    public Func<ObjectKey, bool>? IsMine { get; set; }

    public ILogger Logger { get; set; } = NullLogger.Instance;

    public List<ControllerSource<Widget>> MoreSources { get; } = [];

    public Controller<Widget>? Controller { get; private set; }

    public Informer<T> Informer<T>(FakeCluster<T> cluster) where T : class, IKubeObject<T> =>
        new(new Watcher<T>(cluster, new WatcherOptions { Backoff = BackoffPolicy.Watch with { Jitter = 0 } }, Time, new Random(1)));

    public Controller<Widget> Build(IReconciler<Widget> reconciler)
    {
        var owners = new OwnerMapper<Gear>(Widget.Type, anyOwner: false);
        return Controller = new Controller<Widget>(new ControllerDefinition<Widget>
        {
            Name = "widget",
            Informer = WidgetInformer,
            Sources = [new OwnSource<Widget>(WidgetInformer, Predicate), new MappedSource<Widget, Gear>(GearInformer, ReconcileReasons.OwnedChanged, owners.Map, null), .. MoreSources],
            Reconciler = reconciler,
            Options = Options,
            OnFailure = OnFailure,
            Events = Events is null ? null : new FailureEvents(Events, Widget.Type),
            IsMine = IsMine,
            Time = Time,
            Random = new Random(1),
            Logger = Logger,
        });
    }

    public void Start(IReconciler<Widget> reconciler) => _run = Build(reconciler).RunAsync(_stop.Token);

    public void Start(Func<Widget, ReconcileContext, CancellationToken, ValueTask<ReconcileResult>> reconcile) => Start(new FunctionReconciler<Widget>(reconcile));

    public Task UntilAsync(Func<bool> condition) => Time.RunUntilAsync(condition);

    /// <summary>Asks for a stop and gives back the run, which may still drain.</summary>
    public Task BeginStop()
    {
        _stop.Cancel();
        return _run;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Time.RunUntilAsync(() => _run.IsCompleted);
        await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
