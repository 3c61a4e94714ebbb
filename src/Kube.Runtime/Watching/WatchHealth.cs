namespace Kube.Runtime;

/// <summary>How a watch fares at this moment.</summary>
/// <param name="Description">What is watched.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="ResourceVersion">Up to where everything is known; <see langword="null"/> before the first complete set.</param>
/// <param name="LastContact">When the server last delivered something; <see langword="null"/> before the first time.</param>
/// <param name="LastFault">What last went wrong.</param>
/// <param name="LastFaultAt">When it did.</param>
/// <param name="FaultsInARow">Faults since the watch last worked; zero while it works.</param>
/// <param name="Lists">How many times the complete set was read or begun to be read.</param>
public sealed record WatchHealth(
    string Description, WatchPhase Phase, string? ResourceVersion, DateTimeOffset? LastContact,
    WatchFault? LastFault, DateTimeOffset? LastFaultAt, int FaultsInARow, int Lists)
{
    /// <summary>Whether the watch works: the server delivered since the last fault.</summary>
    public bool IsWorking => FaultsInARow == 0 && Phase is WatchPhase.Connecting or WatchPhase.Watching;
}
