using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Pods;

public sealed class PortForwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Protocols => [SpdyPort.Protocol, Channels.V4];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Bytes_pass_both_ways_exactly(string protocol)
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync(protocol);
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token);
        await RoundTripAsync(stream, RandomNumberGenerator.GetBytes(8_000_017));
        Assert.Equal([$"GET /api/v1/namespaces/default/pods/p/portforward?ports={echo.Port}"], pod.Server.Log);
        Assert.Equal(protocol == SpdyPort.Protocol, stream.CanCloseWrite);
    }

    [Fact]
    public async Task Closing_the_writing_side_leaves_the_answer_to_come()
    {
        using var digest = new Echo(whole: true);
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(digest.Port, Token);
        var data = RandomNumberGenerator.GetBytes(2_000_003);
        await stream.WriteAsync(data, Token);
        await stream.CloseWriteAsync(Token);
        await stream.CloseWriteAsync(Token);
        Assert.False(stream.CanWrite);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stream.WriteAsync(data, Token));
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, Token);
        Assert.Equal(SHA256.HashData(data), answer.ToArray());
        // As kubectl opens them: the complaint's stream first, both of one request; and a ping is answered.
        Assert.Equal(
            ["1: streamtype=error port=" + digest.Port + " requestid=0", "3: streamtype=data port=" + digest.Port + " requestid=0", "pong 2"],
            pod.Tunnel!.Streams.Order());
    }

    [Fact]
    public async Task Version_4_cannot_close_one_side_and_says_so()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync(Channels.V4);
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token);
        await Assert.ThrowsAsync<NotSupportedException>(() => stream.CloseWriteAsync(Token));
        await RoundTripAsync(stream, "still open"u8.ToArray());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_local_listener_forwards_many_connections_at_once(string protocol)
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync(protocol);
        await using var client = pod.Client();
        await using var forwarder = client.Pod("default", "p").ForwardPort(echo.Port);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var local = new TcpClient();
            await local.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
            await RoundTripAsync(local.GetStream(), RandomNumberGenerator.GetBytes(200_000 + i));
        }));
        Assert.Null(forwarder.LastFailure);
    }

    [Fact]
    public async Task A_local_listener_passes_a_half_close_on()
    {
        using var digest = new Echo(whole: true);
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var forwarder = client.Pod("default", "p").ForwardPort(digest.Port);
        using var local = new TcpClient();
        await local.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
        var stream = local.GetStream();
        await stream.WriteAsync("all of it"u8.ToArray(), Token);
        local.Client.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, Token);
        Assert.Equal(SHA256.HashData("all of it"u8), answer.ToArray());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_port_nobody_listens_on_gives_the_servers_complaint(string protocol)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var pod = await PodServer.StartAsync(protocol);
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(port, Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));
        Assert.Equal($"port {port} of the pod: error forwarding port {port}: connection refused", error.Message);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_dropped_connection_is_an_error_not_an_end(string protocol)
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync(protocol);
        pod.DropAfter = 100_000;
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token);
        await stream.WriteAsync(new byte[150_000], Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }

    [Fact]
    public async Task A_reset_stream_is_an_error_not_an_end()
    {
        await using var pod = await PodServer.StartAsync();
        pod.ResetPorts = true;
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(80, Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));
        Assert.Contains("reset the connection to the port", error.Message);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Cancelling_a_read_loses_nothing_and_disposing_ends_the_connection(string protocol)
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync(protocol);
        await using var client = pod.Client();
        var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token);
        using var cancel = new CancellationTokenSource();
        var read = stream.ReadAsync(new byte[1], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await RoundTripAsync(stream, "after the cancelled read"u8.ToArray());
        await stream.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.WriteAsync("x"u8.ToArray(), Token));
    }

    [Fact]
    public async Task Stopping_the_listener_ends_its_connections()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var forwarder = client.Pod("default", "p").ForwardPort(echo.Port);
        using var local = new TcpClient();
        await local.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
        await RoundTripAsync(local.GetStream(), "hello"u8.ToArray());
        await forwarder.DisposeAsync();
        var read = 0;
        try
        {
            read = await local.GetStream().ReadAsync(new byte[1], Token);
        }
        catch (IOException)
        {
            // Reset instead of closed: ended as well.
        }
        Assert.Equal(0, read);
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            using var late = new TcpClient();
            await late.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
        });
    }

    [Fact]
    public async Task A_pod_that_is_not_there_is_an_API_error()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        Assert.True((await Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "missing").OpenPortAsync(80, Token))).IsNotFound);
    }

    private static async Task RoundTripAsync(Stream stream, byte[] data)
    {
        var write = stream.WriteAsync(data, Token).AsTask();
        var back = new byte[data.Length];
        await stream.ReadExactlyAsync(back, Token);
        await write;
        Assert.True(data.AsSpan().SequenceEqual(back));
    }

    /// <summary>Sends back what comes, or, when the sender has closed its side, the digest of the whole.</summary>
    private sealed class Echo : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly bool _whole;

        public Echo(bool whole = false)
        {
            _whole = whole;
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Stop();

        private async Task AcceptAsync()
        {
            try
            {
                while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task ServeAsync(TcpClient peer)
        {
            using var owned = peer;
            try
            {
                if (_whole) await peer.GetStream().WriteAsync(await SHA256.HashDataAsync(peer.GetStream()));
                else await peer.GetStream().CopyToAsync(peer.GetStream());
            }
            catch (IOException)
            {
                // The other side is gone.
            }
        }
    }
}
