using System.Globalization;
using Kube.Schema.Json;

namespace Kube.Testing.Tests;

/// <summary>Many writers, many watchers: what they see is checked against a model.</summary>
public class ConcurrencyTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const int Writers = 6;
    private const int WritesEach = 60;
    private const int Names = 4;

    [Fact]
    public async Task Watchers_see_every_change_once_and_in_order_while_writers_collide()
    {
        await using var server = await TestServer.StartAsync();
        var (_, list) = await server.GetAsync(ConfigMaps);
        var start = list.GetObject("metadata")!.GetString("resourceVersion")!;
        var watchers = Enumerable.Range(0, 4).Select(i => CollectAsync(server, i, start, TestContext.Current.CancellationToken)).ToList();

        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(server, w)));
        var committed = written.SelectMany(w => w).Order().ToList();
        var (_, marker) = await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"last"}}""");
        var last = Version(marker);
        var seen = await Task.WhenAll(watchers);

        // No version twice: each successful write is one change.
        Assert.Equal(committed.Count, committed.Distinct().Count());
        foreach (var versions in seen)
        {
            Assert.Equal([.. committed, last], versions);
        }
    }

    [Fact]
    public async Task An_increment_under_optimistic_concurrency_is_never_lost()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync(ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"counter"},"data":{"n":"0"}}""");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 25;)
            {
                var (_, current) = await server.GetAsync(ConfigMaps + "/counter");
                var next = int.Parse(current.GetObject("data")!.GetString("n")!, CultureInfo.InvariantCulture) + 1;
                var (status, _) = await server.SendAsync("PUT", ConfigMaps + "/counter", current.With("data", JsonValue.Object(("n", next.ToString(CultureInfo.InvariantCulture)))).ToJson());
                Assert.True(status is 200 or 409);
                i += status == 200 ? 1 : 0;
            }
        }));
        var (_, counter) = await server.GetAsync(ConfigMaps + "/counter");

        Assert.Equal("200", counter.GetObject("data")!.GetString("n"));
    }

    /// <summary>Creates, replaces and deletes at random; returns the versions of the changes it made.</summary>
    private static async Task<List<long>> WriteAsync(TestServer server, int writer)
    {
        var random = new Random(writer);
        var versions = new List<long>();
        for (var i = 0; i < WritesEach; i++)
        {
            var path = $"{ConfigMaps}/n{random.Next(Names)}";
            var name = path[(path.LastIndexOf('/') + 1)..];
            var body = $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"},"data":{"by":"{{writer}}-{{i}}"} }""";
            var (status, answer) = random.Next(2) == 0 ? await server.PostAsync(ConfigMaps, body) : await server.SendAsync("PUT", path, body);
            if (status is 200 or 201)
            {
                versions.Add(Version(answer));
            }
        }

        return versions;
    }

    /// <summary>Watches from the start, coming again where it was whenever the connection breaks, which it does often.</summary>
    private static async Task<List<long>> CollectAsync(TestServer server, int seed, string from, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var versions = new List<long>();
        while (true)
        {
            var patience = random.Next(1, 40);
            await foreach (var change in server.WatchAsync($"{ConfigMaps}?watch=1&resourceVersion={from}", cancellationToken))
            {
                var value = change.GetObject("object")!;
                versions.Add(Version(value));
                from = value.GetObject("metadata")!.GetString("resourceVersion")!;
                if (value.GetObject("metadata")!.GetString("name") == "last")
                {
                    return versions;
                }

                if (--patience == 0)
                {
                    break;
                }
            }
        }
    }

    private static long Version(JsonObject value) => long.Parse(value.GetObject("metadata")!.GetString("resourceVersion")!, CultureInfo.InvariantCulture);
}
