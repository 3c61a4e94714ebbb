namespace Kube.Runtime;

/// <summary>Where a watch stands.</summary>
public enum WatchPhase
{
    /// <summary>Nothing is known, or what was known has expired: the complete set is asked for next.</summary>
    Start,
    /// <summary>Some pages of the complete set have come; the next is asked for.</summary>
    Paging,
    /// <summary>A streaming list is open (KEP-3157) and its initial objects are arriving.</summary>
    Streaming,
    /// <summary>The complete set is known up to a resource version; the watch from there is being opened.</summary>
    Connecting,
    /// <summary>The watch is open and has delivered.</summary>
    Watching,
}
