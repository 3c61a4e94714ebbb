using Kube;
using Kube.Client;
using Kube.Runtime;

namespace Websites.Tests;

/// <summary>What the operator does, on the embedded server and on a real one alike.</summary>
[Collection(OnServers.Name)]
public sealed class WebsiteTests(Servers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_site_is_rendered_in_the_colour_of_its_theme(ServerKind kind)
    {
        await using var work = await Workplace.OpenAsync(await servers.GetAsync(kind));
        await work.CreateThemeAsync("summer", "green");

        var site = await work.CreateSiteAsync("beach", theme: "summer");

        var page = await work.PageAsync("beach", "green");
        Assert.Equal("<h1 style=\"color:green\">BEACH</h1>", page.Data!["index.html"]);
        Assert.True(site.Owns(page));
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_site_waits_for_its_theme_and_says_so(ServerKind kind)
    {
        await using var work = await Workplace.OpenAsync(await servers.GetAsync(kind));
        await work.CreateSiteAsync("beach", theme: "winter");

        var waiting = await work.RenderedAsync("beach", ConditionStatus.False);
        await work.CreateThemeAsync("winter", "white");
        await work.RenderedAsync("beach", ConditionStatus.True);

        Assert.Equal(("NoTheme", "there is no theme 'winter'"), (waiting.Reason, waiting.Message));
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_page_that_somebody_changed_is_mended(ServerKind kind)
    {
        await using var work = await Workplace.OpenAsync(await servers.GetAsync(kind));
        await work.CreateThemeAsync("summer", "green");
        await work.CreateSiteAsync("beach", theme: "summer");
        await work.PageAsync("beach", "green");

        await work.Pages.PatchAsync("beach", Patch.Merge("""{"data":{"index.html":"gone"}}"""), cancellationToken: Cancellation);

        await work.PageAsync("beach", "green");
    }

    [Theory]
    [MemberData(nameof(Servers.Kinds), MemberType = typeof(Servers))]
    public async Task A_site_without_a_title_is_refused(ServerKind kind)
    {
        await using var work = await Workplace.OpenAsync(await servers.GetAsync(kind));

        var refused = await Assert.ThrowsAsync<KubeApiException>(() => work.Sites.CreateAsync(
            new Website("beach", new WebsiteSpec { Title = "", Theme = "summer" }), cancellationToken: Cancellation));

        Assert.True(refused.IsInvalid);
        // Once or, by an older server, twice.
        Assert.Equal(["spec.title"], refused.Causes.Select(c => c.Field).Distinct());
    }
}
