using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;

namespace Documents;

/// <summary>Keeps as many config maps with a document's text as the document asks for and a deployment that shows it, and tells in status and events how that went.</summary>
/// <remarks>
/// Everything it knows it reads from the API server, and everything it does can be done twice: it may be killed at any line and started again.
/// What it makes is owned by the document, so a deleted document takes it along; the finalizer holds a deleted document until it was withdrawn.
/// </remarks>
public sealed class DocumentReconciler(KubeClient client, IJournal journal, EventRecorder events) : IReconciler<Document>
{
    private const string DocumentLabel = "example.com/document";
    private static readonly ApplyParams AsOperator = new("documents", Force: true);

    private readonly Finalizer<Document> _finalizer = new(client.Documents(), "example.com/withdraw");

    public ValueTask<ReconcileResult> ReconcileAsync(Document document, ReconcileContext context, CancellationToken cancellationToken) => _finalizer.RunAsync(
        document, context, (held, token) => PublishAsync(held, context, token), (gone, _) => WithdrawAsync(gone), cancellationToken);

    private async ValueTask<ReconcileResult> PublishAsync(Document document, ReconcileContext context, CancellationToken cancellationToken)
    {
        var copies = await CopyAsync(document, context, cancellationToken);
        var shown = context.Wrote(await client.Deployments(document.Namespace!).ApplyAsync(Deployment(document), AsOperator, cancellationToken));

        var ready = shown.Status?.ReadyReplicas ?? 0;
        var status = new DocumentStatus
        {
            Replicas = copies,
            ObservedGeneration = document.Metadata.Generation,
            Conditions = (document.Status?.Conditions)
                .With(context.Condition(document, "Published", true, "CopiesCurrent", copies == 1 ? "1 copy carries the text" : $"{copies} copies carry the text"))
                .With(context.Condition(document, "Shown", ready > 0, ready > 0 ? "PodsReady" : "NoPodReady", $"{ready} pods show it")),
        };
        if (!Equals(status, document.Status))
        {
            context.Wrote(await client.Documents(document.Namespace!).ApplyStatusAsync(document with { Status = status }, AsOperator, cancellationToken));
            if (document.Status?.ObservedGeneration != status.ObservedGeneration || document.Status?.Replicas != status.Replicas)
            {
                journal.Happened(document.Name, $"published, generation {document.Metadata.Generation}, {copies} × config map");
                events.Normal(document, "Published", "Publish", $"{copies} × config map carry generation {document.Metadata.Generation}");
            }
        }
        return ReconcileResult.Done;
    }

    /// <summary>Makes the copies that are missing and removes those that are too many.</summary>
    /// <returns>How many there are.</returns>
    private async Task<int> CopyAsync(Document document, ReconcileContext context, CancellationToken cancellationToken)
    {
        var copies = client.ConfigMaps(document.Namespace!);
        var wanted = Enumerable.Range(0, document.Spec.Replicas).Select(number => Copy(document, number)).ToList();
        foreach (var copy in wanted)
            context.Wrote(await copies.ApplyAsync(copy, AsOperator, cancellationToken));
        await foreach (var copy in copies.ListAllAsync(new ListParams { LabelSelector = Selector.Label(DocumentLabel, document.Name) }, cancellationToken))
        {
            if (document.Owns(copy) && !wanted.Exists(other => other.Name == copy.Name))
            {
                await copies.DeleteAsync(copy.Name, cancellationToken: cancellationToken);
                journal.Happened(document.Name, $"removed copy {copy.Name}");
            }
        }
        return wanted.Count;
    }

    /// <summary>What is due outside the cluster before a document may go; here it is only told.</summary>
    private ValueTask<ReconcileResult> WithdrawAsync(Document document)
    {
        journal.Happened(document.Name, "withdrawn");
        events.Normal(document, "Withdrawn", "Withdraw", "the document is deleted, its copies go with it");
        return new(ReconcileResult.Done);
    }

    private static V1ConfigMap Copy(Document document, int number)
    {
        var labels = new Dictionary<string, string>(document.Spec.CopyLabels ?? new Dictionary<string, string>()) { [DocumentLabel] = document.Name };
        return new V1ConfigMap
        {
            Metadata = new ObjectMeta { Name = $"{document.Name}-{number}", Namespace = document.Namespace, Labels = labels },
            Data = new Dictionary<string, string>
            {
                ["title"] = document.Spec.Title,
                ["format"] = document.Spec.Format.ToString(),
                ["body"] = document.Spec.Body,
            },
        }.WithController(document);
    }

    /// <summary>A web server over the first copy.</summary>
    private static V1Deployment Deployment(Document document)
    {
        var labels = new Dictionary<string, string> { [DocumentLabel] = document.Name };
        return new V1Deployment
        {
            Metadata = new ObjectMeta { Name = document.Name, Namespace = document.Namespace, Labels = labels },
            Spec = new V1DeploymentSpec
            {
                Replicas = 1,
                Selector = new LabelSelector { MatchLabels = labels },
                Template = new V1PodTemplateSpec
                {
                    Metadata = new ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec
                    {
                        Containers = [new V1Container { Name = "web", Image = "nginx:1.29", VolumeMounts = [new V1VolumeMount { Name = "text", MountPath = "/usr/share/nginx/html", ReadOnly = true }] }],
                        Volumes = [new V1Volume { Name = "text", ConfigMap = new V1ConfigMapVolumeSource { Name = document.Name + "-0" } }],
                    },
                },
            },
        }.WithController(document);
    }
}
