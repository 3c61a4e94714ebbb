using System.Buffers;

namespace Kube.Client;

/// <summary>Reads a stream of unknown length into memory, up to a limit.</summary>
internal static class BoundedRead
{
    /// <summary>Reads to the end; stops at once when there is more than the limit.</summary>
    /// <returns>The bytes; null when there are more.</returns>
    public static async Task<byte[]?> AllAsync(Stream stream, long limit, CancellationToken cancellationToken)
    {
        var (bytes, isWhole) = await ReadAsync(stream, limit, goOn: false, cancellationToken).ConfigureAwait(false);
        return isWhole ? bytes : null;
    }

    /// <summary>Reads to the end, so that the other side is never held up, and keeps the first bytes.</summary>
    public static async Task<byte[]> StartAsync(Stream stream, long limit, CancellationToken cancellationToken) =>
        (await ReadAsync(stream, limit, goOn: true, cancellationToken).ConfigureAwait(false)).Bytes;

    private static async Task<(byte[] Bytes, bool IsWhole)> ReadAsync(Stream stream, long limit, bool goOn, CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, Array.MaxLength);
        using var bytes = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            var isWhole = true;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                var kept = (int)Math.Min(read, limit - bytes.Length);
                bytes.Write(buffer, 0, kept);
                isWhole &= kept == read;
                if (!isWhole && !goOn) break;
            }
            return (bytes.ToArray(), isWhole);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
