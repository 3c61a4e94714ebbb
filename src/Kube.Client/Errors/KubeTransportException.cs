namespace Kube.Client;

/// <summary>A request that got no answer, or not all of it: the server cannot be reached, TLS fails, the connection breaks, time runs out.</summary>
/// <remarks>The message is one line: which server, what failed, what to do. Cancellation is not an error of this kind: it is an <see cref="OperationCanceledException"/>.</remarks>
public sealed class KubeTransportException : KubeException
{
    /// <summary>Makes the exception.</summary>
    public KubeTransportException(string message, TransportFailure failure, Uri server, Exception? innerException = null) : base(message, innerException)
    {
        Failure = failure;
        Server = server;
    }

    /// <summary>What failed.</summary>
    public TransportFailure Failure { get; }

    /// <summary>The server.</summary>
    public Uri Server { get; }

    /// <summary>Whether the deadline passed.</summary>
    public bool IsTimeout => Failure == TransportFailure.Timeout;
}

/// <summary>What failed on the way to the server.</summary>
public enum TransportFailure
{
    /// <summary>The server's name has no address.</summary>
    NameResolution,

    /// <summary>Nobody listens, or no connection could be made in time. Nothing was sent.</summary>
    Connect,

    /// <summary>TLS failed: the certificate of one side does not satisfy the other. Nothing was sent.</summary>
    Tls,

    /// <summary>The proxy refused, or cannot be reached. Nothing was sent.</summary>
    Proxy,

    /// <summary>The deadline passed before the answer was complete.</summary>
    Timeout,

    /// <summary>The connection broke, or the answer ended early.</summary>
    Broken,

    /// <summary>The answer is not HTTP, too large, or cannot be decoded as what it claims to be.</summary>
    Protocol,
}
