using System.IO.Pipelines;
using System.Text.Json;
using Kube.Json;

namespace Kube.Client;

/// <summary>A program that runs in a container, with its streams: from exec, or from attach.</summary>
/// <remarks>
/// <para>Read what you asked for: an output that nobody reads holds up the other, as with a local process. Disposing ends the connection; the program may go on.</para>
/// <para>
/// Reads and <see cref="WaitAsync"/> throw <see cref="KubeTransportException"/> when the connection breaks. Closing <see cref="StandardInput"/> tells the program
/// that no more comes, when the server speaks version 5 of the protocol (Kubernetes 1.30); <see cref="CanCloseInput"/> says so.
/// </para>
/// </remarks>
public sealed class RemoteProcess : IAsyncDisposable
{
    private const byte Input = 0;
    private const int Output = 1;
    private const int Error = 2;
    private const int StatusChannel = 3;
    private const byte Resize = 4;
    private const int MaxStatus = 1024 * 1024;
    private readonly Channels _channels;
    private readonly Uri _server;
    private readonly Task<ExitStatus> _exit;

    private RemoteProcess(Channels channels, Uri server)
    {
        (_channels, _server) = (channels, server);
        StandardInput = new ChannelWriteStream(channels, Input);
        StandardOutput = channels.Output(Output).AsStream();
        StandardError = channels.Output(Error).AsStream();
        _exit = ReadExitAsync();
    }

    /// <summary>What is written here the program reads. Disposing of it closes the program's input, where <see cref="CanCloseInput"/>.</summary>
    public Stream StandardInput { get; }

    /// <summary>What the program writes; with a terminal also its errors.</summary>
    public Stream StandardOutput { get; }

    /// <summary>What the program writes as errors; empty with a terminal.</summary>
    public Stream StandardError { get; }

    /// <summary>Whether the server lets the input be closed alone (version 5 of the protocol).</summary>
    public bool CanCloseInput => _channels.CanHalfClose;

    internal static async Task<RemoteProcess> OpenAsync(KubeClient client, ApiRequest request, CancellationToken cancellationToken)
    {
        var (socket, protocol) = await WebSocketUpgrade.OpenAsync(client, request, [Channels.V5, Channels.V4], cancellationToken).ConfigureAwait(false);
        return new RemoteProcess(new Channels(socket, protocol, client.Config.Server, Output, Error, StatusChannel), client.Config.Server);
    }

    /// <summary>Waits until the program has ended.</summary>
    /// <exception cref="KubeApiException">The program could not be run: no such program, no such container.</exception>
    /// <exception cref="KubeTransportException">The connection ended before the program did.</exception>
    public Task<ExitStatus> WaitAsync(CancellationToken cancellationToken = default) => _exit.WaitAsync(cancellationToken);

    /// <summary>Tells the program the size of its terminal, in characters.</summary>
    /// <exception cref="KubeTransportException">The connection broke.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public Task ResizeAsync(int width, int height, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        return _channels.SendAsync(Resize, System.Text.Encoding.ASCII.GetBytes($$"""{"Width":{{width}},"Height":{{height}}}"""), cancellationToken);
    }

    /// <summary>Ends the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _channels.DisposeAsync().ConfigureAwait(false);
        await ((Task)_exit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<ExitStatus> ReadExitAsync()
    {
        var channel = _channels.Output(StatusChannel).AsStream();
        // Nobody reads the rest then: what comes on the channel is dropped, and the outputs go on.
        await using (channel.ConfigureAwait(false))
        {
            var text = await BoundedRead.AllAsync(channel, MaxStatus, CancellationToken.None).ConfigureAwait(false)
                ?? throw new KubeTransportException($"{_server.Authority} sent an exit status of more than {MaxStatus / 1024} KiB, which none is", TransportFailure.Protocol, _server);
            return text.Length > 0
                ? ExitStatus.Read(text, _server)
                : throw new KubeTransportException($"{_server.Authority} closed the connection before the program's exit status came", TransportFailure.Broken, _server);
        }
    }
}

/// <summary>How a program in a container ended.</summary>
/// <param name="Code">Its exit code; 0 is success.</param>
/// <param name="Status">What the server said.</param>
public sealed record ExitStatus(int Code, Status Status)
{
    /// <summary>Whether the exit code is 0.</summary>
    public bool IsSuccess => Code == 0;

    internal static ExitStatus Read(ReadOnlySpan<byte> json, Uri server)
    {
        Status status;
        try
        {
            status = KubeJson.Deserialize<Status>(json);
        }
        catch (KubeSerializationException e)
        {
            throw new KubeTransportException($"{server.Authority} sent an exit status that is none: {System.Text.Encoding.UTF8.GetString(json)}", TransportFailure.Protocol, server, e);
        }
        if (status.Outcome == "Success") return new ExitStatus(0, status);
        var code = status.Reason == "NonZeroExitCode" ? status.Details?.Causes?.FirstOrDefault(c => c.Reason == "ExitCode")?.Message : null;
        return int.TryParse(code, out var number)
            ? new ExitStatus(number, status)
            : throw new KubeApiException(status, (System.Net.HttpStatusCode)(status.Code ?? 500), "exec");
    }
}

/// <summary>The writing end of one channel.</summary>
internal sealed class ChannelWriteStream(Channels channels, byte channel) : Stream
{
    private bool _closed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_closed;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (buffer.Length > 0) await channels.SendAsync(channel, buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        if (!channels.CanHalfClose || channels.Completion.IsCompleted) return;
        try
        {
            await channels.CloseAsync(channel, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KubeTransportException or ObjectDisposedException)
        {
            // The connection is gone, and the input with it: who reads the outputs is told.
        }
    }

    // Who cannot wait closes the input all the same: else the program would wait for ever for what never comes.
    protected override void Dispose(bool disposing)
    {
        if (disposing) _ = DisposeAsync().AsTask();
        base.Dispose(disposing);
    }

    // Everything written has been sent.
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream goes over the network: use WriteAsync.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
