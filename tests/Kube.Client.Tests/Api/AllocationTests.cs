using System.Net;
using System.Net.Sockets;
using System.Text;
using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Api;

[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>What one small GET over a real socket costs in memory. The server allocates nothing, so all that is counted is the client's.</summary>
[Collection("alone")]
public sealed class AllocationTests
{
    private const int Rounds = 2000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_get_allocates_less_than_twelve_kilobytes()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);
        await using (var client = KubeClient.Create(new KubeConfig { Server = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), Credentials = new KubeCredentials.Token("t") }))
        {
            var secrets = client.For<PartialObjectMetadata>(Widget.Type, "default");
            for (var i = 0; i < 200; i++) await secrets.GetAsync("a", cancellationToken: Token);
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Rounds; i++) await secrets.GetAsync("a", cancellationToken: Token);
            var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / Rounds;
            TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes a GET");
            Assert.InRange(each, 1, 12 * 1024);
        }
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        var body = """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"a","namespace":"default","uid":"0f0e9f3e-8b7c-4a52-9b1f-0c1d2e3f4a5b","resourceVersion":"12345","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"a"} } }""";
        var answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        using var peer = await listener.AcceptSocketAsync();
        var buffer = new byte[4096];
        // A request of this test fits one segment and the client waits for each answer.
        while (await peer.ReceiveAsync(buffer.AsMemory(), SocketFlags.None) > 0) await peer.SendAsync(answer.AsMemory(), SocketFlags.None);
    }
}
