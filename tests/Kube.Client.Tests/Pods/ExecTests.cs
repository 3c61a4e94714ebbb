using System.Security.Cryptography;
using System.Text;
using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Pods;

public sealed class ExecTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_runs_to_its_end_with_both_outputs_and_its_exit_code()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var result = await client.Pod("default", "p").RunAsync(["sh", "-c", "echo out; echo err >&2; exit 3"], "main", Token);
        Assert.Equal(new ExecResult(3, "out\n", "err\n"), result);
        Assert.Equal(["GET /api/v1/namespaces/default/pods/p/exec?container=main&stdout=true&stderr=true&command=sh&command=-c&command=echo%20out%3B%20echo%20err%20%3E%262%3B%20exit%203"], pod.Server.Log);
    }

    [Theory]
    [InlineData("head -c 100000 /dev/zero")]
    [InlineData("head -c 100000 /dev/zero >&2")]
    public async Task A_program_that_writes_more_than_fits_is_an_error_and_not_the_end_of_memory(string script)
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client(new() { MaxResponseBytes = 50_000 });
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Pod("default", "p").RunAsync(["sh", "-c", $"{script}; sleep 60"], cancellationToken: Token));
        Assert.StartsWith("the program in pod default/p wrote more than 50000 bytes; read its streams with ExecAsync", error.Message);
    }

    [Fact]
    public async Task An_exit_status_without_end_is_an_error()
    {
        await using var pod = await PodServer.StartAsync();
        pod.ExitStatus = new string(' ', 2_000_000);
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("echo", "out"), Token);
        Assert.Equal("out\n", await new StreamReader(process.StandardOutput).ReadToEndAsync(Token));
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => process.WaitAsync(Token));
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        Assert.EndsWith("sent an exit status of more than 1024 KiB, which none is", error.Message);
    }

    [Fact]
    public async Task Closing_the_input_ends_the_programs_input_and_loses_no_output()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("sha256sum") { Stdin = true }, Token);
        Assert.True(process.CanCloseInput);
        var data = RandomNumberGenerator.GetBytes(20_000_003);
        await process.StandardInput.WriteAsync(data, Token);
        await process.StandardInput.DisposeAsync();
        var output = await new StreamReader(process.StandardOutput).ReadToEndAsync(Token);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(data)), output.Split(' ')[0]);
        Assert.True((await process.WaitAsync(Token)).IsSuccess);
    }

    [Fact]
    public async Task The_input_can_be_closed_without_waiting()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("cat") { Stdin = true }, Token);
        await process.StandardInput.WriteAsync("x"u8.ToArray(), Token);
        process.StandardInput.Close();
        Assert.Equal("x", await new StreamReader(process.StandardOutput).ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Large_streams_in_both_directions_at_once_are_exact_to_the_byte()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("cat") { Stdin = true }, Token);
        var data = RandomNumberGenerator.GetBytes(16_777_259);
        var write = Task.Run(async () =>
        {
            await process.StandardInput.WriteAsync(data, Token);
            await process.StandardInput.DisposeAsync();
        }, Token);
        using var back = new MemoryStream();
        await process.StandardOutput.CopyToAsync(back, Token);
        await write;
        Assert.True(data.AsSpan().SequenceEqual(back.GetBuffer().AsSpan(0, (int)back.Length)));
    }

    [Fact]
    public async Task Version_4_is_spoken_where_5_is_not_known()
    {
        await using var pod = await PodServer.StartAsync(Channels.V4);
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("head", "-c", "3") { Stdin = true }, Token);
        Assert.False(process.CanCloseInput);
        await process.StandardInput.WriteAsync("abcdef"u8.ToArray(), Token);
        Assert.Equal("abc", await new StreamReader(process.StandardOutput).ReadToEndAsync(Token));
        Assert.Equal(0, (await process.WaitAsync(Token)).Code);
    }

    [Fact]
    public async Task Attach_carries_input_output_and_the_size_of_the_terminal()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").AttachAsync(new() { Stdin = true, Tty = true, Container = "c" }, Token);
        await process.ResizeAsync(120, 40, Token);
        await process.StandardInput.WriteAsync("hello"u8.ToArray(), Token);
        var buffer = new byte[5];
        await process.StandardOutput.ReadExactlyAsync(buffer, Token);
        Assert.Equal("hello", Encoding.ASCII.GetString(buffer));
        Assert.Equal(["""{"Width":120,"Height":40}"""], pod.Resizes);
        Assert.Equal(["GET /api/v1/namespaces/default/pods/p/attach?container=c&stdin=true&stdout=true&tty=true"], pod.Server.Log);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_with_the_servers_words()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "p").RunAsync(["no-such-program"], cancellationToken: Token));
        Assert.Contains("error executing command", error.Message);
    }

    [Fact]
    public async Task A_refused_upgrade_keeps_the_servers_status()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "missing").ExecAsync(new("ls"), Token));
        Assert.True(error.IsNotFound);
        Assert.Equal("pods \"missing\" not found", error.Status.Message);
    }

    [Fact]
    public async Task A_server_that_speaks_no_known_version_is_told()
    {
        await using var pod = await PodServer.StartAsync("other");
        await using var client = pod.Client();
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Pod("default", "p").ExecAsync(new("ls"), Token));
        Assert.Contains("speaks none of v5.channel.k8s.io, v4.channel.k8s.io", error.Message);
    }

    [Fact]
    public async Task An_answer_that_is_no_upgrade_is_told()
    {
        await using var server = await TestServer.StartAsync(c => c.Json("{}"));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Pod("default", "p").ExecAsync(new("ls"), Token));
        Assert.Equal(200, (int)error.StatusCode);
    }

    [Fact]
    public async Task A_dropped_connection_is_an_error_for_every_reader_not_an_end()
    {
        await using var pod = await PodServer.StartAsync();
        pod.DropAfter = 100_000;
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("cat", "/dev/zero"), Token);
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => process.StandardOutput.CopyToAsync(Stream.Null, Token));
        Assert.Equal(TransportFailure.Broken, error.Failure);
        await Assert.ThrowsAsync<KubeTransportException>(() => process.WaitAsync(Token));
    }

    [Fact]
    public async Task Cancelling_a_wait_leaves_the_program_and_disposing_ends_the_connection()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        var process = await client.Pod("default", "p").ExecAsync(new("cat") { Stdin = true }, Token);
        using var cancel = new CancellationTokenSource();
        var wait = process.WaitAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await process.StandardInput.WriteAsync("x"u8.ToArray(), Token);
        Assert.Equal('x', (char)await ReadByteAsync(process.StandardOutput));
        await process.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await process.StandardInput.WriteAsync("x"u8.ToArray(), Token));
    }

    [Fact]
    public async Task An_output_nobody_wants_is_dropped_and_the_exit_code_still_comes()
    {
        await using var pod = await PodServer.StartAsync();
        await using var client = pod.Client();
        await using var process = await client.Pod("default", "p").ExecAsync(new("sh", "-c", "head -c 3000000 /dev/zero; exit 5"), Token);
        await process.StandardOutput.DisposeAsync();
        Assert.Equal(5, (await process.WaitAsync(Token)).Code);
    }

    private static async Task<byte> ReadByteAsync(Stream stream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one, Token);
        return one[0];
    }
}
