using System.Diagnostics;
using System.Text;

namespace Kube.Benchmarks.Server;

/// <summary>Many small writes by a few writers at once.</summary>
internal static class WriteLoad
{
    private const int Writers = 8;
    private const int Writes = 10_000;
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Widgets = "/apis/bench.example.com/v1/namespaces/default/widgets";

    public static async Task RunAsync(HttpClient http, string name, int rounds)
    {
        await DefineAsync(http);
        var create = new List<double>();
        var update = new List<double>();
        var custom = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var (maps, widgets) = ($"r{round + 1}", $"w{round + 1}");
            var made = Writes / await CreateAsync(http, maps, Writes, Writers);
            var changed = Writes / await TimeAsync(Writes, Writers, i => SendAsync(http, HttpMethod.Put, $"{ConfigMaps}/{maps}-{i}", SmallObjects.ConfigMap($"{maps}-{i}", i + 1)));
            var customs = Writes / await TimeAsync(Writes, Writers, i => SendAsync(http, HttpMethod.Post, Widgets, SmallObjects.Widget($"{widgets}-{i}", i)));
            // The first round warms up; each starts from few objects.
            await ClearAsync(http, ConfigMaps);
            await ClearAsync(http, Widgets);
            if (round >= 0)
            {
                create.Add(made);
                update.Add(changed);
                custom.Add(customs);
            }
        }

        ServerSuite.Row(
            $"{name}small writes a second, {Writers} writers: create; replace; create a custom resource",
            $"{ServerSuite.Median(create):N0}; {ServerSuite.Median(update):N0}; {ServerSuite.Median(custom):N0}");
    }

    /// <summary>Creates config maps; returns the seconds it took.</summary>
    public static Task<double> CreateAsync(HttpClient http, string prefix, int count, int writers) =>
        TimeAsync(count, writers, i => SendAsync(http, HttpMethod.Post, ConfigMaps, SmallObjects.ConfigMap($"{prefix}-{i}", i)));

    public static async Task SendAsync(HttpClient http, HttpMethod method, string path, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        using var response = await http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Deletes what a round made, in portions: a real server takes longer for all than a request may.</summary>
    private static async Task ClearAsync(HttpClient http, string collection)
    {
        const int Portion = 1_000;
        for (var i = 0; i <= Writes; i += Portion)
        {
            await SendAsync(http, HttpMethod.Delete, $"{collection}?limit={Portion}", null);
        }
    }

    private static async Task DefineAsync(HttpClient http)
    {
        using var content = new StringContent(SmallObjects.Definition, Encoding.UTF8, "application/json");
        using var defined = await http.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", content);
        // A real server serves it a moment later.
        while (true)
        {
            using var list = await http.GetAsync(Widgets);
            if (list.IsSuccessStatusCode)
            {
                return;
            }
        }
    }

    private static async Task<double> TimeAsync(int count, int writers, Func<int, Task> write)
    {
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                await write(i);
            }
        })));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
