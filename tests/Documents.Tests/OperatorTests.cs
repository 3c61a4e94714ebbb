using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Testing;

namespace Documents.Tests;

public sealed class OperatorTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private EmbeddedApiServer _server = null!;
    private KubeClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync(cancellationToken: Cancellation);
        _client = _server.CreateClient();
        await _client.InstallCrdAsync<Document>(cancellationToken: Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Killed_at_any_write_and_started_again_it_gets_there()
    {
        await _client.Documents("default").CreateAsync(new Document("hello", new DocumentSpec { Title = "Hello", Body = "Text", Replicas = 4 }), cancellationToken: Cancellation);

        // Each life ends at its nth write, as if the process had been killed there.
        for (var writes = 1; writes <= 4; writes++)
            await RunAsync(new KilledAfter(writes), _ => Task.CompletedTask);
        await RunAsync(null, _ => PublishedAsync("hello", copies: 4));

        var document = await _client.Documents("default").GetAsync("hello", cancellationToken: Cancellation);
        Assert.Equal(4, document.Status!.Replicas);
        var copies = await CopiesAsync("hello");
        Assert.Equal(["hello-0", "hello-1", "hello-2", "hello-3"], copies.Select(copy => copy.Name).Order(StringComparer.Ordinal));
        Assert.All(copies, copy => Assert.True(document.Owns(copy)));
        Assert.All(copies, copy => Assert.Equal("Text", copy.Data!["body"]));
    }

    [Fact]
    public async Task A_changed_document_changes_its_copies_and_a_copy_that_was_deleted_comes_back()
    {
        var documents = _client.Documents("default");
        await documents.CreateAsync(new Document("hello", new DocumentSpec { Title = "Hello", Body = "Text", Replicas = 3 }), cancellationToken: Cancellation);
        await RunAsync(null, async _ =>
        {
            await PublishedAsync("hello", copies: 3);
            await documents.PatchAsync("hello", Patch.Merge("""{"spec":{"replicas":2,"body":"Other"}}"""), cancellationToken: Cancellation);
            await PublishedAsync("hello", copies: 2);
            Assert.All(await CopiesAsync("hello"), copy => Assert.Equal("Other", copy.Data!["body"]));

            await _client.ConfigMaps("default").DeleteAsync("hello-1", cancellationToken: Cancellation);
            await PublishedAsync("hello", copies: 2);
        });
    }

    [Fact]
    public async Task A_document_is_shown_by_a_deployment_and_its_status_and_events_tell_of_it()
    {
        var documents = _client.Documents("default");
        await documents.CreateAsync(new Document("hello", new DocumentSpec { Title = "Hello", Body = "Text" }), cancellationToken: Cancellation);
        await RunAsync(null, async _ =>
        {
            await PublishedAsync("hello", copies: 1);
            var document = await documents.GetAsync("hello", cancellationToken: Cancellation);
            Assert.Equal(["example.com/withdraw"], document.Metadata.Finalizers);
            Assert.False(document.Status!.Conditions.IsTrue("Shown"));
            var deployments = _client.Deployments("default");
            Assert.True(document.Owns(await deployments.GetAsync("hello", cancellationToken: Cancellation)));

            // As the cluster's own controllers would: the owned object's change brings the document back.
            await deployments.PatchStatusAsync("hello", Patch.Merge("""{"status":{"readyReplicas":1,"replicas":1}}"""), cancellationToken: Cancellation);
            await documents.WaitForAsync("hello", WaitConditions.Condition<Document>("Shown"), TimeSpan.FromSeconds(60), Cancellation);
            await UntilAsync(async () => (await _client.Namespaced<Eventsv1Event>("default").ListAsync(cancellationToken: Cancellation)).Items
                .Any(e => e.Reason == "Published" && e.Regarding?.Uid == document.Metadata.Uid));
        });
    }

    [Fact]
    public async Task A_deleted_document_takes_its_copies_along()
    {
        var documents = _client.Documents("default");
        await documents.CreateAsync(new Document("hello", new DocumentSpec { Title = "Hello", Body = "Text" }), cancellationToken: Cancellation);
        await RunAsync(null, async _ =>
        {
            await PublishedAsync("hello", copies: 1);
            await documents.DeleteAsync("hello", cancellationToken: Cancellation);
            await UntilAsync(async () => (await CopiesAsync("hello")).Count == 0);
        });
    }

    // Runs the operator until the work is done, or until it was killed.
    private async Task RunAsync(KilledAfter? death, Func<CancellationToken, Task> work)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var client = death is null ? _server.CreateClient() : new KubeClientBuilder(_client.Config).Use(HandlerPlace.BeforeTransport, () => death).Build();
        // Events are written behind the reconciler's back: a death is counted in its own writes.
        await using var events = new EventRecorder(_client, "example.com/documents");
        var operating = Controller.For(client.Documents()).Owns<V1ConfigMap>().Owns<V1Deployment>()
            .With(new ControllerOptions { DrainTimeout = TimeSpan.Zero })
            .RunAsync(new DocumentReconciler(client, new SilentJournal(), events), life.Token);
        await (death is null ? work(life.Token) : death.Died.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        await life.CancelAsync();
        await operating;
    }

    private Task PublishedAsync(string name, int copies) => UntilAsync(async () =>
    {
        var document = await _client.Documents("default").GetAsync(name, cancellationToken: Cancellation);
        return Outcome.IsPublished(document) && document.Status!.Replicas == copies && (await CopiesAsync(name)).Count == copies;
    });

    private async Task<IReadOnlyList<V1ConfigMap>> CopiesAsync(string name) =>
        (await _client.ConfigMaps("default").ListAsync(new ListParams { LabelSelector = Selector.Label("example.com/document", name) }, Cancellation)).Items;

    // The operator works on its own time; what is asked for must come within a bound that only a fault exceeds.
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
            await Task.Delay(20, patience.Token);
    }

    private sealed class SilentJournal : IJournal
    {
        public void Happened(string document, string what) { }
        public void Refused(string document, string why) { }
    }

    /// <summary>Lets so many writes through, then fails every request, as a dead process would send none.</summary>
    private sealed class KilledAfter(int writes) : DelegatingHandler
    {
        private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = writes;

        public Task Died => _died.Task;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != HttpMethod.Get && Interlocked.Decrement(ref _left) < 0)
                _died.TrySetResult();
            return _died.Task.IsCompleted
                ? Task.FromException<HttpResponseMessage>(new HttpRequestException("The process is dead."))
                : base.SendAsync(request, cancellationToken);
        }
    }
}
