using System.Collections.Concurrent;
using Kube.Client;
using Kube.Models;
using Kube.Testing;

namespace Kube.Runtime.Tests;

/// <summary>A controller that holds the metadata of its objects alone.</summary>
public sealed class MetadataOnlyTests : IAsyncLifetime
{
    private EmbeddedApiServer _server = null!;
    private KubeClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync();
        _client = _server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task It_reconciles_and_sees_what_it_wrote_of_the_whole_object()
    {
        var maps = _client.Namespaced<V1ConfigMap>("default");
        var seen = new ConcurrentQueue<string>();
        var made = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var controller = Controller.For(_client.For<PartialObjectMetadata>(V1ConfigMap.Type, "default"), new InformerOptions<PartialObjectMetadata> { LabelSelector = "mark" })
            .Build(async (metadata, context, cancellationToken) =>
            {
                var mark = metadata.Metadata.Labels!["mark"];
                seen.Enqueue(mark);
                if (mark == "made")
                    made.TrySetResult();
                // A run that did not wait for its own write would make it again.
                if (mark == "wanted")
                    context.Wrote(await maps.PatchAsync(metadata.Name, Patch.Merge("""{"metadata":{"labels":{"mark":"made"}}}"""), cancellationToken: cancellationToken));
                return ReconcileResult.Done;
            });
        var run = controller.RunAsync(stop.Token);

        await maps.CreateAsync(new V1ConfigMap
        {
            Metadata = new ObjectMeta { Name = "a", Namespace = "default", Labels = new Dictionary<string, string> { ["mark"] = "wanted" } },
            Data = new Dictionary<string, string> { ["k"] = new('v', 5000) },
        });
        await maps.WaitForAsync("a", WaitConditions.Path<V1ConfigMap>(".metadata.labels.mark", "made"), TimeSpan.FromSeconds(30));
        controller.Trigger(new ObjectKey("default", "a"));
        await made.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();
        await run;

        Assert.Single(seen, "wanted");
    }
}
