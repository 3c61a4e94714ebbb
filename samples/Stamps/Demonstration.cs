using Kube;
using Kube.Client;
using Kube.Runtime;
using Kube.Testing;

namespace Stamps;

/// <summary>A server, a kind that the program learns of at run time, a controller of it, and what became of its objects.</summary>
internal static class Demonstration
{
    /// <returns>0 when every object was stamped.</returns>
    public static async Task<int> RunAsync(string word, TextWriter output, CancellationToken cancellationToken = default)
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: cancellationToken);
        await using var client = server.CreateClient();
        // Of one file: the objects wait until the server serves their kind.
        await foreach (var applied in client.ApplyFileAsync(Path.Combine(AppContext.BaseDirectory, "manifests", "ships.yaml"), new ApplyParams("sample", Force: true), cancellationToken))
            await output.WriteLineAsync($"applied     {applied}");

        if (await client.Discovery.FindAsync(word, cancellationToken) is not { } found)
        {
            await output.WriteLineAsync($"The server has no kind '{word}'; try one of: {string.Join(", ", (await client.Discovery.GetAsync(cancellationToken)).PreferredResources.Select(r => r.Type.Plural))}.");
            return 1;
        }
        await output.WriteLineAsync($"discovered  {found.Type}");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var api = client.For<DynamicResource>(found.Type);
        var controlling = Controller.For(api).RunAsync(new StampReconciler(client, found.Type), stop.Token);
        try
        {
            await foreach (var item in api.ListAllAsync(cancellationToken: cancellationToken))
            {
                var stamped = new WaitCondition<DynamicResource>("to be stamped", now => now?.Metadata.Annotations?.ContainsKey(StampReconciler.Annotation) == true);
                var now = await client.For<DynamicResource>(found.Type, item.Metadata.Namespace).WaitForAsync(item.Metadata.Name!, stamped, TimeSpan.FromSeconds(30), cancellationToken);
                await output.WriteLineAsync($"stamped     {item.Metadata.Name}: generation {now!.Metadata.Annotations![StampReconciler.Annotation]}, captain {now.GetString("/spec/captain") ?? "(none)"}");
            }
            return 0;
        }
        finally
        {
            await stop.CancelAsync();
            await controlling;
        }
    }
}
