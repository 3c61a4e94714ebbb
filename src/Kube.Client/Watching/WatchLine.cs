using System.Buffers;
using System.Text;

namespace Kube.Client;

/// <summary>Decodes one line of a watch.</summary>
internal static class WatchLine
{
    public static WatchEvent<T> Read<T>(in ReadOnlySequence<byte> line, KubeClient client) where T : class, IKubeObject<T>
    {
        // One event is small and its codec reads a span fastest; lines that straddle two buffers are joined.
        if (line.IsSingleSegment) return Read<T>(line.FirstSpan, client);
        var buffer = ArrayPool<byte>.Shared.Rent((int)line.Length);
        try
        {
            line.CopyTo(buffer);
            return Read<T>(buffer.AsSpan(0, (int)line.Length), client);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static WatchEvent<T> Read<T>(ReadOnlySpan<byte> line, KubeClient client) where T : class, IKubeObject<T>
    {
        try
        {
            return client.Options.KeepUnknownFields ? WatchEventCodec.ReadKeepingUnknownFields<T>(line) : WatchEventCodec.Read<T>(line);
        }
        catch (KubeSerializationException e)
        {
            // Not an object that does not fit, which is an event of its own, but a line that is no event: the stream cannot be trusted.
            var server = client.Config.Server;
            var start = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 200)]);
            throw new KubeTransportException($"{server.Authority} sent a line that is no watch event ({e.Message}): {start}", TransportFailure.Protocol, server, e);
        }
    }
}
