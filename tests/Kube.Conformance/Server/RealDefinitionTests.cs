using System.Text;
using System.Text.Json.Nodes;
using Kube.Conformance.Data;
using Kube.Schema.Json;
using Kube.Testing;
using Kube.Testing.Http;
using JsonArray = Kube.Schema.Json.JsonArray;
using JsonArrayNode = System.Text.Json.Nodes.JsonArray;
using JsonObject = Kube.Schema.Json.JsonObject;
using JsonObjectNode = System.Text.Json.Nodes.JsonObject;
using JsonValue = Kube.Schema.Json.JsonValue;

namespace Kube.Conformance.Server;

/// <summary>Real CRDs of well-known projects: accepted, served as endpoints, and the smallest object of each lives its life there.</summary>
public class RealDefinitionTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, JsonObject>> Definitions = new(() =>
    {
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var file in ConformanceData.Files("crds", "*.yaml"))
        {
            foreach (var document in File.ReadAllText(file).Split("\n---\n"))
            {
                if (Yaml.Parse(Encoding.UTF8.GetBytes(document), []) is JsonObject crd && crd.GetString("kind") == "CustomResourceDefinition")
                {
                    found.TryAdd($"{Path.GetFileName(Path.GetDirectoryName(file))}/{crd.GetObject("metadata")!.GetString("name")}", crd);
                }
            }
        }

        return found;
    });

    public static TheoryData<string> Names => Definitions.Value.Count == 0 ? ["none"] : [.. Definitions.Value.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_real_definition_is_served_and_an_object_of_it_is_created_read_listed_watched_and_deleted(string name)
    {
        if (!Definitions.Value.TryGetValue(name, out var crd))
        {
            Assert.Skip("No real CRDs lie beside the repository.");
        }

        await using var server = await EmbeddedApiServer.StartAsync(new() { RunControllers = false });
        if (crd.GetObject("spec")?.GetObject("conversion")?.GetObject("webhook")?.GetObject("clientConfig")?.GetObject("service") is { } service)
        {
            server.Webhooks.MapService(service.GetString("namespace")!, service.GetString("name")!, Converted);
        }

        using var http = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        await SendAsync(http, HttpMethod.Post, "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", crd);

        var spec = crd.GetObject("spec")!;
        var group = spec.GetString("group");
        foreach (var version in spec.GetArray("versions")!.OfType<JsonObject>().Where(v => v.GetBoolean("served") == true))
        {
            var document = await SendAsync(http, HttpMethod.Get, $"/openapi/v3/apis/{group}/{version.GetString("name")}");
            Assert.NotEmpty(document.GetObject("paths")!);
            var path = $"/apis/{group}/{version.GetString("name")}/{(spec.GetString("scope") == "Namespaced" ? "namespaces/default/" : "")}{spec.GetObject("names")!.GetString("plural")}";
            await LiveAsync(http, path, HandMadeObjects.Find(crd, version) ?? MinimalObject.Of(crd, version, "a"));
        }
    }

    /// <summary>In the place of the project's conversion webhook: the smallest objects are the same in all versions.</summary>
    private static ValueTask<JsonNode?> Converted(JsonNode review, CancellationToken cancellationToken)
    {
        var request = review["request"]!;
        var converted = new JsonArrayNode();
        foreach (var value in request["objects"]!.AsArray())
        {
            var copy = value!.DeepClone();
            copy["apiVersion"] = request["desiredAPIVersion"]!.GetValue<string>();
            converted.Add(copy);
        }

        return new(new JsonObjectNode
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "ConversionReview",
            ["response"] = new JsonObjectNode
            {
                ["uid"] = request["uid"]!.GetValue<string>(),
                ["result"] = new JsonObjectNode { ["status"] = "Success" },
                ["convertedObjects"] = converted,
            },
        });
    }

    private static async Task LiveAsync(HttpClient http, string path, JsonObject value)
    {
        var before = await SendAsync(http, HttpMethod.Get, path);
        Assert.Equal(JsonArray.Empty, before["items"]);

        var created = await SendAsync(http, HttpMethod.Post, path + "?fieldValidation=Strict", value);
        var read = await SendAsync(http, HttpMethod.Get, path + "/a");
        var list = await SendAsync(http, HttpMethod.Get, path);
        await SendAsync(http, HttpMethod.Delete, path + "/a");
        var after = await SendAsync(http, HttpMethod.Get, path);
        var watch = await http.GetAsync($"{path}?watch=1&resourceVersion={before.GetObject("metadata")!.GetString("resourceVersion")}", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await watch.Content.ReadAsStreamAsync());
        var added = (JsonObject)JsonValue.Parse((await lines.ReadLineAsync())!);
        var deleted = (JsonObject)JsonValue.Parse((await lines.ReadLineAsync())!);

        Assert.Equal(created, read);
        Assert.Equal(read, Assert.Single(list.GetArray("items")!));
        Assert.Equal(JsonArray.Empty, after["items"]);
        Assert.Equal(("ADDED", "DELETED"), (added.GetString("type"), deleted.GetString("type")));
        Assert.Equal(read, added["object"]);
        Assert.Equal("a", deleted.GetObject("object")!.GetObject("metadata")!.GetString("name"));
    }

    private static async Task<JsonObject> SendAsync(HttpClient http, HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body.ToUtf8Json());
            request.Content.Headers.ContentType = new("application/json");
        }

        using var response = await http.SendAsync(request);
        var answer = (JsonObject)JsonValue.Parse(await response.Content.ReadAsByteArrayAsync());
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {answer.GetString("message")}\n{body?.ToJson()[..Math.Min(2000, body.ToJson().Length)]}");
        return answer;
    }
}
