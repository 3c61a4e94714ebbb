using System.Net;
using System.Net.Sockets;
using System.Text;
using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Faults;

/// <summary>Servers that break HTTP in ways Kestrel never would.</summary>
public sealed class RawServerTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, TransportFailure> Broken => new()
    {
        { "a chunk that is cut off", Head + "Transfer-Encoding: chunked\r\n\r\n100\r\n{\"kind\":", TransportFailure.Broken },
        { "chunks without an end", Head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", TransportFailure.Broken },
        { "a chunk size that is no number", Head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}", TransportFailure.Protocol },
        { "a body shorter than announced", Head + "Content-Length: 100\r\n\r\n{}", TransportFailure.Broken },
        { "headers that are cut off", "HTTP/1.1 200 OK\r\nContent-Ty", TransportFailure.Broken },
        { "gzip that is none", Head + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", TransportFailure.Protocol },
        { "a header without end", "HTTP/1.1 200 OK\r\nX: " + new string('x', 400_000), TransportFailure.Protocol },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_answer_is_one_line_that_says_so(string name, string answer, TransportFailure failure)
    {
        await using var server = new RawServer(async stream => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Token));
        await using var client = Client(server, TimeProvider.System);
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.True(failure == error.Failure, $"{name}: {error}");
        Assert.Contains($"127.0.0.1:{server.Port}", error.Message);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_body_is_told()
    {
        await using var server = new RawServer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + "Content-Length: 100\r\n\r\n{"), Token);
            stream.Socket.LingerState = new LingerOption(true, 0);
        });
        await using var client = Client(server, TimeProvider.System);
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Slow: ")]
    [InlineData(Head + "Content-Length: 1000000\r\n\r\n")]
    public async Task A_server_that_never_finishes_runs_into_the_deadline(string begin)
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        await using var server = new RawServer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(begin), Token);
            asked.SetResult();
            // One byte at a time, for ever: no read ever waits long.
            while (begin.Length > 0)
            {
                await stream.WriteAsync("x"u8.ToArray(), Token);
                await Task.Delay(5, Token);
            }
            await stream.ReadExactlyAsync(new byte[1], Token);
        });
        await using var client = Client(server, time);
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await Assert.ThrowsAsync<KubeTransportException>(() => call)).IsTimeout);
    }

    private static KubeClient Client(RawServer server, TimeProvider time) =>
        KubeClient.Create(new KubeConfig { Server = new($"http://127.0.0.1:{server.Port}") }, new() { TimeProvider = time, Retry = new() { MaxRetries = 0 } });

    /// <summary>Reads a request's head, then does what the test says, then closes.</summary>
    private sealed class RawServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public RawServer(Func<NetworkStream, Task> answer)
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _serving = ServeAsync(answer);
        }

        public int Port { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(Func<NetworkStream, Task> answer)
        {
            try
            {
                using var peer = await _listener.AcceptTcpClientAsync();
                var stream = peer.GetStream();
                var buffer = new byte[8192];
                var head = "";
                while (!head.Contains("\r\n\r\n")) head += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
                await answer(stream);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // The client went first, which is what some of these tests are about.
            }
        }
    }
}
