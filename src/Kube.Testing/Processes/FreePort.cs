using System.Net;
using System.Net.Sockets;

namespace Kube.Testing.Processes;

/// <summary>Ports for programs that cannot say which one they took.</summary>
internal static class FreePort
{
    /// <summary>A port of the loopback interface that was free just now; the system gives the same one again only after many others.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
