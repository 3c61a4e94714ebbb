using System.Diagnostics;
using System.Globalization;
using System.Net;
using Kube.Client;
using Kube.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kube.Benchmarks.Server;

/// <summary>A fresh server, a CRD and one object: in a process of its own for what only the first costs, beside a web server and a client that do nothing.</summary>
internal static class FirstServer
{
    private static readonly (string Name, string Argument)[] Ways =
    [
        ("", ""),
        ("over a socket: ", "socket"),
    ];

    /// <summary><c>server-first</c>, run in a process of its own: prints the ms until the process's first server stands, and until it has a CRD and an object.</summary>
    /// <param name="args"><c>socket</c> for a client over a socket; <c>bare</c> for a Kestrel and an <c>HttpClient</c> without us: until it listens, and until two requests of the same size are answered.</param>
    public static async Task RunAsync(string[] args)
    {
        var (start, whole) = args is ["bare"] ? await BareAsync() : await FreshAsync(useHttps: false, useSocket: args is ["socket"]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{start} {whole}"));
    }

    /// <summary>The rows of all ways and forms.</summary>
    public static void Report(int processes)
    {
        foreach (var (form, program) in FreshProcess.Forms())
        {
            foreach (var (name, argument) in Ways)
            {
                var first = FreshProcess.Medians(program, processes, "server-first", argument);
                ServerSuite.Row($"the first server of a process, {name}{form}: start; start + CRD + one object", $"{first[0]:0} ms; {first[1]:0} ms");
            }
        }

        var bare = FreshProcess.Medians(FreshProcess.Forms().First().Program, processes, "server-first", "bare");
        ServerSuite.Row("an empty Kestrel and an HttpClient of a process: start; start + two requests", $"{bare[0]:0} ms; {bare[1]:0} ms");
    }

    public static async Task<(double Start, double Whole)> FreshAsync(bool useHttps, bool useSocket = false)
    {
        var start = Stopwatch.GetTimestamp();
        await using var server = await EmbeddedApiServer.StartAsync(new() { UseHttps = useHttps });
        var started = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await using var client = useSocket ? KubeClient.Create(server.Config) : server.CreateClient();
        await SmallObjects.DefineAsync(client);
        await SmallObjects.CreateWidgetAsync(client);
        return (started, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static async Task<(double Start, double Whole)> BareAsync()
    {
        var start = Stopwatch.GetTimestamp();
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, 0);
        using var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        await server.StartAsync(new Echo(), CancellationToken.None);
        var started = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        using var http = new HttpClient { BaseAddress = new(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        foreach (var body in new[] { System.Text.Encoding.UTF8.GetBytes(SmallObjects.Definition), SmallObjects.Widget("w", 1) })
        {
            using var answer = await http.PostAsync(new Uri("/", UriKind.Relative), new ByteArrayContent(body));
            await answer.Content.ReadAsByteArrayAsync();
        }

        var whole = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await server.StopAsync(CancellationToken.None);
        return (started, whole);
    }

    private sealed class Echo : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(IFeatureCollection context)
        {
            using var body = new MemoryStream();
            await context.GetRequiredFeature<IHttpRequestFeature>().Body.CopyToAsync(body);
            var answer = context.GetRequiredFeature<IHttpResponseFeature>();
            answer.StatusCode = 201;
            answer.Headers.ContentLength = body.Length;
            var writer = context.GetRequiredFeature<IHttpResponseBodyFeature>();
            await writer.Writer.WriteAsync(body.ToArray());
            await writer.CompleteAsync();
        }
    }
}
