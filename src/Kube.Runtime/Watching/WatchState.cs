namespace Kube.Runtime;

/// <summary>All that a watch remembers between steps.</summary>
/// <param name="Phase">Where it stands.</param>
/// <param name="ResourceVersion">The place from which to watch; set while connecting and watching.</param>
/// <param name="Continue">The token of the next page; set while paging.</param>
/// <param name="StreamingRefused">The server does not do streaming lists: list instead.</param>
/// <param name="Unpaged">Continue tokens expire faster than pages are read: ask for the whole set at once.</param>
/// <param name="Barren">How many watches in a row ended at once or fell silent without delivering anything.</param>
internal readonly record struct WatchState(
    WatchPhase Phase, string? ResourceVersion = null, string? Continue = null, bool StreamingRefused = false, bool Unpaged = false, int Barren = 0);

/// <summary>What to tell those who follow the watch.</summary>
[Flags]
internal enum WatchEmission
{
    None = 0,
    /// <summary>A new complete set begins; what was collected of an earlier unfinished one is void.</summary>
    Begin = 1,
    /// <summary>The objects of the signal belong to the initial set.</summary>
    Initial = 2,
    /// <summary>The initial set is complete.</summary>
    Complete = 4,
    /// <summary>The object was created or changed.</summary>
    Applied = 8,
    /// <summary>The object is gone.</summary>
    Deleted = 16,
    /// <summary>Nothing changed up to the resource version of the signal.</summary>
    Bookmark = 32,
    /// <summary>One object does not decode.</summary>
    ItemError = 64,
    /// <summary>Something went wrong; the watch goes on.</summary>
    Fault = 128,
}

/// <summary>What comes before the next request.</summary>
internal enum WatchPause
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The backoff's next delay, or what the server asked for if that is longer.</summary>
    Backoff,
}

/// <summary>One step: the next state, what to tell, and how to go on.</summary>
/// <param name="State">The next state.</param>
/// <param name="Emission">What to tell.</param>
/// <param name="Pause">What comes before the next request.</param>
/// <param name="KeepsStream">Whether the open stream is read on; else it is closed.</param>
/// <param name="IsProgress">Whether this proves that the watch works, so that the backoff starts anew.</param>
internal readonly record struct WatchStep(WatchState State, WatchEmission Emission, WatchPause Pause = WatchPause.None, bool KeepsStream = false, bool IsProgress = false);
