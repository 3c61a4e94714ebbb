using Kube;
using Kube.Testing;

namespace Websites.Tests;

/// <summary>What the operator does when things go wrong, and what it asks of the server: only the embedded one can show that.</summary>
[Collection(OnServers.Name)]
public sealed class TroubleTests(Servers servers)
{
    private const string AllThemes = "/apis/example.com/v1/themes";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_fails_is_made_again_once_the_backoff_is_over()
    {
        var server = await servers.GetEmbeddedAsync();
        var clock = new ManualClock();
        await using var work = await Workplace.OpenAsync(server, clock);
        server.ForgetRequests();
        server.Faults.FailNext(3, 500, when: r => IsWriteOfPages(r, work));
        await work.CreateThemeAsync("summer", "green");
        await work.CreateSiteAsync("beach", theme: "summer");

        // The operator's backoffs end by this clock alone.
        await clock.AdvanceUntilAsync(work.PageAsync("beach", "green"), step: TimeSpan.FromSeconds(1));

        Assert.Equal([500, 500, 500, 201], server.Requests.Where(r => IsWriteOfPages(r, work)).Select(r => r.Status).Take(4));
    }

    [Fact]
    public async Task A_condition_carries_the_time_it_changed_at()
    {
        var clock = new ManualClock(new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
        await using var work = await Workplace.OpenAsync(await servers.GetEmbeddedAsync(), clock);
        await work.CreateSiteAsync("beach", theme: "summer");
        var before = await work.RenderedAsync("beach", ConditionStatus.False);

        // Less than a watch may be silent: the operator would take its watches for dead.
        clock.Advance(TimeSpan.FromMinutes(1));
        await work.CreateThemeAsync("summer", "green");
        var after = await work.RenderedAsync("beach", ConditionStatus.True);

        Assert.Equal(new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero), before.LastTransitionTime);
        Assert.Equal(new(2026, 5, 4, 3, 3, 1, TimeSpan.Zero), after.LastTransitionTime);
    }

    [Fact]
    public async Task A_watch_whose_history_is_gone_loses_no_change()
    {
        var server = await servers.GetEmbeddedAsync();
        await using var work = await Workplace.OpenAsync(server);
        await work.CreateThemeAsync("summer", "green");
        await work.CreateSiteAsync("beach", theme: "summer");
        await work.PageAsync("beach", "green");

        // All watches end, and that of the themes cannot resume: the operator must list them again.
        server.ForgetRequests();
        server.Faults.FailNext(1, 410, when: r => r.IsWatch && r.Path == AllThemes);
        server.Faults.EndWatches();
        await server.WaitForRequestAsync(r => r.Status == 410, Cancellation);
        await work.Themes.PatchAsync("summer", Patch.Merge("""{"spec":{"colour":"gold"}}"""), cancellationToken: Cancellation);

        await work.PageAsync("beach", "gold");
        Assert.Contains(server.Requests, r => r is { Method: "GET", IsWatch: false, Path: AllThemes });
    }

    [Fact]
    public async Task Pages_are_applied_by_the_operator_and_never_deleted()
    {
        var server = await servers.GetEmbeddedAsync();
        await using var work = await Workplace.OpenAsync(server);
        await work.CreateThemeAsync("summer", "green");
        await work.CreateSiteAsync("beach", theme: "summer");
        await work.PageAsync("beach", "green");

        var writes = server.Requests.Where(r => IsWriteOfPages(r, work)).ToList();

        Assert.NotEmpty(writes);
        Assert.All(writes, r => Assert.Equal(("PATCH", "application/apply-patch+yaml"), (r.Method, r.ContentType)));
        Assert.All(writes, r => Assert.Contains("fieldManager=websites", r.Query));
    }

    private static bool IsWriteOfPages(RequestRecord request, Workplace work) =>
        request.Method != "GET" && request.Path.Contains($"/{work.Namespace}/configmaps", StringComparison.Ordinal);
}
