using System.Text;

namespace Kube.Runtime.Tests;

/// <summary>The watch's table as text, as it stands in docs/controllers.md: one row a signal, one column a phase.</summary>
internal static class WatchTable
{
    public static readonly WatchPhase[] Phases = Enum.GetValues<WatchPhase>();

    public static readonly (string Name, WatchSignal Signal)[] Signals =
    [
        ("page, more follow", new WatchSignal(WatchSignalKind.Page, "7", "token")),
        ("page, the last", new WatchSignal(WatchSignalKind.Page, "7")),
        ("page without a version", new WatchSignal(WatchSignalKind.Page)),
        ("`ADDED`, `MODIFIED`", new WatchSignal(WatchSignalKind.Applied, "7")),
        ("`DELETED`", new WatchSignal(WatchSignalKind.Deleted, "7")),
        ("`BOOKMARK`", new WatchSignal(WatchSignalKind.Bookmark, "7")),
        ("end of the initial events", new WatchSignal(WatchSignalKind.InitialEventsEnd, "7")),
        ("object that does not decode", new WatchSignal(WatchSignalKind.ItemError, "7")),
        ("`ERROR` 410", new WatchSignal(WatchSignalKind.ExpiredEvent)),
        ("`ERROR`, other", new WatchSignal(WatchSignalKind.ErrorEvent)),
        ("HTTP 410", new WatchSignal(WatchSignalKind.Expired)),
        ("HTTP 400, 422", new WatchSignal(WatchSignalKind.Refused)),
        ("HTTP 401", new WatchSignal(WatchSignalKind.Unauthorized)),
        ("HTTP 403", new WatchSignal(WatchSignalKind.Forbidden)),
        ("HTTP 404", new WatchSignal(WatchSignalKind.NotFound)),
        ("HTTP 429", new WatchSignal(WatchSignalKind.Throttled)),
        ("HTTP 5xx", new WatchSignal(WatchSignalKind.ServerError)),
        ("HTTP, other", new WatchSignal(WatchSignalKind.OtherStatus)),
        ("transport fault", new WatchSignal(WatchSignalKind.TransportFault)),
        ("unreadable answer", new WatchSignal(WatchSignalKind.Unreadable)),
        ("end", new WatchSignal(WatchSignalKind.End)),
        ("end at once, nothing delivered", new WatchSignal(WatchSignalKind.End, IsShortLived: true)),
        ("silence", new WatchSignal(WatchSignalKind.Idle)),
    ];

    public static WatchState StateIn(WatchPhase phase) => phase switch
    {
        WatchPhase.Paging => new WatchState(phase, Continue: "old-token"),
        WatchPhase.Connecting or WatchPhase.Watching => new WatchState(phase, "5"),
        _ => new WatchState(phase),
    };

    public static string Render()
    {
        var text = new StringBuilder("| signal |");
        foreach (var phase in Phases)
            text.Append($" {phase} |");
        text.Append("\n|---|").Insert(text.Length, "---|", Phases.Length);
        foreach (var (name, signal) in Signals)
        {
            text.Append($"\n| {name} |");
            foreach (var phase in Phases)
                text.Append($" {Describe(phase, WatchTransition.Next(StateIn(phase), signal))} |");
        }
        return text.Append('\n').ToString();
    }

    private static string Describe(WatchPhase from, WatchStep step)
    {
        var parts = new List<string>();
        if (step.State.Phase != from)
            parts.Add("→ " + step.State.Phase);
        else if (!step.KeepsStream)
            parts.Add("stay");
        var told = step.Emission & ~WatchEmission.Fault;
        if (told != WatchEmission.None)
            parts.Add("**" + told.ToString().Replace(", ", " ") + "**");
        if (step.Emission.HasFlag(WatchEmission.Fault))
            parts.Add("fault");
        if (step.Pause == WatchPause.Backoff)
            parts.Add("wait");
        if (step.State.StreamingRefused)
            parts.Add("lists from now on");
        if (step.State.Unpaged)
            parts.Add("in one piece");
        if (step.KeepsStream)
            parts.Add("read on");
        return string.Join(", ", parts);
    }
}
