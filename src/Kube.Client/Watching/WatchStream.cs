using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Kube.Client;

/// <summary>Reads the body of a watch: one event a line, decoded as it comes.</summary>
internal static class WatchStream
{
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        KubeClient client, ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken) where T : class, IKubeObject<T>
    {
        using var response = await client.OpenAsync(request, cancellationToken).ConfigureAwait(false);
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
        using var idle = new IdleLimit(client, cancellationToken);
        try
        {
            while (true)
            {
                var read = await FillAsync(pipe, idle, client, cancellationToken).ConfigureAwait(false);
                var rest = read.Buffer;
                while (TryTakeLine(ref rest, out var line))
                {
                    if (!line.IsEmpty) yield return WatchLine.Read<T>(line, client);
                }
                if (read.IsCompleted)
                {
                    // A last event without a line break is whole; a part of one means that the connection broke without HTTP noticing.
                    if (!IsBlank(rest)) yield return WatchLine.Read<T>(rest, client);
                    yield break;
                }
                if (rest.Length > client.Options.MaxResponseBytes)
                    throw new KubeTransportException($"{client.Config.Server.Authority} sent a watch event larger than {client.Options.MaxResponseBytes} bytes", TransportFailure.Protocol, client.Config.Server);
                pipe.AdvanceTo(rest.Start, rest.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static async ValueTask<ReadResult> FillAsync(PipeReader pipe, IdleLimit idle, KubeClient client, CancellationToken cancellationToken)
    {
        try
        {
            idle.Restart();
            return await pipe.ReadAsync(idle.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (idle.IsOver && (e is OperationCanceledException || TransportErrors.Is(e)))
        {
            throw TransportErrors.Silent(client.Config.Server, client.Options.WatchIdleLimit!.Value);
        }
        catch (Exception e) when (TransportErrors.Is(e))
        {
            throw TransportErrors.Describe(e, client.Config.Server);
        }
        finally
        {
            idle.Stop();
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }
        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static bool IsBlank(ReadOnlySequence<byte> rest)
    {
        foreach (var part in rest)
            if (part.Span.ContainsAnyExcept(" \t\r\n"u8)) return false;
        return true;
    }

    /// <summary>Runs out when a read waited too long; between reads it stands still, for a slow consumer is no silent server.</summary>
    private sealed class IdleLimit : IDisposable
    {
        private readonly TimeSpan? _limit;
        private readonly TimeProvider _time;
        private readonly CancellationToken _caller;
        private CancellationTokenSource? _timer;
        private CancellationTokenSource? _either;

        public IdleLimit(KubeClient client, CancellationToken cancellationToken)
        {
            _limit = client.Options.WatchIdleLimit;
            _time = client.Options.TimeProvider;
            _caller = Token = cancellationToken;
        }

        public CancellationToken Token { get; private set; }

        public bool IsOver => _timer is { IsCancellationRequested: true };

        public void Restart()
        {
            if (_limit is not { } limit) return;
            // It may have fired just after a read had its bytes: that read counts, and the next has a limit of its own.
            if (_timer is null or { IsCancellationRequested: true })
            {
                Dispose();
                _timer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
                _either = CancellationTokenSource.CreateLinkedTokenSource(_caller, _timer.Token);
                Token = _either.Token;
            }
            _timer.CancelAfter(limit);
        }

        public void Stop() => _timer?.CancelAfter(Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            _either?.Dispose();
            _timer?.Dispose();
        }
    }
}
