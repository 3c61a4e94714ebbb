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

    /// <summary>Archives whose entries, one by one or together, lead out of the folder they are unpacked in.</summary>
    public static TheoryData<string, TarEntry[]> Escapes => new()
    {
        { "a name with dots", [Item("../escaped.txt")] },
        { "an absolute name", [Item(Path.Combine(Path.GetTempPath(), "kube-client-escaped", "escaped.txt"))] },
        { "a link out", [Link("out", ".."), Item("out/escaped.txt")] },
        { "a link whose text stays inside", [Folder("d"), Folder("d/e"), Folder("d/e/f"), Link("d/e/f/up", "../.."), Link("out", "d/e/f/up/../.."), Item("out/escaped.txt")] },
        { "a link to a file outside by such a link", [Folder("d"), Folder("d/e"), Folder("d/e/f"), Link("d/e/f/up", "../.."), Link("out", "d/e/f/up/../../secret.txt")] },
        { "a hard link to a file outside", [new PaxTarEntry(TarEntryType.HardLink, "hard") { LinkName = "../secret.txt" }, Item("hard")] },
        { "a hard link through a link", [Link("out", ".."), new PaxTarEntry(TarEntryType.HardLink, "hard") { LinkName = "out/secret.txt" }] },
        { "a link with an absolute target", [Link("out", "/")] },
        { "a folder in place of a link", [Link("out", ".."), Folder("out/escaped")] },
        { "what is no file", [new PaxTarEntry(TarEntryType.Fifo, "pipe")] },
    };

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task An_archive_that_points_out_of_the_folder_writes_nothing_there(string name, TarEntry[] entries)
    {
        var secret = _local.Write("secret.txt", "mine");
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
            foreach (var entry in entries) await tar.WriteEntryAsync(entry, Token);
        var evil = _remote.Path + "/evil.tar";
        await File.WriteAllBytesAsync(evil, archive.ToArray(), Token);
        // A container's tar may be anything: this one prints what it likes.
        await using var server = await TestServer.StartAsync(context => Evil(context, evil));
        await using var client = KubeClient.Create(server.Config());
        var inside = Path.Combine(_local.Path, "inside");
        await Assert.ThrowsAsync<IOException>(() => client.Pod("default", "p").CopyFromAsync("/x", inside, cancellationToken: Token));
        Assert.Equal(["inside", "secret.txt"], Directory.EnumerateFileSystemEntries(_local.Path).Select(Path.GetFileName).Order());
        Assert.Equal("mine", await File.ReadAllTextAsync(secret, Token));
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "kube-client-escaped", "escaped.txt")), name);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_that_was_there()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        Directory.CreateDirectory(Path.Combine(_remote.Path, "data", "in"));
        _remote.Write("data/in/file", "theirs");
        var (back, elsewhere) = (Path.Combine(_local.Path, "back"), Directory.CreateDirectory(Path.Combine(_local.Path, "elsewhere")).FullName);
        Directory.CreateDirectory(Path.Combine(back, "data"));
        File.CreateSymbolicLink(Path.Combine(back, "data", "in"), elsewhere);
        var operations = client.Pod("default", "p");
        var error = await Assert.ThrowsAsync<IOException>(() => operations.CopyFromAsync(_remote.Path + "/data", back, cancellationToken: Token));
        Assert.Equal("'data/in' leads through the link 'data/in'; nothing is written through links.", error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));

        // A file that is a link is replaced, not followed.
        File.Delete(Path.Combine(back, "data", "in"));
        Directory.CreateDirectory(Path.Combine(back, "data", "in"));
        var mine = _local.Write("mine", "mine");
        File.CreateSymbolicLink(Path.Combine(back, "data", "in", "file"), mine);
        await operations.CopyFromAsync(_remote.Path + "/data", back, cancellationToken: Token);
        Assert.Equal(("mine", "theirs"), (_local.Read("mine"), _local.Read("back/data/in/file")));
    }

    [Fact]
    public async Task All_else_is_copied_before_a_link_that_points_out_is_told_of()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        Directory.CreateDirectory(Path.Combine(_remote.Path, "data", "closed"));
        File.CreateSymbolicLink(Path.Combine(_remote.Path, "data", "a-link"), "/etc/hostname");
        File.CreateSymbolicLink(Path.Combine(_remote.Path, "data", "b-link"), "closed/../z");
        _remote.Write("data/closed/f", "1");
        _remote.Write("data/z", "2");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_remote.Path, "data", "z"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var error = await Assert.ThrowsAsync<IOException>(() => client.Pod("default", "p").CopyFromAsync(_remote.Path + "/data", _local.Path, cancellationToken: Token));
        Assert.Equal("All was copied but what leads out of the folder or is no file: data/a-link (link to /etc/hostname).", error.Message);
        Assert.Equal(("1", "2", "2"), (_local.Read("data/closed/f"), _local.Read("data/z"), _local.Read("data/b-link")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_local.Path, "data", "z")));
    }

    [Fact]
    public async Task Links_go_in_and_come_out_as_links()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var data = Directory.CreateDirectory(Path.Combine(_local.Path, "data", "real")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "real", "file"), "text", Token);
        File.CreateSymbolicLink(Path.Combine(data, "to-file"), "real/file");
        File.CreateSymbolicLink(Path.Combine(data, "to-folder"), "real");
        File.CreateSymbolicLink(Path.Combine(data, "to-nothing"), "absent");
        var operations = client.Pod("default", "p");
        await operations.CopyToAsync(data, _remote.Path, cancellationToken: Token);
        await operations.CopyFromAsync(_remote.Path + "/data", Path.Combine(_local.Path, "back"), cancellationToken: Token);
        foreach (var copy in new[] { Path.Combine(_remote.Path, "data"), Path.Combine(_local.Path, "back", "data") })
        {
            Assert.Equal("real/file", new FileInfo(Path.Combine(copy, "to-file")).LinkTarget);
            Assert.Equal("real", new DirectoryInfo(Path.Combine(copy, "to-folder")).LinkTarget);
            Assert.Equal("absent", new FileInfo(Path.Combine(copy, "to-nothing")).LinkTarget);
            Assert.Equal("text", await File.ReadAllTextAsync(Path.Combine(copy, "to-folder", "file"), Token));
        }
    }

    private static PaxTarEntry Item(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) };

    private static PaxTarEntry Folder(string name) => new(TarEntryType.Directory, name);

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static async Task Evil(HttpContext context, string file)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(Channels.V5);
        byte[] message = [1, .. await File.ReadAllBytesAsync(file)];
        await socket.SendAsync(message, System.Net.WebSockets.WebSocketMessageType.Binary, true, default);
        await socket.SendAsync((byte[])[3, .. """{"status":"Success"}"""u8], System.Net.WebSockets.WebSocketMessageType.Binary, true, default);
        await socket.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, default);
    }
}
