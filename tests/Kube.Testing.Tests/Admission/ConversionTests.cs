using Kube.Schema.Json;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Kube.Testing.Tests.Admission;

/// <summary>Conversion webhooks: what they are asked, and what they may not do.</summary>
public class ConversionTests(AdmissionFixture cluster) : IClassFixture<AdmissionFixture>
{
    private static int _count;

    [Fact]
    public async Task Objects_are_converted_on_read_on_list_on_watch_and_on_write()
    {
        var (ns, path) = await DefineAsync((value, version) => value["spec"] = version == "v2"
            ? JsonNode.Parse($$"""{"text":"{{value["spec"]!["number"]}}"}""")
            : JsonNode.Parse($$"""{"number":{{value["spec"]!["text"]!.GetValue<string>()}}}"""));
        var (v1, v2) = (path("v1"), path("v2"));

        await cluster.Server.PostAsync(v1, Thing(ns, "v1", "a", """{"number":1}"""));
        var (created, body) = await cluster.Server.PostAsync(v2, Thing(ns, "v2", "b", """{"text":"2"}"""));
        var (_, stored) = await cluster.Server.GetAsync($"{v1}/b");
        var (_, list) = await cluster.Server.GetAsync(v2);
        var watched = new List<string?>();
        await foreach (var change in cluster.Server.WatchAsync($"{v2}?watch=1&resourceVersion=0", TestContext.Current.CancellationToken))
        {
            watched.Add(change.GetObject("object")!.GetObject("spec")!.GetString("text"));
            if (watched.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(201, created);
        Assert.Equal("2", body.GetObject("spec")!.GetString("text"));
        Assert.Equal(2, stored.GetObject("spec")!.GetInteger("number"));
        Assert.Equal(["1", "2"], list.GetArray("items")!.OfType<JsonObject>().Select(i => i.GetObject("spec")!.GetString("text")));
        Assert.Equal(["1", "2"], watched);
    }

    [Fact]
    public async Task A_failure_is_told_in_the_servers_words()
    {
        var (ns, path) = await DefineAsync((_, _) => throw new NotSupportedException("no"));
        await cluster.Server.PostAsync(path("v1"), Thing(ns, "v1", "a", "{}"));

        var (status, body) = await cluster.Server.GetAsync($"{path("v2")}/a");

        Assert.Equal(500, status);
        Assert.Equal(
            $"conversion webhook for {ns}.example.com/v1, Kind=Thing failed: Post \"https://convert.{ns}.svc/?timeout=30s\": NotSupportedException: no",
            body.GetString("message"));
    }

    [Theory]
    [InlineData("name", "must have the same name: a != other")]
    [InlineData("namespace", "must have the same namespace: {0} != other")]
    public async Task Identity_may_not_change(string field, string problem)
    {
        var (ns, path) = await DefineAsync((value, _) => value["metadata"]![field] = "other");
        await cluster.Server.PostAsync(path("v1"), Thing(ns, "v1", "a", "{}"));

        var (status, body) = await cluster.Server.GetAsync($"{path("v2")}/a");

        Assert.Equal(500, status);
        Assert.Equal(
            $"conversion webhook for {ns}.example.com/v1, Kind=Thing returned invalid object: {string.Format(System.Globalization.CultureInfo.InvariantCulture, problem, ns)}",
            body.GetString("message"));
    }

    [Fact]
    public async Task Labels_may_change_if_they_are_valid_and_all_other_metadata_stays()
    {
        var (ns, path) = await DefineAsync((value, _) =>
        {
            value["metadata"]!["labels"] = JsonNode.Parse("""{"from":"hook"}""");
            value["metadata"]!["finalizers"] = JsonNode.Parse("""["example.com/sneaky"]""");
        });
        var (bad, badPath) = await DefineAsync((value, _) => value["metadata"]!["labels"] = JsonNode.Parse("""{"from":"not valid!"}"""));
        await cluster.Server.PostAsync(path("v1"), Thing(ns, "v1", "a", "{}"));
        await cluster.Server.PostAsync(badPath("v1"), Thing(bad, "v1", "a", "{}"));

        var (_, body) = await cluster.Server.GetAsync($"{path("v2")}/a");
        var (status, refused) = await cluster.Server.GetAsync($"{badPath("v2")}/a");

        Assert.Equal(JsonValue.Parse("""{"from":"hook"}"""), body.GetObject("metadata")!["labels"]);
        Assert.False(body.GetObject("metadata")!.ContainsKey("finalizers"));
        Assert.Equal(500, status);
        Assert.StartsWith(
            $"conversion webhook for {bad}.example.com/v1, Kind=Thing returned invalid metadata: metadata.labels: Invalid value: \"not valid!\": a valid label must be",
            refused.GetString("message"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_whose_objects_cannot_be_converted_ends_with_an_error_event()
    {
        var (ns, path) = await DefineAsync((_, _) => throw new NotSupportedException("no"));
        await cluster.Server.PostAsync(path("v1"), Thing(ns, "v1", "a", "{}"));

        var events = new List<string?>();
        await foreach (var change in cluster.Server.WatchAsync($"{path("v2")}?watch=1", TestContext.Current.CancellationToken))
        {
            events.Add($"{change.GetString("type")} {change.GetObject("object")!.GetInteger("code")}");
        }

        Assert.Equal(["ERROR 500"], events);
    }

    private async Task<(string Group, Func<string, string> Path)> DefineAsync(Action<System.Text.Json.Nodes.JsonObject, string> convert)
    {
        var ns = $"conv{Interlocked.Increment(ref _count)}";
        cluster.Server.Server.Webhooks.MapService(ns, "convert", (review, _) =>
        {
            var request = review["request"]!;
            var wanted = request["desiredAPIVersion"]!.GetValue<string>();
            var converted = new System.Text.Json.Nodes.JsonArray();
            foreach (var item in request["objects"]!.AsArray())
            {
                var value = (System.Text.Json.Nodes.JsonObject)item!.DeepClone();
                value["apiVersion"] = wanted;
                convert(value, wanted.Split('/')[1]);
                converted.Add(value);
            }

            return ValueTask.FromResult<JsonNode?>(new System.Text.Json.Nodes.JsonObject
            {
                ["apiVersion"] = review["apiVersion"]!.DeepClone(),
                ["kind"] = "ConversionReview",
                ["response"] = new System.Text.Json.Nodes.JsonObject
                {
                    ["uid"] = request["uid"]!.DeepClone(),
                    ["result"] = new System.Text.Json.Nodes.JsonObject { ["status"] = "Success" },
                    ["convertedObjects"] = converted,
                },
            });
        });
        await cluster.Server.PostAsync("/api/v1/namespaces", JsonValue.Object(
            ("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", JsonValue.Object(("name", ns)))).ToJson());
        var (status, body) = await cluster.Server.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition.Replace("GROUP", ns, StringComparison.Ordinal));
        Assert.True(status == 201, body.ToJson());
        return (ns, version => $"/apis/{ns}.example.com/{version}/namespaces/{ns}/things");
    }

    private static string Thing(string group, string version, string name, string spec) => JsonValue.Object(
        ("apiVersion", $"{group}.example.com/{version}"),
        ("kind", "Thing"),
        ("metadata", JsonValue.Object(("name", name))),
        ("spec", JsonValue.Parse(spec))).ToJson();

    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"things.GROUP.example.com"},
         "spec":{"group":"GROUP.example.com","scope":"Namespaced","names":{"kind":"Thing","plural":"things"},
          "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"service":{"namespace":"GROUP","name":"convert"}}}},
          "versions":[
           {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"number":{"type":"integer"}}}}}}},
           {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"text":{"type":"string"}}}}}}}]}}
        """;
}
