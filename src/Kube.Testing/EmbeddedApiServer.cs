using Kube.Client;
using Kube.Schema.Json;
using Kube.Testing.Auth;
using Kube.Testing.Controllers;
using Kube.Testing.Faults;
using Kube.Testing.Http;
using Kube.Testing.Serving;

namespace Kube.Testing;

/// <summary>An API server of Kubernetes in this process: for tests, samples and first steps. It validates, prunes, defaults, merges and watches like the real one, and keeps all objects in memory.</summary>
/// <remarks>
/// Each instance is a cluster of its own; many may run side by side. It listens on the loopback interface only. There are no nodes: pods are objects that nobody runs.
/// It is a test double; in production people use their cluster.
/// </remarks>
public sealed class EmbeddedApiServer : IAsyncDisposable
{
    private readonly ServerState _state;
    private readonly RequestHandler _handler;
    private readonly KestrelHost _host;
    private RequestGate _gate = null!;
    private readonly IReadOnlyList<IAsyncDisposable> _controllers;
    private int _disposed;

    private EmbeddedApiServer(ServerState state, RequestHandler handler, KestrelHost host, IReadOnlyList<IAsyncDisposable> controllers)
    {
        _state = state;
        _handler = handler;
        _host = host;
        _controllers = controllers;
        AdminToken = handler.Authenticator.Issue(User.Admin);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:43121/</c>.</summary>
    public Uri Address => _host.Address;

    /// <summary>A bearer token with all rights.</summary>
    public string AdminToken { get; }

    /// <summary>The newest resource version: every change of any object has a higher one than all before.</summary>
    public long ResourceVersion => _state.Store.Revision;

    /// <summary>Starts a server; it is ready when the task completes.</summary>
    /// <param name="options">How it behaves; none for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port that was asked for is taken.</exception>
    public static async Task<EmbeddedApiServer> StartAsync(EmbeddedApiServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = new ServerState(options ?? new());
        var handler = new RequestHandler(state);
        var definitions = new CrdController(state);
        state.Written += definitions.OnWritten;
        await Bootstrap.RunAsync(state, handler, cancellationToken);
        var controllers = new List<IAsyncDisposable>();
        if (state.Options.RunControllers)
        {
            var collector = new GarbageCollector(state, handler.Deleter);
            var namespaces = new NamespaceController(state, handler.Deleter);
            state.Written += collector.OnWritten;
            state.Written += namespaces.OnWritten;
            collector.Start();
            namespaces.Start();
            controllers.AddRange([collector, namespaces]);
        }

        var faults = new FaultInjection(state.Clock, () =>
        {
            foreach (var resource in state.Store.Resources)
            {
                resource.EndWatches();
            }
        });
        var gate = new RequestGate(faults, handler.HandleAsync);
        var host = await KestrelHost.StartAsync(state.Options.Port, state.Options.MaxRequestBodyBytes, gate.HandleAsync, cancellationToken);
        return new(state, handler, host, controllers) { Faults = faults, _gate = gate };
    }

    /// <summary>A client with all rights. The caller disposes it.</summary>
    public KubeClient CreateClient() => CreateClient(AdminToken);

    /// <summary>A client that speaks for a user; RBAC decides what it may. The caller disposes it.</summary>
    /// <param name="user">The user's name, such as <c>system:serviceaccount:default:operator</c>.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    public KubeClient CreateClientFor(string user, params string[] groups) => CreateClient(TokenFor(user, "", groups));

    /// <summary>A bearer token that speaks for a user. RBAC decides what it may.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="uid">The user's id; empty for none.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    public string TokenFor(string user, string uid = "", params string[] groups) =>
        _handler.Authenticator.Issue(new(user, [.. groups, User.Authenticated]) { Uid = uid });

    /// <summary>Makes a token worthless: requests with it get 401 from now on. False where it was so before.</summary>
    public bool RevokeToken(string token) => _handler.Authenticator.Revoke(token);

    /// <summary>Writes a kubeconfig for this server, with all rights, to <paramref name="path"/>; a file that is there is replaced. <c>kubectl --kubeconfig</c> reads it.</summary>
    /// <returns>The full path of the file.</returns>
    public string WriteKubeConfig(string path)
    {
        var file = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        JsonValue config = JsonValue.Object(
            ("apiVersion", "v1"),
            ("kind", "Config"),
            ("clusters", JsonValue.Array(JsonValue.Object(("name", "embedded"), ("cluster", JsonValue.Object(("server", Address.ToString().TrimEnd('/'))))))),
            ("users", JsonValue.Array(JsonValue.Object(("name", "admin"), ("user", JsonValue.Object(("token", AdminToken)))))),
            ("contexts", JsonValue.Array(JsonValue.Object(
                ("name", "embedded"), ("context", JsonValue.Object(("cluster", "embedded"), ("user", "admin"), ("namespace", "default")))))),
            ("current-context", "embedded"));
        File.WriteAllBytes(file, Yaml.Write(config));
        return file;
    }

    /// <summary>Makes the server misbehave on demand.</summary>
    public FaultInjection Faults { get; private init; } = null!;

    /// <summary>The requests so far, oldest first; the newest 10,000 are kept.</summary>
    public IReadOnlyList<RequestRecord> Requests => _gate.Requests;

    /// <summary>Forgets the requests so far, so that a test sees only what comes next.</summary>
    public void ForgetRequests() => _gate.Forget();

    /// <summary>A handler that reaches this server without a socket: for an <see cref="HttpClient"/>, or for a client's transport. It needs some base address, such as <see cref="Address"/>.</summary>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(_gate.HandleAsync);

    /// <summary>Forgets all history, as etcd's compaction does: a watch that resumes from before now gets 410, and so does a page of an older list.</summary>
    public void CompactHistory() => _state.Store.Compact();

    /// <summary>Stops the server: watches end, connections close, all objects are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _state.Stopping.CancelAsync();
        await _host.DisposeAsync();
        foreach (var controller in _controllers)
        {
            await controller.DisposeAsync();
        }
    }

    private KubeClient CreateClient(string token) =>
        KubeClient.Create(new KubeConfig { Server = Address, Source = "embedded server", Credentials = new KubeCredentials.Token(token) });
}
