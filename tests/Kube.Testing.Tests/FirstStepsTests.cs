using Kube.Schema.Json;

namespace Kube.Testing.Tests;

/// <summary>What an operator's first test does.</summary>
public class FirstStepsTests
{
    private const string Widgets = "/apis/demo.example.com/v1/namespaces/default/widgets";

    private const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.demo.example.com"},
         "spec":{"group":"demo.example.com","scope":"Namespaced","names":{"kind":"Widget","plural":"widgets"},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
           "schema":{"openAPIV3Schema":{"type":"object","properties":{
             "spec":{"type":"object","properties":{"size":{"type":"integer"}}},
             "status":{"type":"object","properties":{"phase":{"type":"string"}}}}}}}]}}
        """;

    [Fact]
    public async Task A_definition_becomes_an_endpoint_before_its_creation_is_answered()
    {
        await using var server = await TestServer.StartAsync();

        var (created, _) = await server.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition);
        var (status, list) = await server.GetAsync(Widgets);

        Assert.Equal(201, created);
        Assert.Equal(200, status);
        Assert.Equal("WidgetList", list.GetString("kind"));
    }

    [Fact]
    public async Task A_strict_patch_with_an_unknown_field_is_refused_with_the_object_it_would_make()
    {
        await using var server = await TestServer.StartAsync();

        var (status, body) = await server.SendAsync("PATCH", "/api/v1/namespaces/default?fieldValidation=Strict", """{"spice":1}""", "application/merge-patch+json");
        var (_, strategic) = await server.SendAsync("PATCH", "/api/v1/namespaces/default?fieldValidation=Strict", """{"spice":[1,{"b":"c","a":null}]}""", "application/strategic-merge-patch+json");

        Assert.Equal(422, status);
        Assert.Matches("""^ "" is invalid: patch: Invalid value: "\{.*\\"name\\":\\"default\\".*\\"spice\\":1\}": strict decoding error: unknown field "spice"$""", body.GetString("message")!);
        Assert.Equal(
            " \"\" is invalid: patch: Invalid value: \"map[spice:[1 map[a:<nil> b:c]]]\": strict decoding error: unknown field \"spice\"",
            strategic.GetString("message"));
    }

    [Fact]
    public async Task Status_is_dropped_on_create_and_kept_by_the_status_endpoint()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition);

        var (_, created) = await server.PostAsync(Widgets, """{"apiVersion":"demo.example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":1},"status":{"phase":"Early"}}""");
        var (status, patched) = await server.SendAsync("PATCH", Widgets + "/w/status", """{"status":{"phase":"Ready"},"spec":{"size":9}}""", "application/merge-patch+json");

        Assert.Null(created["status"]);
        Assert.Equal(200, status);
        Assert.Equal(JsonValue.Parse("""{"phase":"Ready"}"""), patched["status"]);
        Assert.Equal(JsonValue.Parse("""{"size":1}"""), patched["spec"]);
        Assert.Equal(1, patched.GetObject("metadata")!.GetInteger("generation"));
    }

    [Fact]
    public async Task A_stale_update_is_a_conflict()
    {
        await using var server = await TestServer.StartAsync();
        var (_, created) = await server.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"1"}}""");
        await server.SendAsync("PUT", "/api/v1/namespaces/default/configmaps/c", created.With("data", JsonValue.Object(("a", "2"))).ToJson());

        var (status, body) = await server.SendAsync("PUT", "/api/v1/namespaces/default/configmaps/c", created.With("data", JsonValue.Object(("a", "3"))).ToJson());

        Assert.Equal(409, status);
        Assert.Equal("Conflict", body.GetString("reason"));
    }

    [Fact]
    public async Task An_owner_that_stands_twice_is_kept_once_with_a_warning()
    {
        await using var server = await TestServer.StartAsync();
        const string Owner = """{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u-1"}""";
        using var response = await server.Http.PostAsync(
            "/api/v1/namespaces/default/configmaps?dryRun=All",
            new StringContent(
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\",\"ownerReferences\":[" + Owner + "," + Owner + "]}}", System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        var body = (JsonObject)JsonValue.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Single(body.GetObject("metadata")!.GetArray("ownerReferences")!);
        Assert.Equal(
            ["299 - \".metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: u-1\""],
            response.Headers.GetValues("Warning"));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_otherwise_where_one_could_be_generated()
    {
        await using var server = await TestServer.StartAsync();
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","generateName":"c-"}}""";
        await server.PostAsync("/api/v1/namespaces/default/configmaps", Body);

        var (status, body) = await server.PostAsync("/api/v1/namespaces/default/configmaps", Body);

        Assert.Equal(409, status);
        Assert.Equal("configmaps \"c\" already exists, the server was not able to generate a unique name for the object", body.GetString("message"));
        Assert.Equal(1, body.GetObject("details")!.GetInteger("retryAfterSeconds"));
    }

    [Fact]
    public async Task A_watch_resumes_where_the_list_ended()
    {
        await using var server = await TestServer.StartAsync();
        await server.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"before"}}""");
        var (_, list) = await server.GetAsync("/api/v1/namespaces/default/configmaps");
        var version = list.GetObject("metadata")!.GetString("resourceVersion");

        await server.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"after"}}""");
        await server.SendAsync("DELETE", "/api/v1/namespaces/default/configmaps/before");
        var events = new List<string>();
        await foreach (var change in server.WatchAsync($"/api/v1/namespaces/default/configmaps?watch=1&resourceVersion={version}", TestContext.Current.CancellationToken))
        {
            events.Add($"{change.GetString("type")} {change.GetObject("object")!.GetObject("metadata")!.GetString("name")}");
            if (events.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["ADDED after", "DELETED before"], events);
    }

    [Fact]
    public async Task The_client_of_this_library_works_against_it()
    {
        await using var server = await EmbeddedApiServer.StartAsync();
        using var client = server.CreateClient();
        var type = new ResourceType("", "v1", "ConfigMap", "configmaps", ResourceScope.Namespaced);
        var api = client.For<DynamicResource>(type, "default");

        var list = await api.ListAsync();

        Assert.Empty(list.Items);
        Assert.NotEmpty(list.Metadata.ResourceVersion!);
    }

    [Fact]
    public async Task Two_servers_in_one_process_share_nothing()
    {
        await using var one = await TestServer.StartAsync();
        await using var other = await TestServer.StartAsync();
        await one.PostAsync("/api/v1/namespaces", """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"mine"}}""");

        var (here, _) = await one.GetAsync("/api/v1/namespaces/mine");
        var (there, _) = await other.GetAsync("/api/v1/namespaces/mine");

        Assert.Equal((200, 404), (here, there));
    }

    [Fact]
    public async Task Applying_twice_gives_up_what_is_no_longer_applied()
    {
        await using var server = await TestServer.StartAsync();
        const string Path = "/api/v1/namespaces/default/configmaps/c?fieldManager=me";
        await server.SendAsync("PATCH", Path, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: '1', b: '2'}\n", "application/apply-patch+yaml");

        var (status, body) = await server.SendAsync("PATCH", Path, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: '1'}\n", "application/apply-patch+yaml");

        Assert.Equal(200, status);
        Assert.Equal(JsonValue.Parse("""{"a":"1"}"""), body["data"]);
    }
}
