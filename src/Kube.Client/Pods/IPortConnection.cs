using System.IO.Pipelines;

namespace Kube.Client;

/// <summary>One forwarded connection, however it is carried.</summary>
internal interface IPortConnection : IAsyncDisposable
{
    /// <summary>Whether the writing side can be closed while the other goes on.</summary>
    bool CanCloseWrite { get; }

    /// <summary>What the port sends.</summary>
    PipeReader Data { get; }

    /// <summary>What the server says against it, as text; empty when all is well.</summary>
    PipeReader Complaint { get; }

    /// <summary>Agrees with the server on the port.</summary>
    Task OpenAsync(int port, CancellationToken cancellationToken);

    Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    Task CloseWriteAsync(CancellationToken cancellationToken);
}
