namespace Kube.Client;

/// <summary>Everything a client needs to reach one cluster as one user.</summary>
/// <remarks>Immutable: change it with <c>with</c>. Nothing here is connected yet and no file of credentials was read.</remarks>
public sealed partial record KubeConfig
{
    /// <summary>The server's URL; a path in it is a prefix of every API path.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace used where none is given. Default: <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The context it came from; <see langword="null"/> where it came from none.</summary>
    public string? ContextName { get; init; }

    /// <summary>The cluster's name in the kubeconfig; <see langword="null"/> where it has none.</summary>
    public string? ClusterName { get; init; }

    /// <summary>The user's name in the kubeconfig; <see langword="null"/> where it has none.</summary>
    public string? UserName { get; init; }

    /// <summary>How requests prove who sends them, apart from a client certificate.</summary>
    public KubeCredentials Credentials { get; init; } = KubeCredentials.None;

    /// <summary>The client certificate and its key; <see langword="null"/> for none.</summary>
    public ClientCertificate? ClientCertificate { get; init; }

    /// <summary>The certificates that the server's must descend from; <see langword="null"/> for those the machine trusts.</summary>
    public PemSource? CertificateAuthority { get; init; }

    /// <summary>The name that the server's certificate must carry, and that is sent as SNI, in place of the URL's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether the server's certificate goes unchecked. Never in production.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The proxy: <c>http</c>, <c>https</c> or <c>socks5</c>; <see langword="null"/> for what the environment says (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).</summary>
    public Uri? ProxyUrl { get; init; }

    /// <summary>Whether answers come uncompressed.</summary>
    public bool DisableCompression { get; init; }

    /// <summary>Whom to act as; <see langword="null"/> for oneself.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>Where it came from, for messages: paths of files, <c>in-cluster</c> or <c>code</c>.</summary>
    public string Source { get; init; } = "code";

    /// <summary>Reads one kubeconfig file and resolves it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="context">The context; <see langword="null"/> for the file's <c>current-context</c>.</param>
    /// <exception cref="KubeConfigException">The file is missing or malformed, or the context is not in it.</exception>
    public static KubeConfig FromFile(string path, string? context = null) =>
        FromFile(path, new KubeConfigOptions { Context = context });

    /// <inheritdoc cref="FromFile(string, string?)"/>
    /// <param name="path">The file.</param>
    /// <param name="options">What to choose from the file.</param>
    public static KubeConfig FromFile(string path, KubeConfigOptions options) => From(KubeConfigFile.Load(path), options);

    /// <summary>Resolves a parsed kubeconfig to one cluster, user and namespace.</summary>
    /// <exception cref="KubeConfigException">The context or cluster is not there, or the entry contradicts itself.</exception>
    public static KubeConfig From(KubeConfigFile file, KubeConfigOptions? options = null) =>
        KubeConfigResolver.Resolve(file, options ?? new KubeConfigOptions());

    /// <summary>Finds the configuration as kubectl does: the files in <c>KUBECONFIG</c>, else <c>~/.kube/config</c>; then the pod's service account.</summary>
    /// <remarks>
    /// <para>A file that exists must be well-formed; one that is absent is skipped. The service account is used when no file gives a current context.</para>
    /// <para>
    /// For debugging, the environment overrides the result: <c>KUBE_OVERRIDE_SERVER</c> (a URL), <c>KUBE_OVERRIDE_AS</c>,
    /// <c>KUBE_OVERRIDE_AS_UID</c> and <c>KUBE_OVERRIDE_AS_GROUPS</c> (separated by commas).
    /// </para>
    /// </remarks>
    /// <exception cref="KubeConfigException">Nothing was found (the message names every source and why it failed), or a source is broken.</exception>
    public static KubeConfig Infer(KubeConfigOptions? options = null) =>
        KubeConfigInference.Infer(options ?? new KubeConfigOptions(), KubeEnvironment.Process);

    /// <summary>The configuration of the pod this process runs in: the service account's token, CA and namespace, each read again as it rotates.</summary>
    /// <exception cref="KubeConfigException">The process does not run in a pod, or the pod mounts no service account.</exception>
    public static KubeConfig InCluster() => KubeConfigInference.InCluster(KubeEnvironment.Process);

    /// <summary>Where it points and as whom; never a secret.</summary>
    public override string ToString() => $"KubeConfig {{ Server = {Server}, Namespace = {Namespace}, Context = {ContextName}, Source = {Source} }}";
}

/// <summary>What to choose from a kubeconfig; each overrides what the file says.</summary>
public sealed record KubeConfigOptions
{
    /// <summary>The only file to read, which must exist; <see langword="null"/> for those kubectl would read.</summary>
    public string? Path { get; init; }

    /// <summary>The context, in place of <c>current-context</c>.</summary>
    public string? Context { get; init; }

    /// <summary>The cluster, in place of the context's.</summary>
    public string? Cluster { get; init; }

    /// <summary>The user, in place of the context's.</summary>
    public string? User { get; init; }

    /// <summary>The namespace, in place of the context's.</summary>
    public string? Namespace { get; init; }
}
