namespace Kube.Testing;

/// <summary>How <see cref="EnvTest"/> runs a real control plane.</summary>
public sealed record EnvTestOptions
{
    /// <summary>The folder with <c>etcd</c> and <c>kube-apiserver</c>; none (the default) means the environment's <c>KUBEBUILDER_ASSETS</c>, else <c>/usr/local/kubebuilder/bin</c>.</summary>
    public string? Assets { get; init; }

    /// <summary>How long each of the two may take until it is ready; default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long each of the two may take to end after it was asked to (SIGTERM); then it is killed. Default 20 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often readiness is asked for; default 100 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Gets every line that the programs write, with the program's name, from several threads at once. <see cref="EnvTest.Logs"/> keeps only the last ones.</summary>
    public Action<string>? Output { get; init; }

    /// <summary>Further arguments of etcd, as <c>--flag=value</c>; a flag replaces ours of the same name.</summary>
    public IReadOnlyList<string> EtcdArguments { get; init; } = [];

    /// <summary>Further arguments of kube-apiserver, such as <c>--feature-gates=…</c>; a flag replaces ours of the same name.</summary>
    public IReadOnlyList<string> ApiServerArguments { get; init; } = [];
}
