using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Pods;

public sealed class PortForwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bytes_pass_both_ways_exactly()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token);
        await RoundTripAsync(stream, RandomNumberGenerator.GetBytes(8_000_017));
        Assert.Equal([$"GET /api/v1/namespaces/default/pods/p/portforward?ports={echo.Port}"], pod.Server.Log);
    }

    [Fact]
    public async Task A_local_listener_forwards_many_connections_at_once()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
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
    public async Task A_port_nobody_listens_on_gives_the_servers_complaint()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(port, Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));
        Assert.Equal($"port {port} of the pod: error forwarding port {port}: connection refused", error.Message);
    }

    [Fact]
    public async Task A_dropped_connection_is_an_error_not_an_end()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        pod.DropAfter = 100_000;
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token);
        await stream.WriteAsync(new byte[150_000], Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }

    [Fact]
    public async Task A_connection_that_drops_ends_alone_and_the_listener_goes_on()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var forwarder = client.Pod("default", "p").ForwardPort(echo.Port);
        using var steady = new TcpClient();
        await steady.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
        await RoundTripAsync(steady.GetStream(), "before"u8.ToArray());

        pod.DropAfter = 100_000;
        using (var dropped = new TcpClient())
        {
            await dropped.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
            await dropped.GetStream().WriteAsync(new byte[150_000], Token);
            try
            {
                await dropped.GetStream().CopyToAsync(Stream.Null, Token);
            }
            catch (IOException)
            {
                // Reset instead of closed: ended as well.
            }
        }
        Assert.Equal(TransportFailure.Broken, Assert.IsType<KubeTransportException>(forwarder.LastFailure).Failure);
        pod.DropAfter = null;

        // One whose local side goes away without a word.
        using (var reset = new TcpClient())
        {
            await reset.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
            await RoundTripAsync(reset.GetStream(), "hello"u8.ToArray());
            reset.LingerState = new LingerOption(true, 0);
        }
        using var next = new TcpClient();
        await next.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
        await RoundTripAsync(next.GetStream(), RandomNumberGenerator.GetBytes(200_000));
        await RoundTripAsync(steady.GetStream(), "after"u8.ToArray());
    }

    [Fact]
    public async Task Cancelling_a_read_loses_nothing_and_disposing_ends_the_connection()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
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
    public async Task Disposing_without_waiting_ends_the_connection_too()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        using (var stream = await client.Pod("default", "p").OpenPortAsync(echo.Port, Token)) await RoundTripAsync(stream, "hello"u8.ToArray());
        while (pod.Server.OpenConnections > 0) await Task.Delay(1, Token);
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
    public async Task A_pod_that_does_not_close_is_let_go_after_the_local_end()
    {
        var time = new ManualTime();
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client(new() { TimeProvider = time });
        await using var forwarder = client.Pod("default", "p").ForwardPort(echo.Port);
        using (var local = new TcpClient())
        {
            await local.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
            await RoundTripAsync(local.GetStream(), "hello"u8.ToArray());
        }
        var waited = 0;
        for (; pod.Server.OpenConnections > 0 && waited < 10_000; waited += 10)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(2, Token);
        }
        Assert.Equal(0, pod.Server.OpenConnections);
        Assert.True(waited >= 30);
        Assert.Null(forwarder.LastFailure);
    }

    [Fact]
    public async Task A_local_side_that_reads_slowly_after_its_end_is_no_silence_of_the_pod()
    {
        var time = new ManualTime();
        var pod = new System.IO.Pipelines.Pipe();
        var local = new SlowStream();
        var download = PortForwarder.DownloadAsync(pod.Reader.AsStream(), local, upload: Task.CompletedTask, time, Token);
        await pod.Writer.WriteAsync("all of it"u8.ToArray(), Token);
        await local.Begun.Task;
        time.Advance(TimeSpan.FromMinutes(5));
        local.Goes.SetResult();
        await pod.Writer.CompleteAsync();
        await download;
        Assert.Equal("all of it", System.Text.Encoding.UTF8.GetString(local.Written.ToArray()));
    }

    [Fact]
    public async Task A_local_side_that_breaks_is_told_as_what_it_is()
    {
        using var echo = new Echo();
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var forwarder = client.Pod("default", "p").ForwardPort(echo.Port);
        // A socket alone: TcpClient would end the connection properly before it resets it.
        using (var reset = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) })
        {
            await reset.ConnectAsync(IPAddress.Loopback, forwarder.LocalPort, Token);
            await using var stream = new NetworkStream(reset, ownsSocket: false);
            await RoundTripAsync(stream, "hello"u8.ToArray());
        }
        while (forwarder.LastFailure is null) await Task.Delay(1, Token);
        Assert.IsType<IOException>(forwarder.LastFailure);
    }

    [Fact]
    public async Task A_complaint_without_end_is_cut()
    {
        await using var pod = await PodServer.StartAsync();
        pod.Complaint = new string('!', 20_000);
        await using var client = pod.Client();
        await using var stream = await client.Pod("default", "p").OpenPortAsync(1, Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () => await stream.ReadExactlyAsync(new byte[1], Token));
        Assert.Equal($"port 1 of the pod: {new string('!', 4096)}", error.Message);
    }

    [Fact]
    public async Task A_server_that_upgrades_and_then_is_silent_is_a_timeout()
    {
        var hold = new TaskCompletionSource();
        await using var pod = await PodServer.StartAsync();
        pod.Hold = hold.Task;
        await using var client = pod.Client(new() { Deadline = TimeSpan.FromSeconds(1) });
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Pod("default", "p").OpenPortAsync(80, Token).WaitAsync(TimeSpan.FromSeconds(10), Token));
        Assert.True(error.IsTimeout);
        hold.SetResult();
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

    /// <summary>Takes what is written when the test lets it.</summary>
    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Goes { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public MemoryStream Written => this;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Begun.TrySetResult();
            await Goes.Task.WaitAsync(cancellationToken);
            Write(buffer.Span);
        }
    }

    /// <summary>Sends back what comes.</summary>
    private sealed class Echo : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Echo()
        {
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
                await peer.GetStream().CopyToAsync(peer.GetStream());
            }
            catch (IOException)
            {
                // The other side is gone.
            }
        }
    }
}
