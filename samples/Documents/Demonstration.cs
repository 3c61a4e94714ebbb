using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Testing;
using Spectre.Console;

namespace Documents;

/// <summary>The sample from end to end: a server, the CRD, the operator, a few manifests, and what became of them.</summary>
internal sealed class Demonstration(IAnsiConsole console)
{
    private const string Namespace = "default";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConsoleJournal _journal = new(console, TimeProvider.System);

    /// <summary>Runs against the cluster of a kubeconfig, or without one against an embedded server.</summary>
    /// <returns>0 when every valid document was published.</returns>
    public async Task<int> RunAsync(string? kubeconfig, bool serve, CancellationToken cancellationToken)
    {
        await using var server = kubeconfig is null ? await EmbeddedApiServer.StartAsync(cancellationToken: cancellationToken) : null;
        await using var client = server is null ? KubeClient.Create(KubeConfig.FromFile(kubeconfig!)) : server.CreateClient();
        console.MarkupLineInterpolated($"API server  {client.Config.Server}{(server is null ? "" : " (embedded)")}");

        await client.InstallCrdAsync<Document>(cancellationToken: cancellationToken);
        console.MarkupLineInterpolated($"Installed   {Document.Type}");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var events = new EventRecorder(client, "example.com/documents");
        // Several of this program may run; one works at a time.
        var elector = new LeaderElector(client, new LeaderElectionOptions { LeaseName = "documents", Namespace = Namespace });
        var operating = Controller.For(client.Documents()).Owns<V1ConfigMap>().Owns<V1Deployment>()
            .Build(new DocumentReconciler(client, _journal, events))
            .RunAsync(elector.Terms, stop.Token);
        try
        {
            var outcomes = await ApplyManifestsAsync(client, cancellationToken);
            outcomes = await AwaitPublishedAsync(client, outcomes, operating, cancellationToken);
            console.Write(Report.Table(outcomes));
            console.MarkupLineInterpolated($"Leader      {elector.Leader}");
            await WithdrawAsync(client, outcomes, cancellationToken);
            if (serve && server is not null)
            {
                var folder = Directory.CreateTempSubdirectory("documents-");
                try
                {
                    await ServeAsync(server.WriteKubeConfig(Path.Combine(folder.FullName, "kubeconfig")), operating, cancellationToken);
                }
                finally
                {
                    folder.Delete(recursive: true);
                }
            }
            else if (serve)
            {
                await ServeAsync(kubeconfig!, operating, cancellationToken);
            }
            return outcomes.All(outcome => outcome.IsSettled) ? 0 : 1;
        }
        finally
        {
            await stop.CancelAsync();
            await operating;
        }
    }

    private async Task<List<Outcome>> ApplyManifestsAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var outcomes = new List<Outcome>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "manifests"), "*.yaml").Order(StringComparer.Ordinal))
        {
            foreach (var manifest in await KubeYaml.ReadFileAsync(file, cancellationToken))
            {
                var name = manifest.Metadata.Name ?? Path.GetFileName(file);
                try
                {
                    // Sent as it was written, not through the C# type: it is the server that judges it.
                    await client.For<DynamicResource>(Document.Type, Namespace).ApplyAsync(manifest, new ApplyParams("sample", Force: true), cancellationToken);
                    _journal.Happened(name, $"applied {Path.GetFileName(file)}");
                    outcomes.Add(new Outcome(name, Refusal: null, Document: null));
                }
                catch (KubeApiException e) when (e.IsInvalid)
                {
                    _journal.Refused(name, e.Status.Message ?? e.Message);
                    outcomes.Add(new Outcome(name, e, Document: null));
                }
            }
        }
        return outcomes;
    }

    private static async Task<List<Outcome>> AwaitPublishedAsync(KubeClient client, List<Outcome> outcomes, Task operating, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var settled = new List<Outcome>();
        foreach (var outcome in outcomes)
            settled.Add(outcome.Refusal is null ? outcome with { Document = await AwaitPublishedAsync(client, outcome.Name, operating, patience.Token, cancellationToken) } : outcome);
        return settled;
    }

    private static async Task<Document> AwaitPublishedAsync(KubeClient client, string name, Task operating, CancellationToken patience, CancellationToken cancellationToken)
    {
        var documents = client.Documents(Namespace);
        while (true)
        {
            var document = await documents.GetAsync(name, cancellationToken: cancellationToken);
            if (Outcome.IsPublished(document) || patience.IsCancellationRequested)
                return document;
            var watch = new WatchParams { FieldSelector = FieldSelector.Name(name), ResourceVersion = document.Metadata.ResourceVersion };
            try
            {
                await foreach (var change in documents.WatchAsync(watch, patience))
                {
                    if (change.Object is not null || operating.IsFaulted)
                        break;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Out of patience: the table will say that the document is not published.
            }
        }
    }

    /// <summary>Deletes the last document: its finalizer holds it until the operator has withdrawn it.</summary>
    private static async Task WithdrawAsync(KubeClient client, List<Outcome> outcomes, CancellationToken cancellationToken)
    {
        if (outcomes.LastOrDefault(outcome => outcome.Document is not null) is not { Document: { } last })
            return;
        var documents = client.Documents(Namespace);
        await documents.DeleteAsync(last.Name, cancellationToken: cancellationToken);
        await documents.WaitForAsync(last.Name, WaitConditions.Deleted<Document>(last.Metadata.Uid), Patience, cancellationToken);
    }

    private async Task ServeAsync(string kubeconfig, Task operating, CancellationToken cancellationToken)
    {
        console.MarkupLineInterpolated($"\nServing until Ctrl+C. The kubeconfig is {kubeconfig}; try:");
        // To the writer itself: what is meant to be copied must not be wrapped.
        foreach (var arguments in (string[])["get documents", "patch document recipe --type merge -p '{\"spec\":{\"replicas\":5}}'", "get configmaps -l example.com/document=recipe"])
            await console.Profile.Out.Writer.WriteLineAsync($"  kubectl --kubeconfig {kubeconfig} {arguments}");
        await Task.WhenAny(operating, Task.Delay(Timeout.Infinite, cancellationToken));
    }
}
