using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;

namespace Documents;

/// <summary>Keeps as many config maps with a document's text as the document asks for, and tells in its status how that went.</summary>
/// <remarks>
/// Everything it knows it reads from the API server, and everything it does can be done twice: it may be killed at any line and started again.
/// The config maps are owned by the document, so a deleted document takes them along.
/// </remarks>
public sealed class DocumentReconciler(KubeClient client, IJournal journal) : IReconciler<Document>
{
    private const string Manager = "documents";
    private const string DocumentLabel = "example.com/document";

    public async ValueTask<ReconcileResult> ReconcileAsync(Document document, ReconcileContext context, CancellationToken cancellationToken)
    {
        if (document.IsDeleting)
            return ReconcileResult.Done;

        var copies = client.ConfigMaps(document.Namespace!);
        var wanted = Enumerable.Range(0, document.Spec.Replicas).Select(number => Copy(document, number)).ToList();
        foreach (var copy in wanted)
            context.Wrote(await copies.ApplyAsync(copy, new ApplyParams(Manager, Force: true), cancellationToken));

        await foreach (var copy in copies.ListAllAsync(new ListParams { LabelSelector = Selector.Label(DocumentLabel, document.Name) }, cancellationToken))
        {
            if (document.Owns(copy) && !wanted.Exists(other => other.Name == copy.Name))
            {
                await copies.DeleteAsync(copy.Name, cancellationToken: cancellationToken);
                journal.Happened(document.Name, $"removed copy {copy.Name}");
            }
        }

        var status = new DocumentStatus
        {
            Replicas = wanted.Count,
            ObservedGeneration = document.Metadata.Generation,
            Conditions = (document.Status?.Conditions).With(new Condition
            {
                Type = "Published",
                Status = ConditionStatus.True,
                Reason = "CopiesCurrent",
                Message = wanted.Count == 1 ? "1 copy carries the text" : $"{wanted.Count} copies carry the text",
                ObservedGeneration = document.Metadata.Generation,
                LastTransitionTime = context.Time.GetUtcNow(),
            }),
        };
        if (!Equals(status, document.Status))
        {
            context.Wrote(await client.Documents(document.Namespace!).ApplyStatusAsync(document with { Status = status }, new ApplyParams(Manager, Force: true), cancellationToken));
            journal.Happened(document.Name, $"published, generation {document.Metadata.Generation}, {wanted.Count} × config map");
        }
        return ReconcileResult.Done;
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
}
