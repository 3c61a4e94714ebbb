using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Pods;

/// <summary>What each stream does when the connection drops under it, or the caller gives up.</summary>
public sealed class StreamFaultTests : IDisposable
{
    private readonly TempFolder _local = new();
    private readonly TempFolder _remote = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _local.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public async Task A_dropped_attach_fails_for_every_reader()
    {
        await using var pod = await PodServer.StartAsync();
        pod.DropAfter = 1;
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").AttachAsync(new() { Stdin = true }, Token);
        await process.StandardInput.WriteAsync("hello"u8.ToArray(), Token);
        Assert.Equal(TransportFailure.Broken, (await Assert.ThrowsAsync<KubeTransportException>(() => process.StandardOutput.CopyToAsync(Stream.Null, Token))).Failure);
        await Assert.ThrowsAsync<KubeTransportException>(() => process.WaitAsync(Token));
    }

    [Fact]
    public async Task A_dropped_connection_fails_a_writer()
    {
        await using var pod = await PodServer.StartAsync();
        pod.DropAfterInput = 100_000;
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("cat") { Stdin = true }, Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(async () =>
        {
            while (true) await process.StandardInput.WriteAsync(new byte[64 * 1024], Token);
        });
        Assert.Equal(TransportFailure.Broken, error.Failure);
    }

    [Fact]
    public async Task An_output_that_is_not_read_for_long_outlives_the_pings()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client(new() { KeepAlivePingDelay = TimeSpan.FromSeconds(1), KeepAlivePingTimeout = TimeSpan.FromSeconds(1) });
        await using var process = await client.Pod("default", "p").ExecAsync(new("head", "-c", "30000000", "/dev/zero"), Token);
        // Far longer than a ping may take: the answer to it stands behind megabytes that nobody reads.
        await Task.Delay(3000, Token);
        var length = 0L;
        var buffer = new byte[64 * 1024];
        for (int read; (read = await process.StandardOutput.ReadAsync(buffer, Token)) > 0;) length += read;
        Assert.Equal(30_000_000, length);
    }

    [Fact]
    public async Task A_write_the_program_does_not_read_can_be_cancelled()
    {
        var hold = new TaskCompletionSource();
        await using var pod = await PodServer.StartAsync();
        pod.Hold = hold.Task;
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("cat") { Stdin = true }, Token);
        using var cancel = new CancellationTokenSource();
        var write = Task.Run(async () =>
        {
            while (true) await process.StandardInput.WriteAsync(new byte[1024 * 1024], cancel.Token);
        }, Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        hold.SetResult();
    }

    [Fact]
    public async Task A_copy_that_is_cut_off_is_an_error_in_either_direction()
    {
        await using var pod = await PodServer.StartAsync();
        pod.DropAfter = pod.DropAfterInput = 100_000;
        await using var client = pod.Client();
        var data = new byte[8_000_000];
        Random.Shared.NextBytes(data);
        await File.WriteAllBytesAsync(Path.Combine(_local.Path, "in"), data, Token);
        await File.WriteAllBytesAsync(Path.Combine(_remote.Path, "out"), data, Token);
        var operations = client.Pod("default", "p");
        Assert.Equal(TransportFailure.Broken, (await Assert.ThrowsAsync<KubeTransportException>(() => operations.CopyToAsync(Path.Combine(_local.Path, "in"), _remote.Path, cancellationToken: Token))).Failure);
        Assert.Equal(TransportFailure.Broken, (await Assert.ThrowsAsync<KubeTransportException>(() => operations.CopyFromAsync(_remote.Path + "/out", _local.Path, cancellationToken: Token))).Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_can_be_cancelled(bool into)
    {
        var hold = new TaskCompletionSource();
        await using var pod = await PodServer.StartAsync();
        pod.Hold = hold.Task;
        await using var client = pod.Client();
        _local.Write("in", "data");
        _remote.Write("out", "data");
        using var cancel = new CancellationTokenSource();
        var operations = client.Pod("default", "p");
        var copy = into
            ? operations.CopyToAsync(Path.Combine(_local.Path, "in"), _remote.Path, cancellationToken: cancel.Token)
            : operations.CopyFromAsync(_remote.Path + "/out", _local.Path, cancellationToken: cancel.Token);
        while (pod.Server.Log.IsEmpty) await Task.Yield();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
        hold.SetResult();
    }

    [Fact]
    public async Task A_long_log_is_exact_to_the_byte_and_a_followed_one_can_be_cancelled()
    {
        var data = new byte[10_000_019];
        Random.Shared.NextBytes(data);
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.Body.WriteAsync(data);
            await context.Response.Body.FlushAsync();
            if (context.Request.Query["follow"] == "true") await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var client = KubeClient.Create(server.Config());
        var pod = client.Pod("default", "p");
        using var read = new MemoryStream();
        await using (var log = await pod.OpenLogAsync(cancellationToken: Token)) await log.CopyToAsync(read, Token);
        Assert.True(data.AsSpan().SequenceEqual(read.GetBuffer().AsSpan(0, (int)read.Length)));

        using var cancel = new CancellationTokenSource();
        await using var followed = await pod.OpenLogAsync(new() { Follow = true }, cancel.Token);
        await followed.ReadExactlyAsync(new byte[data.Length], cancel.Token);
        var silent = followed.ReadAsync(new byte[1], cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silent);
    }

    [Fact]
    public async Task Refusals_reach_the_caller_of_each_stream()
    {
        await using var server = await TestServer.StartAsync(context => context.Status(403, "Forbidden", "not you"));
        await using var client = KubeClient.Create(server.Config());
        var pod = client.Pod("default", "p");
        foreach (var open in new Func<Task>[]
        {
            () => pod.OpenLogAsync(cancellationToken: Token), () => pod.ReadLogAsync(cancellationToken: Token), () => pod.ExecAsync(new("ls"), Token), () => pod.AttachAsync(cancellationToken: Token),
            () => pod.OpenPortAsync(80, Token), () => pod.CopyFromAsync("/x", _local.Path, cancellationToken: Token), () => pod.RunAsync(["ls"], cancellationToken: Token),
        })
            Assert.True((await Assert.ThrowsAsync<KubeApiException>(open)).IsForbidden);
    }
}
