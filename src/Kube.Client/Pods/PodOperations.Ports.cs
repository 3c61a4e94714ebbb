using System.Net;

namespace Kube.Client;

public sealed partial class PodOperations
{
    /// <summary>Opens one connection to a port of the pod.</summary>
    /// <remarks>Over <c>v4.channel.k8s.io</c>, which every server speaks and which ends both directions together.</remarks>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The connection: what is written arrives at the port, what the port sends is read. Reading throws <see cref="KubeTransportException"/> when nobody listens there.</returns>
    /// <exception cref="KubeApiException">There is no such pod, or it does not run.</exception>
    /// <exception cref="KubeTransportException">No connection came about in time, or the server speaks another protocol.</exception>
    /// <exception cref="ArgumentException">The port is none.</exception>
    public async Task<PodPortStream> OpenPortAsync(int port, CancellationToken cancellationToken = default)
    {
        var server = _client.Config.Server;
        var request = Requests.PortForward(Namespace, Name, port);
        using var deadline = new CallDeadline(_client, request, _client.Options.Deadline, cancellationToken);
        var (socket, protocol) = await WebSocketUpgrade.OpenAsync(_client, request, [Channels.V4], deadline).ConfigureAwait(false);
        var connection = new ChannelPort(new Channels(socket, protocol, server, 0, 1), server);
        try
        {
            await connection.OpenAsync(port, deadline.Token).ConfigureAwait(false);
            return new PodPortStream(connection, port, server);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (deadline.Translate(e) is { } translated) throw translated;
            throw;
        }
    }

    /// <summary>Listens on this machine and passes each connection on to a port of the pod.</summary>
    /// <param name="port">The pod's port.</param>
    /// <param name="localPort">The local port; 0 (the default) for any that is free.</param>
    /// <param name="localAddress">The address to listen on; <see langword="null"/> (the default) for the loopback (IPv4), which other machines do not reach.</param>
    /// <returns>The listener; dispose of it to stop. A connection that fails is closed: <see cref="PortForwarder.LastFailure"/> says why.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The local port is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A port is none.</exception>
    public PortForwarder ForwardPort(int port, int localPort = 0, IPAddress? localAddress = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        ArgumentOutOfRangeException.ThrowIfNegative(localPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(localPort, 65535);
        return new(this, port, new IPEndPoint(localAddress ?? IPAddress.Loopback, localPort), _client.Options.TimeProvider);
    }
}
