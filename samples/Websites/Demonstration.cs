using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Websites;

/// <summary>A server, the operator, two sites and a theme that changes its colour.</summary>
internal static class Demonstration
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>0 when both sites were rendered in the new colour and the theme counts both.</returns>
    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken = default)
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: cancellationToken);
        await using var client = server.CreateClient();
        await client.InstallCrdAsync<Website>(cancellationToken: cancellationToken);
        await client.InstallCrdAsync<Theme>(cancellationToken: cancellationToken);
        using var host = Operator.Build(client.Config);
        await host.StartAsync(cancellationToken);

        var (sites, themes) = (client.Websites("default"), client.Themes("default"));
        await sites.CreateAsync(new Website("garden", new WebsiteSpec { Title = "Garden", Theme = "summer" }), cancellationToken: cancellationToken);
        await sites.CreateAsync(new Website("beach", new WebsiteSpec { Title = "Beach", Theme = "summer" }), cancellationToken: cancellationToken);
        var waiting = await sites.WaitForAsync("beach", WaitConditions.Condition<Website>("Rendered", ConditionStatus.False), Patience, cancellationToken);
        await output.WriteLineAsync($"beach       waits: {waiting!.Status!.Conditions.Find("Rendered")!.Message}");

        await themes.CreateAsync(new Theme("summer", new ThemeSpec { Colour = "green" }), cancellationToken: cancellationToken);
        await ShowAsync("green");
        await themes.PatchAsync("summer", Patch.Merge("""{"spec":{"colour":"gold"}}"""), cancellationToken: cancellationToken);
        await ShowAsync("gold");

        var counted = await themes.WaitForAsync("summer", WaitConditions.Path<Theme>(".status.sites", "2"), Patience, cancellationToken);
        await output.WriteLineAsync($"summer      is the theme of {counted!.Status!.Sites} sites");
        var informers = host.Services.GetRequiredService<InformerSet>().All;
        await output.WriteLineAsync($"watches     {informers.Count} for 2 controllers: {string.Join(", ", informers.Select(informer => informer.Type.Plural).Order())}");
        await host.StopAsync(cancellationToken);
        return informers.Count == 3 ? 0 : 1;

        async Task ShowAsync(string colour)
        {
            foreach (var name in (string[])["beach", "garden"])
            {
                var page = await client.ConfigMaps("default").WaitForAsync(
                    name, new WaitCondition<V1ConfigMap>($"to be {colour}", map => map?.Data?["index.html"].Contains(colour) == true), Patience, cancellationToken);
                await output.WriteLineAsync($"{name,-11} {page!.Data!["index.html"]}");
            }
        }
    }
}
