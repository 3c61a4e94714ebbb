using Kube.Client;

namespace Kube.Runtime.Hosting;

/// <summary>How the host talks to the cluster.</summary>
public sealed class KubeHostOptions
{
    /// <summary>Finds the cluster and the user; by default <see cref="KubeConfig.Infer"/>.</summary>
    public Func<KubeConfig> Configuration { get; set; } = static () => KubeConfig.Infer();

    /// <summary>How the client behaves.</summary>
    public KubeClientOptions Client { get; set; } = new();

    /// <summary>The one namespace that controllers watch; <see langword="null"/> (the default) for all.</summary>
    public string? Namespace { get; set; }
}
