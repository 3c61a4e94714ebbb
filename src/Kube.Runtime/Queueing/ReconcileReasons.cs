namespace Kube.Runtime;

/// <summary>What made a reconcile run.</summary>
[Flags]
public enum ReconcileReasons
{
    /// <summary>Nothing yet.</summary>
    None = 0,
    /// <summary>The object was in the initial list.</summary>
    Initial = 1,
    /// <summary>The object was created.</summary>
    Created = 2,
    /// <summary>The object changed.</summary>
    Updated = 4,
    /// <summary>The object is gone.</summary>
    Deleted = 8,
    /// <summary>An object it owns changed.</summary>
    OwnedChanged = 16,
    /// <summary>An object that a mapper relates to it changed.</summary>
    RelatedChanged = 32,
    /// <summary>An external source asked for it.</summary>
    External = 64,
    /// <summary>A reconcile of everything was asked for.</summary>
    All = 128,
    /// <summary>The reconciler asked to be called again after a while.</summary>
    Requeued = 256,
    /// <summary>The last attempt failed.</summary>
    Retry = 512,
    /// <summary>It looked whether the cache shows this controller's own writes.</summary>
    Held = 1024,
    /// <summary>Its shard moved to this replica.</summary>
    TakenOver = 2048,
}
