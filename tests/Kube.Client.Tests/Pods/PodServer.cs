using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Pods;

/// <summary>Plays a kubelet: runs real programs for exec, connects real ports for port-forward, over the channel protocol.</summary>
public sealed class PodServer : IAsyncDisposable
{
    private readonly string[] _protocols;
    private TestServer _server = null!;

    private PodServer(string[] protocols) => _protocols = protocols;

    public TestServer Server => _server;

    /// <summary>Sizes of the terminal, as told.</summary>
    public List<string> Resizes { get; } = [];

    /// <summary>Drops the connection after so many bytes of output.</summary>
    public int? DropAfter { get; set; }

    /// <summary>Drops the connection after so many bytes of input.</summary>
    public int? DropAfterInput { get; set; }

    /// <summary>Said in place of a program's exit status.</summary>
    public string? ExitStatus { get; set; }

    /// <summary>Said against a port in place of what is wrong with it.</summary>
    public string? Complaint { get; set; }

    /// <summary>Lets nothing pass in either direction until it completes.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public static async Task<PodServer> StartAsync(params string[] protocols)
    {
        var pod = new PodServer(protocols.Length == 0 ? [Channels.V5, Channels.V4] : protocols);
        pod._server = await TestServer.StartAsync(pod.AnswerAsync);
        return pod;
    }

    public KubeClient Client(KubeClientOptions? options = null) => KubeClient.Create(_server.Config(), options);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.Contains("/missing/"))
        {
            await context.Json("""{"kind":"Status","status":"Failure","reason":"NotFound","code":404,"message":"pods \"missing\" not found","details":{"name":"missing","kind":"pods"}}""", 404);
            return;
        }
        var chosen = context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(p => _protocols.Contains(p));
        using var socket = await context.WebSockets.AcceptWebSocketAsync(chosen);
        if (!path.EndsWith("/portforward"))
        {
            await ExecAsync(context, socket);
            return;
        }
        await PortAsync(context, socket, int.Parse(context.Request.Query["ports"]!));
    }

    private async Task ExecAsync(HttpContext context, WebSocket socket)
    {
        var command = context.Request.Query["command"].Select(c => c!).ToList();
        if (command.Count == 0) command = ["cat"];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            await SendAsync(socket, 3, Encoding.UTF8.GetBytes($$"""{"status":"Failure","reason":"InternalError","message":"error executing command: {{e.Message.Replace('"', '\'')}}","code":500}"""));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
            return;
        }
        using var owned = process;
        var gate = new SemaphoreSlim(1, 1);
        var received = 0;
        var input = ReceiveAsync(socket, async (channel, data) =>
        {
            await Hold;
            received += data.Length;
            if (received >= DropAfterInput)
            {
                process.Kill(entireProcessTree: true);
                context.Abort();
            }
            if (channel == 0) await WriteAsync(process, data);
            if (channel == 4) Resizes.Add(Encoding.UTF8.GetString(data.Span));
            if (channel == 255 && data.Span[0] == 0) process.StandardInput.Close();
        });
        var ended = EndAsync();
        var sent = 0;
        if (context.Request.Query["stdin"] != "true") process.StandardInput.Close();
        await Task.WhenAll(PumpAsync(process.StandardOutput.BaseStream, 1), PumpAsync(process.StandardError.BaseStream, 2));
        if (DropAfter is not null || DropAfterInput is not null) return;
        await process.WaitForExitAsync();
        var status = process.ExitCode == 0
            ? """{"metadata":{},"status":"Success"}"""
            : $$"""{"metadata":{},"status":"Failure","reason":"NonZeroExitCode","message":"command terminated with non-zero exit code","details":{"causes":[{"reason":"ExitCode","message":"{{process.ExitCode}}"}]} }""";
        await SendAsync(socket, 3, Encoding.UTF8.GetBytes(ExitStatus ?? status));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await ended;

        // The program ends with the client's connection.
        async Task EndAsync()
        {
            await input;
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        async Task PumpAsync(Stream from, byte channel)
        {
            var buffer = new byte[20_000];
            int read;
            while ((read = await from.ReadAsync(buffer)) > 0)
            {
                await Hold;
                await gate.WaitAsync();
                try
                {
                    if (socket.State != WebSocketState.Open) continue;
                    await SendAsync(socket, channel, buffer.AsMemory(0, read));
                }
                catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
                {
                    continue;
                }
                finally
                {
                    gate.Release();
                }
                sent += read;
                if (sent < DropAfter || DropAfter is null) continue;
                process.Kill(entireProcessTree: true);
                context.Abort();
                return;
            }
        }
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> data)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(data);
            await process.StandardInput.BaseStream.FlushAsync();
        }
        catch (IOException)
        {
            // The program reads no more.
        }
    }

    private async Task PortAsync(HttpContext context, WebSocket socket, int port)
    {
        var number = new[] { (byte)(port & 0xFF), (byte)(port >> 8) };
        await Hold;
        await SendAsync(socket, 0, number);
        await SendAsync(socket, 1, number);
        using var target = new TcpClient();
        try
        {
            await target.ConnectAsync("127.0.0.1", port);
        }
        catch (SocketException)
        {
            await SendAsync(socket, 1, Encoding.UTF8.GetBytes(Complaint ?? $"error forwarding port {port}: connection refused"));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
            return;
        }
        var stream = target.GetStream();
        var up = UpAsync();
        var buffer = new byte[20_000];
        int read;
        var sent = 0;
        while ((read = await ReadAsync()) > 0)
        {
            await SendAsync(socket, 0, buffer.AsMemory(0, read));
            sent += read;
            if (sent < DropAfter || DropAfter is null) continue;
            context.Abort();
            return;
        }
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await up;

        // The port's connection ends with the client's.
        async Task UpAsync()
        {
            await ReceiveAsync(socket, async (channel, data) => await stream.WriteAsync(data));
            target.Close();
        }

        async ValueTask<int> ReadAsync()
        {
            try
            {
                return await stream.ReadAsync(buffer);
            }
            catch (Exception e) when (up.IsCompleted && e is IOException or ObjectDisposedException)
            {
                return 0;
            }
        }
    }

    private static async Task ReceiveAsync(WebSocket socket, Func<byte, ReadOnlyMemory<byte>, Task> take)
    {
        var buffer = new byte[70_000];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(buffer.AsMemory(length), default);
                    if (part.MessageType == WebSocketMessageType.Close) return;
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                await take(buffer[0], buffer.AsMemory(1, length - 1));
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private static async Task SendAsync(WebSocket socket, byte channel, ReadOnlyMemory<byte> data)
    {
        var message = new byte[data.Length + 1];
        message[0] = channel;
        data.CopyTo(message.AsMemory(1));
        await socket.SendAsync(message, WebSocketMessageType.Binary, true, default);
    }
}
