using System.Buffers;

namespace Kube.Client;

/// <summary>Reads a body whole into a pooled buffer, up to a limit after decompression.</summary>
internal sealed class BodyReader : IDisposable
{
    private byte[] _buffer = [];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public static async Task<BodyReader> ReadAsync(HttpContent content, long limit, Uri server, CancellationToken cancellationToken)
    {
        var expected = content.Headers.ContentLength is { } length and <= int.MaxValue ? (int)Math.Min(length + 1, limit + 1) : 16 * 1024;
        var body = new BodyReader { _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expected, 256)) };
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                int read;
                while ((read = await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken).ConfigureAwait(false)) > 0)
                {
                    body._length += read;
                    if (body._length > limit)
                        throw TooLarge(server, limit);
                    if (body._length == body._buffer.Length) body.Grow();
                }
            }
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public static KubeTransportException TooLarge(Uri server, long limit) =>
        new($"the answer of {server.Authority} is larger than {limit} bytes; list in pages, or raise KubeClientOptions.MaxResponseBytes", TransportFailure.Protocol, server);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
