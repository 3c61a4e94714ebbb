using Kube;
using Kube.Client;
using Kube.Testing;

namespace Websites.Tests;

/// <summary>What the tests run on.</summary>
public enum ServerKind
{
    /// <summary>An API server in this process.</summary>
    Embedded,

    /// <summary>A real one, where <c>KUBEBUILDER_ASSETS</c> names its programs.</summary>
    Real,
}

/// <summary>The servers, shared by all tests of the collection; each starts when the first test wants it.</summary>
public sealed class Servers : IAsyncDisposable
{
    /// <summary>Whom the operator is to the server: its service account.</summary>
    public const string OperatorUser = "system:serviceaccount:websites:operator";

    private readonly Lazy<Task<EmbeddedApiServer>> _embedded = new(() => PreparedAsync(EmbeddedApiServer.StartAsync()));
    private readonly Lazy<Task<EnvTest>> _real = new(() => PreparedAsync(EnvTest.StartAsync()));

    public static TheoryData<ServerKind> Kinds => [ServerKind.Embedded, ServerKind.Real];

    /// <summary>For tests of what only the embedded one can do: faults, and a look at the requests.</summary>
    public Task<EmbeddedApiServer> GetEmbeddedAsync() => _embedded.Value;

    public async Task<IApiServer> GetAsync(ServerKind kind)
    {
        if (kind == ServerKind.Embedded)
            return await _embedded.Value;
        if (EnvTest.Unavailable() is { } reason)
            Assert.Skip(reason);
        return await _real.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded.IsValueCreated)
            await (await _embedded.Value).DisposeAsync();
        if (_real.IsValueCreated)
            await (await _real.Value).DisposeAsync();
    }

    /// <summary>What a cluster has before the operator comes: the definitions and the role that its build wrote.</summary>
    private static async Task<T> PreparedAsync<T>(Task<T> starting) where T : IApiServer
    {
        var server = await starting;
        await using var client = server.CreateClient();
        await client.InstallCrdAsync<Website>();
        await client.InstallCrdAsync<Theme>();
        await foreach (var applied in client.ApplyFileAsync(Path.Combine(AppContext.BaseDirectory, "rbac", "websites.yaml"), new ApplyParams("tests")))
            Assert.Null(applied.Error);
        await client.ClusterRoleBindings().CreateAsync(new()
        {
            Metadata = new() { Name = "websites" },
            Subjects = [new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "User", Name = OperatorUser }],
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "websites" },
        });
        return server;
    }
}

/// <summary>Tests of one collection share its servers and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnServers : ICollectionFixture<Servers>
{
    public const string Name = "on servers";
}
