using System.Formats.Tar;
using System.Security.Cryptography;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Pods;

public sealed class CopyTests : IDisposable
{
    private readonly TempFolder _local = new();
    private readonly TempFolder _remote = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _local.Dispose();
        _remote.Dispose();
    }

    [Theory]
    [InlineData(Channels.V5)]
    [InlineData(Channels.V4)]
    public async Task A_folder_goes_in_and_comes_out_exact_to_the_byte(string protocol)
    {
        await using var pod = await PodServer.StartAsync(protocol);
        await using var client = pod.Client();
        var data = RandomNumberGenerator.GetBytes(5_000_011);
        var folder = Directory.CreateDirectory(Path.Combine(_local.Path, "data", "inner"));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "large.bin"), data, Token);
        await File.WriteAllTextAsync(Path.Combine(_local.Path, "data", "naïve name.txt"), "text", Token);
        await File.WriteAllTextAsync(Path.Combine(_local.Path, "data", "empty"), "", Token);

        var operations = client.Pod("default", "p");
        await operations.CopyToAsync(Path.Combine(_local.Path, "data"), _remote.Path, cancellationToken: Token);
        Assert.Equal(data, await File.ReadAllBytesAsync(Path.Combine(_remote.Path, "data", "inner", "large.bin"), Token));

        var back = Path.Combine(_local.Path, "back");
        await operations.CopyFromAsync(_remote.Path + "/data", back, cancellationToken: Token);
        Assert.Equal(data, await File.ReadAllBytesAsync(Path.Combine(back, "data", "inner", "large.bin"), Token));
        Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(back, "data", "naïve name.txt"), Token));
        Assert.Equal("", await File.ReadAllTextAsync(Path.Combine(back, "data", "empty"), Token));
    }

    [Fact]
    public async Task A_single_file_keeps_its_name()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        _remote.Write("one.txt", "1");
        await client.Pod("default", "p").CopyFromAsync(_remote.Path + "/one.txt", _local.Path, cancellationToken: Token);
        Assert.Equal("1", _local.Read("one.txt"));
    }

    [Fact]
    public async Task What_tar_says_is_in_the_error()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var operations = client.Pod("default", "p");
        var from = await Assert.ThrowsAsync<KubeApiException>(() => operations.CopyFromAsync(_remote.Path + "/absent", _local.Path, cancellationToken: Token));
        Assert.Contains("absent: Cannot stat: No such file or directory", from.Message);
        var file = _local.Write("f", "x");
        var to = await Assert.ThrowsAsync<KubeApiException>(() => operations.CopyToAsync(file, "/no/such/folder", cancellationToken: Token));
        Assert.Contains("/no/such/folder: Cannot open: No such file or directory", to.Message);
        await Assert.ThrowsAsync<FileNotFoundException>(() => operations.CopyToAsync(file + ".absent", "/", cancellationToken: Token));
    }

    [Fact]
    public async Task An_archive_that_points_out_of_the_folder_writes_nothing_there()
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "../escaped.txt") { DataStream = new MemoryStream("x"u8.ToArray()) }, Token);
        var evil = _remote.Path + "/evil.tar";
        await File.WriteAllBytesAsync(evil, archive.ToArray(), Token);
        // A container's tar may be anything: this one prints what it likes.
        await using var server = await TestServer.StartAsync(context => Evil(context, evil));
        await using var client = KubeClient.Create(server.Config());
        var inside = Path.Combine(_local.Path, "inside");
        await Assert.ThrowsAsync<IOException>(() => client.Pod("default", "p").CopyFromAsync("/x", inside, cancellationToken: Token));
        Assert.False(File.Exists(Path.Combine(_local.Path, "escaped.txt")));
    }

    private static async Task Evil(HttpContext context, string file)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Channels.V5);
        byte[] message = [1, .. await File.ReadAllBytesAsync(file)];
        await socket.SendAsync(message, System.Net.WebSockets.WebSocketMessageType.Binary, true, default);
        await socket.SendAsync((byte[])[3, .. """{"status":"Success"}"""u8], System.Net.WebSockets.WebSocketMessageType.Binary, true, default);
        await socket.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, default);
    }
}
