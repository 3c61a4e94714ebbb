using System.Text;
using Kube.Client;
using Kube.Testing.Connecting;
using Kube.Testing.Processes;
using Kube.Testing.Tls;

namespace Kube.Testing;

/// <summary>A real etcd and kube-apiserver, started for a test and gone with it, as controller-runtime's envtest runs them.</summary>
/// <remarks>
/// The programs come from the folder that <c>KUBEBUILDER_ASSETS</c> names (<c>setup-envtest</c> brings them). There are no controllers and no nodes: deleted namespaces stay,
/// owners are not collected. RBAC decides; certificates of an authority of its own say who one is. Everything they write goes to a folder that is removed at the end.
/// Where the process of the test is killed, a shell that waits for that ends them and removes the folder (not on Windows).
/// </remarks>
public sealed class EnvTest : IApiServer
{
    private readonly EnvTestOptions _options;
    private readonly CertificateAuthority _authority;
    private readonly DirectoryInfo _folder;
    private readonly OrphanGuard? _guard;
    private readonly List<ServerProcess> _processes = [];
    private int _disposed;

    private EnvTest(EnvTestOptions options)
    {
        _options = options;
        _authority = new("envtest-ca");
        _folder = Directory.CreateTempSubdirectory("kube-envtest-");
        _guard = OrphanGuard.Start(Folder);
        Address = new($"https://127.0.0.1:{FreePort.Take()}/");
        Config = Connection("kubernetes-admin", ["system:masters"]);
    }

    /// <inheritdoc/>
    public Uri Address { get; }

    /// <inheritdoc/>
    /// <remarks>By the client certificate of an administrator (group <c>system:masters</c>).</remarks>
    public KubeConfig Config { get; }

    /// <summary>The last lines that both programs wrote, up to 200 each.</summary>
    public string Logs => string.Join('\n', _processes.Select(p => p.Tail));

    /// <summary>Where etcd and the API server keep their files; gone after disposal.</summary>
    internal string Folder => _folder.FullName;

    internal IReadOnlyList<ServerProcess> Processes => _processes;

    internal IReadOnlyList<int> ProcessIds => [.. _processes.Select(p => p.Id)];

    /// <summary>Why no control plane can be started on this machine, for a test to skip with; none where it can.</summary>
    /// <param name="options">Where the programs are; none for the defaults.</param>
    public static string? Unavailable(EnvTestOptions? options = null) => ControlPlaneFiles.Find((options ?? new()).Assets).Missing;

    /// <summary>Starts etcd and kube-apiserver; the server is ready when the task completes.</summary>
    /// <param name="options">How; none for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting; what runs already is ended.</param>
    /// <exception cref="EnvTestException">The programs are missing, ended at once, or were not ready in time; the message has their last lines.</exception>
    public static async Task<EnvTest> StartAsync(EnvTestOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var files = ControlPlaneFiles.Find(options.Assets);
        if (files.Missing is { } missing)
        {
            throw new EnvTestException(missing);
        }

        var test = new EnvTest(options);
        try
        {
            await test.RunAsync(files, cancellationToken);
        }
        catch
        {
            await test.StopAsync(options.StopTimeout);
            throw;
        }

        return test;
    }

    /// <inheritdoc/>
    /// <remarks>By a client certificate.</remarks>
    public KubeConfig ConfigFor(string user, params string[] groups) => Connection(user, groups);

    /// <summary>A client with all rights. The caller disposes it.</summary>
    public KubeClient CreateClient() => KubeClient.Create(Config);

    /// <summary>A client that speaks for a user; RBAC decides what it may. The caller disposes it.</summary>
    /// <param name="user">The user's name, such as <c>system:serviceaccount:default:operator</c>.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    public KubeClient CreateClientFor(string user, params string[] groups) => KubeClient.Create(ConfigFor(user, groups));

    /// <inheritdoc/>
    public string WriteKubeConfig(string path) => KubeConfigFileWriter.Write(path, Config, "envtest");

    /// <summary>Ends both programs, the API server first: by SIGTERM, by force after <see cref="EnvTestOptions.StopTimeout"/>. Then removes their files.</summary>
    /// <exception cref="EnvTestException">One of them had ended by itself (all is cleaned up nevertheless): what the test saw of that is a connection refused, and here is why.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        var ended = _processes.Where(p => p.ExitCode is not null).Select(p => $"{p.Name} ended with code {p.ExitCode} while it was in use.").ToList();
        // One cannot end in peace without the other: the API server would wait for etcd.
        await StopAsync(ended.Count == 0 ? _options.StopTimeout : TimeSpan.Zero);
        if (ended.Count > 0)
        {
            throw new EnvTestException(string.Join(' ', ended), Logs);
        }

        if (_processes.Select(p => p.OutputFailure).FirstOrDefault(f => f is not null) is { } failure)
        {
            throw new EnvTestException("EnvTestOptions.Output threw, and got no further lines. A callback must outlive the server: a test's own output does not when tests share it.", innerException: failure);
        }
    }

    private async Task StopAsync(TimeSpan patience)
    {
        try
        {
            foreach (var process in Enumerable.Reverse(_processes))
            {
                await process.StopAsync(patience);
            }

            _authority.Dispose();
            if (Directory.Exists(Folder))
            {
                _folder.Delete(recursive: true);
            }
        }
        finally
        {
            // Whatever happened: it must not end programs by numbers that others may have by then.
            if (_guard is not null)
            {
                await _guard.DisposeAsync();
            }
        }
    }

    private async Task RunAsync(ControlPlaneFiles files, CancellationToken cancellationToken)
    {
        var etcdAddress = new Uri($"http://127.0.0.1:{FreePort.Take()}/");
        var etcd = await StartAsync("etcd", files.Etcd, ControlPlaneArguments.Etcd(etcdAddress, FreePort.Take(), Folder), _options.EtcdArguments);
        await ReadyAsync(etcd, new() { Server = etcdAddress }, "/health", cancellationToken);

        var certificates = await ServerCertificates.WriteAsync(Folder, _authority, cancellationToken);
        var server = await StartAsync("kube-apiserver", files.ApiServer, ControlPlaneArguments.ApiServer(Address, etcdAddress, certificates), _options.ApiServerArguments);
        await ReadyAsync(server, Config, "/readyz", cancellationToken);
        // The server makes its namespaces a moment after it says that it is ready.
        await ReadyAsync(server, Config, "/api/v1/namespaces/default", cancellationToken);
    }

    private async Task<ServerProcess> StartAsync(string name, string program, IEnumerable<string> arguments, IReadOnlyList<string> theirs)
    {
        var process = ServerProcess.Start(name, program, ControlPlaneArguments.Merge(arguments, theirs), Folder, _options.Output);
        _processes.Add(process);
        if (_guard is not null)
        {
            await _guard.AddAsync(process.Id);
        }

        return process;
    }

    private async Task ReadyAsync(ServerProcess process, KubeConfig config, string path, CancellationToken cancellationToken)
    {
        if (await Readiness.WaitAsync(process, config, path, _options.StartTimeout, _options.PollInterval, cancellationToken) is { } problem)
        {
            throw new EnvTestException(problem, Logs);
        }
    }

    private KubeConfig Connection(string user, IReadOnlyList<string> groups) => new()
    {
        Server = Address,
        Source = "envtest",
        ClientCertificate = _authority.IssueClient(user, groups),
        CertificateAuthority = PemSource.FromData(Encoding.ASCII.GetBytes(_authority.Pem)),
    };
}
