using System.Text;
using Kube.Client;
using Kube.Testing.Auth;
using Kube.Testing.Connecting;
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
public sealed class EmbeddedApiServer : IApiServer
{
    private readonly ServerState _state;
    private readonly RequestHandler _handler;
    private readonly KestrelHost _host;
    private RequestGate _gate = null!;
    private readonly IReadOnlyList<IAsyncDisposable> _controllers;
    private Task _rehearsal = Task.CompletedTask;
    private KubeConfig? _config;
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

    /// <summary>What all of the server hangs on.</summary>
    internal ServerState State => _state;

    /// <summary>Starts a server; it is ready when the task completes.</summary>
    /// <param name="options">How it behaves; none for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The port that was asked for is taken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the server stood.</exception>
    public static async Task<EmbeddedApiServer> StartAsync(EmbeddedApiServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new();
        options.Validate();
        // Sockets take as long to come up as our own tables: the first time, each a processor.
        var opening = Task.Run(() => LoopbackPort.Open(options.Port, options.UseHttps ? "https" : "http"), CancellationToken.None);
        ServerState state;
        RequestHandler handler;
        try
        {
            state = new ServerState(options);
            handler = new RequestHandler(state);
            state.Written += new CrdController(state).OnWritten;
            await Bootstrap.RunAsync(state, handler, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch
        {
            // What went wrong here is to be told, not that the port was taken as well.
            await CloseAsync(opening);
            throw;
        }

        // The port may be taken: nothing runs yet that would have to be stopped.
        var port = await opening;
        // Not before: both would compile the way of a write, each for itself.
        var rehearsal = Rehearsal.BeginOnce();
        var controllers = new List<IAsyncDisposable>();
        if (state.Options.RunControllers)
        {
            var collector = new GarbageCollector(state, handler.Deleter);
            var namespaces = new NamespaceController(state, handler.Deleter);
            state.Written += collector.OnWritten;
            state.Written += namespaces.OnWritten;
            state.Written += new PolicyController(state).OnWritten;
            state.Written += new RoleAggregation(state).OnWritten;
            collector.Start();
            namespaces.Start();
            controllers.AddRange([collector, namespaces]);
        }

        var faults = new FaultInjection(state);
        var gate = new RequestGate(faults, handler.HandleAsync);
        var host = new KestrelHost(port, state.Authority?.IssueServer(), options.MaxRequestBodyBytes, faults.Connections, gate.HandleAsync);
        return new(state, handler, host, controllers) { Faults = faults, _gate = gate, _rehearsal = rehearsal };
    }

    /// <inheritdoc/>
    /// <remarks>By the client certificate of an administrator over HTTPS, else by <see cref="AdminToken"/>.</remarks>
    public KubeConfig Config => _config ??= _state.Authority is null
        ? Connection(new KubeCredentials.Token(AdminToken))
        : Connection(KubeCredentials.None) with { ClientCertificate = CertificateFor(User.Admin.Name, User.Masters) };

    /// <inheritdoc/>
    /// <remarks>By a bearer token; <see cref="CertificateFor"/> gives a certificate.</remarks>
    public KubeConfig ConfigFor(string user, params string[] groups) => Connection(new KubeCredentials.Token(TokenFor(user, "", groups)));

    /// <inheritdoc/>
    /// <remarks>Its requests reach the server without a socket, as those of a <c>WebApplicationFactory</c> do; over HTTPS, and with <see cref="KubeClient.Create"/> and <see cref="Config"/>, they go over one.</remarks>
    public KubeClient CreateClient() => ClientOf(Config);

    /// <inheritdoc/>
    /// <remarks>Without a socket, as <see cref="CreateClient"/>.</remarks>
    public KubeClient CreateClientFor(string user, params string[] groups) => ClientOf(ConfigFor(user, groups));

    /// <summary>The certificate of the server's authority as PEM; none without HTTPS.</summary>
    public string? CertificateAuthorityPem => _state.Authority?.Pem;

    /// <summary>A client certificate of the server's authority that speaks for a user.</summary>
    /// <param name="user">The user's name: the certificate's common name.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>: the certificate's organisations.</param>
    /// <exception cref="InvalidOperationException">The server does not speak HTTPS.</exception>
    public ClientCertificate CertificateFor(string user, params string[] groups) => _state.Authority is { } authority
        ? authority.IssueClient(user, groups)
        : throw new InvalidOperationException("Client certificates need HTTPS: start the server with EmbeddedApiServerOptions.UseHttps.");

    /// <summary>A bearer token that speaks for a user. RBAC decides what it may.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="uid">The user's id; empty for none.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    public string TokenFor(string user, string uid = "", params string[] groups) =>
        _handler.Authenticator.Issue(new(user, [.. groups, User.Authenticated]) { Uid = uid });

    /// <summary>A bearer token that speaks for a user until its time is up by the server's clock; then requests with it get 401.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="lifetime">How long it is good.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    public string TokenFor(string user, TimeSpan lifetime, params string[] groups) =>
        _handler.Authenticator.Issue(new(user, [.. groups, User.Authenticated]), lifetime);

    /// <summary>Makes a token worthless: requests with it get 401 from now on. False where it was so before.</summary>
    public bool RevokeToken(string token) => _handler.Authenticator.Revoke(token);

    /// <inheritdoc/>
    public string WriteKubeConfig(string path) => KubeConfigFileWriter.Write(path, Config, "embedded");

    /// <summary>Makes the server misbehave on demand.</summary>
    public FaultInjection Faults { get; private init; } = null!;

    /// <summary>Where the server finds the webhooks of services, and which webhooks are answered in this process.</summary>
    public WebhookRoutes Webhooks => _state.WebhookRoutes;

    /// <summary>The requests so far, oldest first; the newest 10,000 are kept.</summary>
    public IReadOnlyList<RequestRecord> Requests => _gate.Requests;

    /// <summary>Waits for a request that fits: one that was answered already, or the next. An open watch counts as answered.</summary>
    /// <param name="when">Which request.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<RequestRecord> WaitForRequestAsync(Func<RequestRecord, bool> when, CancellationToken cancellationToken = default) =>
        _gate.WaitForAsync(when, cancellationToken);

    /// <summary>Forgets the requests so far, so that a test sees only what comes next.</summary>
    public void ForgetRequests() => _gate.Forget();

    /// <summary>A handler that reaches this server without a socket: for an <see cref="HttpClient"/>, or for a client's transport. It needs some base address, such as <see cref="Address"/>.</summary>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(Faults.Connections, _gate.HandleAsync);

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
        // Without a socket there is nobody else to end what still runs.
        Faults.Connections.Close();
        try
        {
            await _host.DisposeAsync();
        }
        finally
        {
            foreach (var controller in _controllers)
            {
                await controller.DisposeAsync();
            }

            _state.Authority?.Dispose();
            _state.Webhooks.Dispose();
            await _rehearsal;
        }
    }

    private static async Task CloseAsync(Task<LoopbackPort> opening)
    {
        try
        {
            (await opening).Dispose();
        }
        catch (IOException)
        {
            // It was never open.
        }
    }

    private KubeClient ClientOf(KubeConfig config) => _state.Authority is null ? new KubeClientBuilder(config).UseTransport(CreateHandler).Build() : KubeClient.Create(config);

    private KubeConfig Connection(KubeCredentials credentials) => new()
    {
        Server = Address,
        Source = "embedded server",
        Credentials = credentials,
        CertificateAuthority = CertificateAuthorityPem is { } pem ? PemSource.FromData(Encoding.ASCII.GetBytes(pem)) : null,
    };
}
