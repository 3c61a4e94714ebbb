using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Testing;
using Microsoft.Extensions.Hosting;

namespace Websites.Tests;

/// <summary>A namespace of one test on a shared server, and the operator at work with no more rights than the role of its build gives.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    // Only a fault makes a test wait so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KubeClient _client;
    private readonly IHost _operator;

    private Workplace(KubeClient client, string ns, IHost @operator) => (_client, Namespace, _operator) = (client, ns, @operator);

    public string Namespace { get; }

    public Api<Website> Sites => _client.Websites(Namespace);

    public Api<Theme> Themes => _client.Themes(Namespace);

    public Api<V1ConfigMap> Pages => _client.ConfigMaps(Namespace);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="server">The server.</param>
    /// <param name="time">The operator's clock; none for the system's.</param>
    public static async Task<Workplace> OpenAsync(IApiServer server, TimeProvider? time = null)
    {
        var client = server.CreateClient();
        var space = await client.Namespaces().CreateAsync(new() { Metadata = new() { GenerateName = "websites-" } }, cancellationToken: Cancellation);
        var host = Operator.Build(server.ConfigFor(Servers.OperatorUser), time);
        await host.StartAsync(Cancellation);
        return new(client, space.Name, host);
    }

    public Task<Website> CreateSiteAsync(string name, string theme) =>
        Sites.CreateAsync(new Website(name, new WebsiteSpec { Title = name.ToUpperInvariant(), Theme = theme }), cancellationToken: Cancellation);

    public Task<Theme> CreateThemeAsync(string name, string colour) =>
        Themes.CreateAsync(new Theme(name, new ThemeSpec { Colour = colour }), cancellationToken: Cancellation);

    /// <summary>The site's page, once it has a text.</summary>
    public async Task<V1ConfigMap> PageAsync(string site, string text) =>
        (await Pages.WaitForAsync(site, new WaitCondition<V1ConfigMap>($"to hold '{text}'", page => page?.Data?["index.html"].Contains(text) == true), Patience, Cancellation))!;

    /// <summary>The site, once its condition <c>Rendered</c> is so.</summary>
    public async Task<Condition> RenderedAsync(string site, string status) =>
        (await Sites.WaitForAsync(site, WaitConditions.Condition<Website>("Rendered", status), Patience, Cancellation))!.Status!.Conditions.Find("Rendered")!;

    public async ValueTask DisposeAsync()
    {
        await _operator.StopAsync(CancellationToken.None);
        _operator.Dispose();
        await _client.DisposeAsync();
    }
}
