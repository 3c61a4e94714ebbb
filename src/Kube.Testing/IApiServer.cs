using Kube.Client;

namespace Kube.Testing;

/// <summary>An API server that a test started for itself: <see cref="EmbeddedApiServer"/> in this process, or a real one by <see cref="EnvTest"/>. A suite written against it runs on both.</summary>
/// <remarks>What differs: a real server serves a new definition a moment after it answered its creation, and it has no controllers beside it unless someone runs them.</remarks>
public interface IApiServer : IAsyncDisposable
{
    /// <summary>Where the server listens, such as <c>https://127.0.0.1:43121/</c>.</summary>
    Uri Address { get; }

    /// <summary>How to connect with all rights.</summary>
    KubeConfig Config { get; }

    /// <summary>How to connect as a user; RBAC decides what it may.</summary>
    /// <param name="user">The user's name, such as <c>system:serviceaccount:default:operator</c>.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    KubeConfig ConfigFor(string user, params string[] groups);

    /// <summary>A client with all rights. The caller disposes it.</summary>
    KubeClient CreateClient() => KubeClient.Create(Config);

    /// <summary>A client that speaks for a user; RBAC decides what it may. The caller disposes it.</summary>
    /// <param name="user">The user's name, such as <c>system:serviceaccount:default:operator</c>.</param>
    /// <param name="groups">The user's groups beside <c>system:authenticated</c>.</param>
    KubeClient CreateClientFor(string user, params string[] groups) => KubeClient.Create(ConfigFor(user, groups));

    /// <summary>Writes a kubeconfig with all rights to <paramref name="path"/>; a file that is there is replaced. <c>kubectl --kubeconfig</c> reads it.</summary>
    /// <returns>The full path of the file.</returns>
    string WriteKubeConfig(string path);
}
