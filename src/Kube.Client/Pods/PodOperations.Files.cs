using System.Formats.Tar;

namespace Kube.Client;

public sealed partial class PodOperations
{
    private const int ShownWords = 4096;

    /// <summary>Copies a file or folder of this machine into a folder of a container, by the container's own <c>tar</c>.</summary>
    /// <param name="localPath">The file or folder; it keeps its name.</param>
    /// <param name="remoteFolder">The folder in the container, which must exist.</param>
    /// <param name="container">The container; <see langword="null"/> for the pod's default.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FileNotFoundException">There is nothing at <paramref name="localPath"/>.</exception>
    /// <exception cref="KubeApiException">The container has no <c>tar</c>, or it failed: its words are in the message.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public async Task CopyToAsync(string localPath, string remoteFolder, string? container = null, CancellationToken cancellationToken = default)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(localPath));
        if (!File.Exists(full) && !Directory.Exists(full)) throw new FileNotFoundException($"There is no file or folder '{full}'.", full);
        var process = await ExecAsync(new ExecParams("tar", "-xmf", "-", "-C", remoteFolder) { Container = container, Stdin = true }, cancellationToken).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            var words = BoundedRead.StartAsync(process.StandardError, ShownWords, cancellationToken);
            var output = process.StandardOutput.CopyToAsync(Stream.Null, cancellationToken);
            try
            {
                var counted = new TarRecords(process.StandardInput);
                var archive = new TarWriter(counted, TarEntryFormat.Pax, leaveOpen: true);
                await using (archive.ConfigureAwait(false))
                {
                    await AddAsync(archive, full, Path.GetFileName(full), cancellationToken).ConfigureAwait(false);
                }
                await counted.FillAsync(cancellationToken).ConfigureAwait(false);
                await process.StandardInput.DisposeAsync().ConfigureAwait(false);
            }
            catch (KubeTransportException) when (process.WaitAsync(CancellationToken.None).IsCompletedSuccessfully)
            {
                // tar ended before it had read all: its exit code and words say why.
            }
            var exit = await process.WaitAsync(cancellationToken).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await RequireAsync(exit, words, $"copy to {remoteFolder}").ConfigureAwait(false);
        }
    }

    /// <summary>Copies a file or folder of a container into a folder of this machine, by the container's own <c>tar</c>.</summary>
    /// <remarks>
    /// Nothing is written outside <paramref name="localFolder"/>, whatever names and links the container sends, and nothing through a link, also one that lies there already.
    /// Symbolic links come as links; hard links as copies.
    /// </remarks>
    /// <param name="remotePath">The file or folder in the container; it keeps its name.</param>
    /// <param name="localFolder">The folder on this machine; made if it does not exist, files in it are replaced.</param>
    /// <param name="container">The container; <see langword="null"/> for the pod's default.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeApiException">The container has no <c>tar</c>, or it failed: its words are in the message.</exception>
    /// <exception cref="IOException">
    /// A name leads out of the folder or through a link; or, when all the rest was copied, a link points out of the folder or something is neither file, folder nor link.
    /// </exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public async Task CopyFromAsync(string remotePath, string localFolder, string? container = null, CancellationToken cancellationToken = default)
    {
        var trimmed = remotePath.TrimEnd('/');
        var slash = trimmed.LastIndexOf('/');
        var (folder, name) = slash < 0 ? (".", trimmed) : (slash == 0 ? "/" : trimmed[..slash], trimmed[(slash + 1)..]);
        ArgumentException.ThrowIfNullOrEmpty(name, nameof(remotePath));
        var process = await ExecAsync(new ExecParams("tar", "-cf", "-", "-C", folder, "--", name) { Container = container }, cancellationToken).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            var words = BoundedRead.StartAsync(process.StandardError, ShownWords, cancellationToken);
            await TarUnpacker.UnpackAsync(process.StandardOutput, localFolder, cancellationToken).ConfigureAwait(false);
            // Padding after the archive's end is read, too, lest tar waits for us.
            await process.StandardOutput.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            var exit = await process.WaitAsync(cancellationToken).ConfigureAwait(false);
            await RequireAsync(exit, words, $"copy {remotePath}").ConfigureAwait(false);
        }
    }

    private static async Task AddAsync(TarWriter archive, string path, string name, CancellationToken cancellationToken)
    {
        await archive.WriteEntryAsync(path, name, cancellationToken).ConfigureAwait(false);
        // A link to a folder is copied as a link.
        if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null) return;
        foreach (var entry in Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal))
            await AddAsync(archive, entry, $"{name}/{Path.GetFileName(entry)}", cancellationToken).ConfigureAwait(false);
    }

    private async Task RequireAsync(ExitStatus exit, Task<byte[]> words, string what)
    {
        if (exit.IsSuccess) return;
        var said = System.Text.Encoding.UTF8.GetString(await words.ConfigureAwait(false)).ReplaceLineEndings(" ").Trim();
        throw new KubeApiException(exit.Status with { Message = $"tar ended with exit code {exit.Code}: {said}" }, System.Net.HttpStatusCode.InternalServerError, $"{what} in pod {Namespace}/{Name}");
    }
}

/// <summary>Counts what is written and fills it up to whole records.</summary>
/// <remarks>GNU tar waits for a whole record or the end of its input, and version 4 of the protocol cannot tell it the end.</remarks>
internal sealed class TarRecords(Stream inner) : Stream
{
    private const int RecordSize = 20 * 512;
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        var missing = (int)((RecordSize - (_written % RecordSize)) % RecordSize);
        if (missing > 0) await WriteAsync(new byte[missing], cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        _written += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() { }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream goes over the network: use WriteAsync.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
