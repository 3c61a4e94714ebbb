using System.IO.Pipelines;
using System.Net.Sockets;

namespace Kube.Testing.Http;

/// <summary>A request without a socket and its answer, as long as it lasts: until the answer is given back, or for a watch until its reader or the server ends it.</summary>
internal sealed class InProcessExchange
{
    private readonly CancellationTokenSource _aborted = new();
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _connection;
    private bool _streams;

    public InProcessExchange(ConnectionSet connections) => _connection = connections.Add(() =>
    {
        _cut.TrySetResult();
        _aborted.Cancel();
    });

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <summary>What the clients of a server get that is gone: the same as from a port where nobody listens.</summary>
    public static HttpRequestException Refused() =>
        new(HttpRequestError.ConnectionError, "The server was stopped.", new SocketException((int)SocketError.ConnectionRefused));

    /// <summary>What they get when a connection breaks under a request.</summary>
    public static HttpRequestException Cut() => new(HttpRequestError.ResponseEnded, "The server cut the connection.");

    /// <summary>The answer, unless the caller or a fault ends the exchange before it.</summary>
    public async Task<ServerResponse> AnsweredAsync(Func<Task<ServerResponse>> handle, CancellationToken cancellationToken)
    {
        var answer = Elsewhere(handle);
        try
        {
            await Task.WhenAny(answer, _cut.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
            return _cut.Task.IsCompleted ? throw Cut() : await answer.ConfigureAwait(false);
        }
        finally
        {
            // Whoever was cut or gave up does not hear of it; it is no unobserved failure of the process.
            _ = answer.ContinueWith(static a => a.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The body of a watch; disposing it ends the watch.</summary>
    public HttpContent Content(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        _streams = true;
        var pipe = new Pipe();
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = PumpAsync(chunks, pipe.Writer), null);
        return new WatchContent(pipe.Reader.AsStream(), _aborted);
    }

    /// <summary>The answer was given back, or there is none: what does not stream is over.</summary>
    public void Returned()
    {
        if (!_streams)
        {
            _connection.Dispose();
            _aborted.Cancel();
        }
    }

    /// <summary>As over a socket: never on the caller's thread, so that callers race and yield as they would, and with nothing of its context.</summary>
    private static Task<ServerResponse> Elsewhere(Func<Task<ServerResponse>> handle)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(handle);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(handle);
        }
    }

    private async Task PumpAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, PipeWriter writer)
    {
        Exception? fault = null;
        try
        {
            await foreach (var chunk in chunks.WithCancellation(_aborted.Token).ConfigureAwait(false))
            {
                var flushed = await writer.WriteAsync(chunk, _aborted.Token).ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    // The reader closed its stream: nobody watches any more.
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested)
        {
            // The reader went away.
        }
        catch (Exception error)
        {
            fault = error;
        }

        _connection.Dispose();
        await writer.CompleteAsync(_cut.Task.IsCompleted ? new HttpIOException(HttpRequestError.ResponseEnded, "The server cut the connection.") : fault);
    }

    private sealed class WatchContent(Stream stream, CancellationTokenSource stop) : StreamContent(stream)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stop.Cancel();
            }

            base.Dispose(disposing);
        }
    }
}
