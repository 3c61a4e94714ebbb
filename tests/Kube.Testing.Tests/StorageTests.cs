using Kube.Schema.Json;
using Kube.Testing.Objects;
using Kube.Testing.Storage;

namespace Kube.Testing.Tests;

public class StorageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_revision_that_is_remembered_is_shown_as_it_was(int seed)
    {
        var random = new Random(seed);
        var store = new ObjectStore(window: 200);
        var resource = store.Of("", "things");
        var other = store.Of("", "others");
        var history = new SortedDictionary<long, string> { [store.Revision] = "" };
        for (var i = 0; i < 500; i++)
        {
            var key = new StoreKey("default", $"t-{random.Next(20)}");
            var there = resource.Current[key];
            _ = there is not null && random.Next(3) == 0
                ? store.TryRemove(resource, key, there)
                : store.TryPut(resource, key, there, JsonValue.Object(("metadata", JsonValue.Object(("name", key.Name), ("namespace", "default")))));
            history[store.Revision] = Text(resource.Current);
            if (random.Next(2) == 0)
            {
                var at = new StoreKey("default", "o");
                store.TryPut(other, at, other.Current[at], JsonObject.Empty);
                history[store.Revision] = Text(resource.Current);
            }
        }

        var known = history.Where(h => resource.At(h.Key) is not null).ToList();
        Assert.InRange(known.Count, 100, history.Count - 100);
        Assert.All(known, h => Assert.Equal(h.Value, Text(resource.At(h.Key)!)));
    }

    [Fact]
    public async Task Where_many_watch_each_still_sees_every_change_once_and_in_order()
    {
        const int Changes = 60;
        await using var server = await TestServer.StartAsync();
        const string Path = "/api/v1/namespaces/default/configmaps";
        var from = (await server.GetAsync(Path)).Body.GetObject("metadata")!.GetString("resourceVersion");
        var watches = Enumerable.Range(0, 20).Select(async _ =>
        {
            var names = new List<string>();
            await foreach (var line in server.WatchAsync($"{Path}?watch=1&resourceVersion={from}", TestContext.Current.CancellationToken))
            {
                names.Add(line.GetObject("object")!.Name);
                if (names.Count == Changes)
                {
                    break;
                }
            }

            return names;
        }).ToList();
        for (var i = 0; i < Changes; i++)
        {
            await server.PostAsync(Path, $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c-{{{i}}}"}}""");
        }

        Assert.All(await Task.WhenAll(watches), names => Assert.Equal(Enumerable.Range(0, Changes).Select(i => $"c-{i}"), names));
    }

    private static string Text(Collection collection) => string.Join(' ', collection.All.Select(o => $"{o.Key.Name}@{o.Value.ResourceVersion}"));
}
