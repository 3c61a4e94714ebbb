using Kube.Client;
using Kube.Testing;

[assembly: AssemblyFixture(typeof(Kube.Validation.Tests.ClusterFixture))]

namespace Kube.Validation.Tests;

/// <summary>One embedded server with the definitions of this project's resources.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private EmbeddedApiServer _server = null!;

    public KubeClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedApiServer.StartAsync();
        Client = _server.CreateClient();
        await Client.InstallCrdAsync<Garden>();
        await Client.InstallCrdAsync<Field>();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
    }
}
