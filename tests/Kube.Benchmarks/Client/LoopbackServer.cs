using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Kube.Benchmarks.Json;

namespace Kube.Benchmarks.Client;

/// <summary>Answers lists, watches and small reads from prepared bytes, in a process of its own, so that what the client's process spends is the client's alone.</summary>
internal static class LoopbackServer
{
    public const int Pods = 10_000;
    private const int Distinct = 2_000;
    private static readonly byte[] Small = Answer("""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"a","namespace":"default","uid":"0f0e9f3e-8b7c-4a52-9b1f-0c1d2e3f4a5b","resourceVersion":"12345","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"a"}}}"""u8);

    /// <summary>The bytes of the list; the same in both processes.</summary>
    public static byte[] ListBytes() => new PodBytes(seed: 7, managedFields: true).List(Pods);

    public static async Task RunAsync(string[] args)
    {
        var list = Answer(ListBytes());
        var events = new PodBytes(seed: 8, managedFields: true).Events(Distinct).Select(e => (byte[])[.. e, (byte)'\n']).ToArray();
        var small = Enumerable.Range(0, Distinct).Select(i => Encoding.UTF8.GetBytes(Lease(i))).ToArray();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 4096);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        while (true) _ = ServeAsync(await listener.AcceptSocketAsync(), list, events, small);
    }

    /// <summary>Starts it as a child; the first line it writes is its port.</summary>
    public static async Task<(Process Process, Uri Address)> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        start.ArgumentList.Add("client-server");
        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync();
        return (process, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>What renewing a lease tells its watchers: the most frequent event of a cluster.</summary>
    private static string Lease(int number) => """
        {"type":"MODIFIED","object":{"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"node-<number>","namespace":"kube-node-lease",
        "uid":"0f0e9f3e-8b7c-4a52-9b1f-<hex>","resourceVersion":"<version>","creationTimestamp":"2026-01-01T00:00:00Z",
        "ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"node-<number>","uid":"1f0e9f3e-8b7c-4a52-9b1f-<hex>"}],
        "managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"coordination.k8s.io/v1","time":"2026-11-27T10:00:00Z","fieldsType":"FieldsV1",
        "fieldsV1":{"f:metadata":{"f:ownerReferences":{".":{},"k:{\"uid\":\"1f0e9f3e-8b7c-4a52-9b1f-<hex>\"}":{}}},"f:spec":{"f:holderIdentity":{},"f:leaseDurationSeconds":{},"f:renewTime":{}}}}]},
        "spec":{"holderIdentity":"node-<number>","leaseDurationSeconds":40,"renewTime":"2026-11-27T10:00:<second>.123456Z"}}}
        """.Replace("\n", "").Replace("<number>", number.ToString(CultureInfo.InvariantCulture)).Replace("<hex>", number.ToString("x12", CultureInfo.InvariantCulture))
        .Replace("<version>", (98_000_000 + number).ToString(CultureInfo.InvariantCulture)).Replace("<second>", (number % 60).ToString("00", CultureInfo.InvariantCulture)) + "\n";

    private static byte[] Answer(ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    private static async Task ServeAsync(Socket peer, byte[] list, byte[][] events, byte[][] small)
    {
        using var owned = peer;
        peer.NoDelay = true;
        var buffer = new byte[8192];
        try
        {
            // One request at a time, each within one segment: so this client's are.
            for (int read; (read = await peer.ReceiveAsync(buffer)) > 0;)
            {
                var line = Encoding.ASCII.GetString(buffer, 0, read).Split('\n')[0];
                if (!line.Contains("watch=true"))
                {
                    await SendAsync(peer, line.Contains("/pods ") ? list : Small);
                    continue;
                }
                await SendAsync(peer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"u8.ToArray());
                await WatchAsync(peer, line, line.Contains("/leases?") ? small : events);
                return;
            }
        }
        catch (SocketException)
        {
            // The client is gone.
        }
    }

    // The resource version says how many events, and how many a second: 200000x50000; none for silence.
    private static async Task WatchAsync(Socket peer, string line, byte[][] events)
    {
        var at = line.IndexOf("resourceVersion=", StringComparison.Ordinal);
        if (at < 0)
        {
            await peer.ReceiveAsync(new byte[1]);
            return;
        }
        var wanted = line[(at + 16)..].Split('&', ' ')[0].Split('x');
        var (count, rate) = (int.Parse(wanted[0], CultureInfo.InvariantCulture), int.Parse(wanted[1], CultureInfo.InvariantCulture));
        var batch = new MemoryStream();
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < count;)
        {
            var due = rate == 0 ? count : Math.Min(count, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * rate));
            if (sent >= due)
            {
                await Task.Delay(1);
                continue;
            }
            batch.SetLength(0);
            for (; sent < due && batch.Length < 512 * 1024; sent++) batch.Write(events[sent % events.Length]);
            await SendAsync(peer, batch.GetBuffer().AsMemory(0, (int)batch.Length));
        }
    }

    private static async Task SendAsync(Socket peer, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await peer.SendAsync(bytes)..];
    }
}
