using System.Net;
using System.Net.Sockets;

namespace Kube.Testing.Http;

/// <summary>A port of the loopback interface that listens: connections wait until somebody accepts them.</summary>
internal sealed class LoopbackPort : IDisposable
{
    private const int Backlog = 512;

    private LoopbackPort(Socket socket, Uri address)
    {
        Socket = socket;
        Address = address;
    }

    public Socket Socket { get; }

    public Uri Address { get; }

    /// <param name="port">0 for a free one.</param>
    /// <param name="scheme">What the address is to begin with: <c>http</c> or <c>https</c>.</param>
    /// <exception cref="IOException">The port is taken, or not allowed.</exception>
    public static LoopbackPort Open(int port, string scheme)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(Backlog);
            return new(socket, new($"{scheme}://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/"));
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new IOException($"The server cannot listen on 127.0.0.1:{port}: {error.Message}. Choose another EmbeddedApiServerOptions.Port, or 0 for a free one.", error);
        }
    }

    /// <summary>The next connection; none once the port is closed.</summary>
    public async ValueTask<Socket?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Socket? accepted = null;
            try
            {
                accepted = await Socket.AcceptAsync(cancellationToken);
                accepted.NoDelay = true;
                return accepted;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException)
            {
                // The client gave up while its connection was made: the next one.
                accepted?.Dispose();
            }
        }
    }

    public void Dispose() => Socket.Dispose();
}
