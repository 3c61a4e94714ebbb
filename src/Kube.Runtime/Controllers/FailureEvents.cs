namespace Kube.Runtime;

/// <summary>Publishes what a controller cannot do as events of the object: what fails, and what does not decode.</summary>
internal sealed class FailureEvents(EventRecorder events, ResourceType type)
{
    public void Failed(IKubeObject resource, Exception exception) => Publish(resource.Metadata, "ReconcileFailed", "Reconcile", exception.Message);

    public void TimedOut(IKubeObject resource, TimeSpan timeout) =>
        Publish(resource.Metadata, "ReconcileTimedOut", "Reconcile", $"The reconcile was cancelled: it took longer than {timeout}.");

    public void Undecodable(InvalidItem item)
    {
        // Without a name there is nothing that an event could be about; the log has it.
        if (item.Metadata is { Name.Length: > 0 } metadata)
            Publish(metadata, "Undecodable", "Read", item.Error.Message);
    }

    // By the controller's type: an object that is known by its metadata alone says another kind of itself.
    private void Publish(ObjectMeta metadata, string reason, string action, string note) =>
        events.Warning(new PartialObjectMetadata { ApiVersion = type.ApiVersion, Kind = type.Kind, Metadata = metadata }, reason, action, note);
}
