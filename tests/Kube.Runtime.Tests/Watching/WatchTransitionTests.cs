namespace Kube.Runtime.Tests;

public class WatchTransitionTests
{
    private static readonly WatchState Watching = new(WatchPhase.Watching, "5");

    [Fact]
    public void The_table_in_the_documentation_is_the_table_in_the_code()
    {
        var path = Path.Combine(RepositoryRoot, "docs", "controllers.md");
        var text = File.ReadAllText(path);
        const string Begin = "<!-- watch-table -->\n", End = "<!-- /watch-table -->";
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var table = WatchTable.Render();
        if (Environment.GetEnvironmentVariable("KUBE_UPDATE_APPROVED") == "1")
            File.WriteAllText(path, text[..start] + table + text[end..]);

        Assert.Equal(table, text[start..end]);
    }

    public static TheoryData<WatchPhase, string> Cells()
    {
        var cells = new TheoryData<WatchPhase, string>();
        foreach (var phase in WatchTable.Phases)
        {
            foreach (var (name, _) in WatchTable.Signals)
                cells.Add(phase, name);
        }
        return cells;
    }

    private static WatchStep Step(WatchPhase phase, string signal) =>
        WatchTransition.Next(WatchTable.StateIn(phase), WatchTable.Signals.Single(s => s.Name == signal).Signal);

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_cell_keeps_the_promises_of_all_cells(WatchPhase phase, string signal)
    {
        var step = Step(phase, signal);

        // A place is known exactly while the watch is or is being opened; a token exactly while paging.
        Assert.Equal(step.State.Phase is WatchPhase.Connecting or WatchPhase.Watching, step.State.ResourceVersion is not null);
        Assert.Equal(step.State.Phase == WatchPhase.Paging, step.State.Continue is not null);
        // A stream is read on only where there is one.
        Assert.False(step.KeepsStream && step.State.Phase is not (WatchPhase.Streaming or WatchPhase.Watching));
        // Only what a watch delivers proves that it works: a list alone does not, or a failing watch would never back off.
        Assert.False(step.IsProgress && !step.KeepsStream && signal != "end");
        // Nothing is passed over in silence: what neither delivers nor ends a watch in the usual way is a fault.
        var isQuiet = step.Emission == WatchEmission.None;
        Assert.True(!isQuiet || step.KeepsStream || signal == "end", $"{phase} × {signal} says nothing");
        // After a fault there is a pause, but for the one step down from streaming to listing.
        if (step.Emission == WatchEmission.Fault)
            Assert.True(step.Pause == WatchPause.Backoff || step.State.StreamingRefused, $"{phase} × {signal} would spin");
    }

