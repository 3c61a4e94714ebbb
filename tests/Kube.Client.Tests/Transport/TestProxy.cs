using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kube.Client.Tests.Transport;

/// <summary>A proxy on a real socket: HTTP CONNECT, absolute-form HTTP, and SOCKS5 without authentication. It can stop relaying without closing.</summary>
public sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _peers = [];
    private readonly Task _accepting;
    private readonly X509Certificate2? _certificate;
    private volatile bool _silent;

    /// <param name="certificate">Shown to clients, who then speak TLS with the proxy itself; none for a plain one.</param>
    public TestProxy(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What clients asked for, such as <c>CONNECT 127.0.0.1:443</c>, with credentials where given.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>From now on nothing is passed on, and nothing is closed: the other end is gone without a word.</summary>
    public void FallSilent() => _silent = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_peers);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var peer = await _listener.AcceptTcpClientAsync(_stop.Token);
                _peers.Add(ServeAsync(peer));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient peer)
    {
        using var upstream = new TcpClient();
        using var own = peer;
        try
        {
            Stream stream = peer.GetStream();
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(_certificate);
                stream = tls;
            }
            var first = new byte[1];
            await stream.ReadExactlyAsync(first, _stop.Token);
            var rest = first[0] == 5 ? await SocksAsync(stream, upstream) : await HttpAsync(stream, upstream, (char)first[0]);
            if (rest.Length > 0) await upstream.GetStream().WriteAsync(rest, _stop.Token);
            await Task.WhenAny(PumpAsync(stream, upstream.GetStream()), PumpAsync(upstream.GetStream(), stream));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // One side is gone.
        }
    }

    private async Task<byte[]> HttpAsync(Stream stream, TcpClient upstream, char first)
    {
        var head = new StringBuilder().Append(first);
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n"))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Append((char)one[0]);
        }
        var lines = head.ToString().Split("\r\n");
        var parts = lines[0].Split(' ');
        var authorization = lines.FirstOrDefault(l => l.StartsWith("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase));
        Asked.Enqueue($"{parts[0]} {parts[1]}{(authorization is null ? "" : " " + authorization)}");
        var target = new Uri(parts[0] == "CONNECT" ? "tcp://" + parts[1] : parts[1]);
        await upstream.ConnectAsync(target.Host, target.Port, _stop.Token);
        if (parts[0] != "CONNECT") return Encoding.ASCII.GetBytes(head.ToString().Replace(parts[1], target.PathAndQuery));
        await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
        return [];
    }

    private async Task<byte[]> SocksAsync(Stream stream, TcpClient upstream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, _stop.Token);
        await stream.ReadExactlyAsync(new byte[one[0]], _stop.Token);
        await stream.WriteAsync(new byte[] { 5, 0 }, _stop.Token);
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, _stop.Token);
        byte[] address;
        if (head[3] == 3) await stream.ReadExactlyAsync(one, _stop.Token);
        address = new byte[head[3] switch { 1 => 4, 4 => 16, _ => one[0] }];
        await stream.ReadExactlyAsync(address, _stop.Token);
        var port = new byte[2];
        await stream.ReadExactlyAsync(port, _stop.Token);
        var host = head[3] == 3 ? Encoding.ASCII.GetString(address) : new IPAddress(address).ToString();
        Asked.Enqueue($"SOCKS5 {host}:{(port[0] << 8) | port[1]}");
        await upstream.ConnectAsync(host, (port[0] << 8) | port[1], _stop.Token);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token);
        return [];
    }

    private async Task PumpAsync(Stream from, Stream to)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            if (_silent) await Task.Delay(Timeout.Infinite, _stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
