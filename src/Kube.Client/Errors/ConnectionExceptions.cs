using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Kube.Client;

/// <summary>The server's certificate is not what it must be; the message says why, and what to do.</summary>
internal sealed class DistrustException(string message) : AuthenticationException(message);

/// <summary>The proxy cannot be reached: nothing is known of the server behind it.</summary>
/// <remarks>A <see cref="SocketException"/>, so that HTTP takes it for the failed connection that it is.</remarks>
internal sealed class ProxyUnreachableException(DnsEndPoint proxy, SocketException cause) : SocketException((int)cause.SocketErrorCode, cause.Message)
{
    public DnsEndPoint Proxy => proxy;
}