    [Fact]
    public void Every_kind_of_signal_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<WatchSignalKind>(), WatchTable.Signals.Select(s => s.Signal.Kind).Distinct().Order());

    [Fact]
    public void A_list_in_pages_becomes_a_watch_from_its_version()
    {
        var first = WatchTransition.Next(new WatchState(WatchPhase.Start), new WatchSignal(WatchSignalKind.Page, "7", "next"));
        var last = WatchTransition.Next(first.State, new WatchSignal(WatchSignalKind.Page, "7"));

        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Paging, Continue: "next"), WatchEmission.Begin | WatchEmission.Initial), first);
        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Connecting, "7"), WatchEmission.Initial | WatchEmission.Complete), last);
    }

    [Fact]
    public void A_page_that_fails_is_asked_for_again_and_nothing_read_is_lost()
    {
        var paging = new WatchState(WatchPhase.Paging, Continue: "next");

        foreach (var kind in new[] { WatchSignalKind.ServerError, WatchSignalKind.Throttled, WatchSignalKind.TransportFault, WatchSignalKind.Unauthorized })
            Assert.Equal(new WatchStep(paging, WatchEmission.Fault, WatchPause.Backoff), WatchTransition.Next(paging, new WatchSignal(kind)));
    }

    [Fact]
    public void After_an_expired_page_the_whole_set_is_asked_for_at_once_until_it_is_complete()
    {
        var expired = WatchTransition.Next(new WatchState(WatchPhase.Paging, Continue: "old"), new WatchSignal(WatchSignalKind.Expired));
        var complete = WatchTransition.Next(expired.State, new WatchSignal(WatchSignalKind.Page, "9"));

        Assert.Equal(new WatchState(WatchPhase.Start, Unpaged: true), expired.State);
        Assert.Equal(new WatchState(WatchPhase.Connecting, "9"), complete.State);
    }

    [Fact]
    public void A_streaming_list_begins_with_its_first_event_and_is_complete_at_its_bookmark()
    {
        var first = WatchTransition.Next(new WatchState(WatchPhase.Start), new WatchSignal(WatchSignalKind.Applied, "3"));
        var end = WatchTransition.Next(first.State, new WatchSignal(WatchSignalKind.InitialEventsEnd, "7"));

        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Streaming), WatchEmission.Begin | WatchEmission.Initial, KeepsStream: true), first);
        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Watching, "7"), WatchEmission.Complete, KeepsStream: true, IsProgress: true), end);
    }

    [Fact]
    public void A_streaming_list_of_an_empty_set_begins_and_is_complete_in_one_step() =>
        Assert.Equal(
            new WatchStep(new WatchState(WatchPhase.Watching, "7"), WatchEmission.Begin | WatchEmission.Complete, KeepsStream: true, IsProgress: true),
            WatchTransition.Next(new WatchState(WatchPhase.Start), new WatchSignal(WatchSignalKind.InitialEventsEnd, "7")));

    [Fact]
    public void A_streaming_list_that_breaks_half_way_begins_anew()
    {
        var broken = WatchTransition.Next(new WatchState(WatchPhase.Streaming), new WatchSignal(WatchSignalKind.TransportFault));
        var again = WatchTransition.Next(broken.State, new WatchSignal(WatchSignalKind.Applied, "3"));

        Assert.Equal(WatchPhase.Start, broken.State.Phase);
        Assert.True(again.Emission.HasFlag(WatchEmission.Begin));
    }

    [Theory]
    [InlineData(WatchSignalKind.Refused)]
    [InlineData(WatchSignalKind.End)]
    [InlineData(WatchSignalKind.Idle)]
    public void A_server_without_streaming_lists_gets_a_plain_list_and_is_not_asked_again(WatchSignalKind signal)
    {
        var refused = WatchTransition.Next(new WatchState(WatchPhase.Start), new WatchSignal(signal));

        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Start, StreamingRefused: true), WatchEmission.Fault), refused);
        Assert.Equal(new WatchStep(refused.State, WatchEmission.Fault, WatchPause.Backoff), WatchTransition.Next(refused.State, new WatchSignal(signal)));
    }

    [Theory]
    [InlineData(WatchSignalKind.ExpiredEvent)]
    [InlineData(WatchSignalKind.Expired)]
    [InlineData(WatchSignalKind.Refused)]
    [InlineData(WatchSignalKind.NotFound)]
    public void A_place_that_the_server_does_not_know_is_given_up(WatchSignalKind signal) =>
        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Start), WatchEmission.Fault, WatchPause.Backoff), WatchTransition.Next(Watching, new WatchSignal(signal)));

    [Theory]
    [InlineData(WatchSignalKind.ErrorEvent)]
    [InlineData(WatchSignalKind.Unauthorized)]
    [InlineData(WatchSignalKind.Forbidden)]
    [InlineData(WatchSignalKind.Throttled)]
    [InlineData(WatchSignalKind.ServerError)]
    [InlineData(WatchSignalKind.OtherStatus)]
    [InlineData(WatchSignalKind.TransportFault)]
    [InlineData(WatchSignalKind.Unreadable)]
    public void Other_faults_keep_the_place(WatchSignalKind signal) =>
        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Connecting, "5"), WatchEmission.Fault, WatchPause.Backoff), WatchTransition.Next(Watching, new WatchSignal(signal)));

    [Fact]
    public void A_watch_that_ends_after_its_time_is_opened_again_at_once_and_without_a_word() =>
        Assert.Equal(new WatchStep(new WatchState(WatchPhase.Connecting, "5"), WatchEmission.None, IsProgress: true), WatchTransition.Next(Watching, new WatchSignal(WatchSignalKind.End)));

    [Theory]
    [InlineData(WatchSignalKind.End)]
    [InlineData(WatchSignalKind.Idle)]
    public void The_third_watch_in_a_row_that_brings_nothing_gives_the_place_up(WatchSignalKind kind)
    {
        var phases = new List<(WatchPhase, int)>();
        var state = Watching;
        for (var i = 0; i < 3; i++)
        {
            state = WatchTransition.Next(state, new WatchSignal(kind, IsShortLived: true)).State;
            phases.Add((state.Phase, state.Barren));
        }

        Assert.Equal([(WatchPhase.Connecting, 1), (WatchPhase.Connecting, 2), (WatchPhase.Start, 0)], phases);
    }

    [Fact]
    public void A_delivery_forgets_barren_watches()
    {
        var barren = Watching with { Barren = 2 };

        Assert.Equal(0, WatchTransition.Next(barren, new WatchSignal(WatchSignalKind.Bookmark, "6")).State.Barren);
        Assert.Equal(0, WatchTransition.Next(barren, new WatchSignal(WatchSignalKind.End)).State.Barren);
    }

    [Fact]
    public void An_event_without_a_version_leaves_the_place()
    {
        Assert.Equal("5", WatchTransition.Next(Watching, new WatchSignal(WatchSignalKind.Applied)).State.ResourceVersion);
        Assert.Equal("8", WatchTransition.Next(Watching, new WatchSignal(WatchSignalKind.Applied, "8")).State.ResourceVersion);
    }

    [Fact]
    public void An_object_that_does_not_decode_moves_the_place_on() =>
        Assert.Equal(
            new WatchStep(new WatchState(WatchPhase.Watching, "8"), WatchEmission.ItemError, KeepsStream: true, IsProgress: true),
            WatchTransition.Next(Watching, new WatchSignal(WatchSignalKind.ItemError, "8")));

    private static string RepositoryRoot { get; } =
        typeof(WatchTransitionTests).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
}
