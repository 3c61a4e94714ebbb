using static Kube.Runtime.WatchPhase;
using static Kube.Runtime.WatchSignalKind;

namespace Kube.Runtime;

/// <summary>The next state of a watch and what to tell those who follow it, given what just happened.</summary>
/// <remarks>Pure: no clock, no network. <see cref="Watcher{T}"/> drives it. The table is in docs/controllers.md, and proven cell by cell.</remarks>
internal static class WatchTransition
{
    /// <summary>After so many watches in a row that brought nothing the place is given up and the set read again.</summary>
    /// <remarks>Some proxies and managed clusters close a watch whose resource version is too old instead of answering 410.</remarks>
    public const int BarrenLimit = 3;

    public static WatchStep Next(WatchState state, WatchSignal signal) => (state.Phase, signal.Kind) switch
    {
        (Start or Paging, Page) => OnPage(state, signal),
        // A continue token that has expired: with pages that are read this slowly the next list comes in one piece.
        (Paging, Expired or Refused) => Restart(state with { Unpaged = true }),

        // The first event of a streaming list: the initial set begins with it.
        (Start, Applied or Deleted or Bookmark or InitialEventsEnd or ItemError) => Begin(Next(state with { Phase = Streaming }, signal)),
        // A server that refuses a streaming list, or never marks the end of its initial objects because it took the request for a
        // plain watch, gets a plain list at once; the second time it is the list that is refused.
        (Start or Streaming, Refused or End or Idle) when !state.StreamingRefused =>
            new(Fresh(state) with { StreamingRefused = true }, WatchEmission.Fault),
        (Start or Paging, _) => Retry(state),

        (Streaming, Applied) => Read(state, WatchEmission.Initial, progress: false),
        (Streaming, Deleted) => Read(state, WatchEmission.Deleted, progress: false),
        (Streaming, ItemError) => Read(state, WatchEmission.ItemError, progress: false),
        (Streaming, Bookmark) => Read(state, WatchEmission.None, progress: false),
        (Streaming, InitialEventsEnd) when signal.ResourceVersion is { Length: > 0 } =>
            Read(Place(state, signal) with { Phase = Watching }, WatchEmission.Complete, progress: true),
        (Streaming, _) => Restart(state),

        (Connecting or Watching, Applied) => Read(Delivering(state, signal), WatchEmission.Applied, progress: true),
        (Connecting or Watching, Deleted) => Read(Delivering(state, signal), WatchEmission.Deleted, progress: true),
        (Connecting or Watching, Bookmark or InitialEventsEnd) => Read(Delivering(state, signal), WatchEmission.Bookmark, progress: true),
        (Connecting or Watching, ItemError) => Read(Delivering(state, signal), WatchEmission.ItemError, progress: true),

        // The server has forgotten our place, or takes it for nonsense: the set must be read again.
        (Connecting or Watching, ExpiredEvent or Expired or Refused) => Restart(state),
        // The type is gone. If it comes back it is another one, with objects and versions of its own.
        (Connecting or Watching, NotFound) => Restart(state),

        // It stood until its time-out: that nothing happened meanwhile is no fault.
        (Connecting or Watching, End) when !signal.IsShortLived => new(Reconnect(state) with { Barren = 0 }, WatchEmission.None, IsProgress: true),
        (Connecting or Watching, End or Idle) => CameToNothing(state),

        // Nothing says that our place is lost: try again from there.
        (Connecting or Watching, not Page) => new(Reconnect(state), WatchEmission.Fault, WatchPause.Backoff),

        // Nothing asked for a page here.
        _ => Restart(state),
    };

    private static WatchStep Begin(WatchStep step) => step.KeepsStream ? step with { Emission = step.Emission | WatchEmission.Begin } : step;

    private static WatchStep OnPage(WatchState state, WatchSignal page)
    {
        var emission = WatchEmission.Initial | (state.Phase == Start ? WatchEmission.Begin : WatchEmission.None);
        if (page.Continue is { Length: > 0 } next)
            return new(state with { Phase = Paging, Continue = next, ResourceVersion = null }, emission);
        // Without a resource version there is nothing to watch from; the set itself is good.
        if (page.ResourceVersion is not { Length: > 0 } version)
            return new(Fresh(state), emission | WatchEmission.Complete | WatchEmission.Fault, WatchPause.Backoff);
        return new(Fresh(state) with { Phase = Connecting, ResourceVersion = version, Unpaged = false }, emission | WatchEmission.Complete);
    }

    private static WatchStep Read(WatchState state, WatchEmission emission, bool progress) =>
        new(state, emission, KeepsStream: true, IsProgress: progress);

    private static WatchStep Retry(WatchState state) => new(state, WatchEmission.Fault, WatchPause.Backoff);

    private static WatchStep Restart(WatchState state) => new(Fresh(state), WatchEmission.Fault, WatchPause.Backoff);

    private static WatchState Fresh(WatchState state) =>
        new(Start, StreamingRefused: state.StreamingRefused, Unpaged: state.Unpaged);

    private static WatchState Reconnect(WatchState state) => state with { Phase = Connecting };

    private static WatchStep CameToNothing(WatchState state) => state.Barren + 1 >= BarrenLimit
        ? Restart(state)
        : new(Reconnect(state) with { Barren = state.Barren + 1 }, WatchEmission.Fault, WatchPause.Backoff);

    private static WatchState Delivering(WatchState state, WatchSignal signal) => Place(state, signal) with { Phase = Watching, Barren = 0 };

    // An event without a resource version leaves the place where it was: what is replayed then is recognised as known.
    private static WatchState Place(WatchState state, WatchSignal signal) =>
        signal.ResourceVersion is { Length: > 0 } version ? state with { ResourceVersion = version } : state;
}
