using System.IO.Pipelines;

namespace Kube.Client;

/// <summary>Reads the body of a list: each object is decoded as it arrives, and its bytes are given up.</summary>
internal static class ListBody
{
    private static readonly StreamPipeReaderOptions PipeOptions = new(bufferSize: 64 * 1024, minimumReadSize: 8 * 1024);

    public static async Task<KubeList<T>> ReadAsync<T>(HttpContent content, KubeClient client, CancellationToken cancellationToken) where T : class, IKubeObject<T>
    {
        var limit = client.Options.MaxResponseBytes;
        var decoder = new KubeListDecoder<T>(client.Options.KeepUnknownFields);
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var pipe = PipeReader.Create(stream, PipeOptions);
        try
        {
            var taken = 0L;
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = read.Buffer;
                if (taken + buffer.Length > limit) throw BodyReader.TooLarge(client.Config.Server, limit);
                var used = decoder.Decode(buffer, read.IsCompleted);
                if (read.IsCompleted) return decoder.ToList();
                taken += buffer.Slice(0, used).Length;
                pipe.AdvanceTo(used, buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync().ConfigureAwait(false);
        }
    }
}
