using System.Text.Json;
using Kube.Client;

namespace Kube.TestServers;

/// <summary>A test of something that came with a release of Kubernetes is skipped, aloud, on an older server.</summary>
internal static class ServerRelease
{
    /// <param name="client">A client of the server.</param>
    /// <param name="minor">The release, as in 1.28.</param>
    /// <param name="what">What it brought.</param>
    public static async Task RequireAsync(KubeClient client, int minor, string what)
    {
        using var answer = JsonDocument.Parse(await client.RequestBytesAsync(Requests.ServerVersion(), TestContext.Current.CancellationToken));
        var version = answer.RootElement.GetProperty("gitVersion").GetString()!;
        Assert.SkipWhen(int.Parse(version.Split('.')[1]) < minor, $"{what} came with Kubernetes 1.{minor}; this server is {version}.");
    }
}
