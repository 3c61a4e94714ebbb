namespace Kube.Testing.Tests;

/// <summary>The move from client-side to server-side apply with kubectl: what it applied last is taken over without a conflict, as far as nobody changed it since.</summary>
public class LastAppliedTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task What_was_applied_last_may_be_changed_by_the_next_apply()
    {
        await using var server = await AppliedAsync();

        var (status, body) = await ApplyAsync(server, one: "1", two: "3");

        Assert.Equal((200, "3"), (status, body.GetObject("data")!.GetString("two")));
    }

    [Fact]
    public async Task What_another_changed_since_is_a_conflict()
    {
        await using var server = await AppliedAsync();
        await server.SendAsync("PATCH", Maps + "/c?fieldManager=kubectl-edit", """{"data":{"one":"2"}}""", "application/merge-patch+json");

        var (status, body) = await ApplyAsync(server, one: "1", two: "3");

        Assert.Equal((409, "Apply failed with 1 conflict: conflict with \"kubectl-edit\" using v1: .data.one"), (status, body.GetString("message")));
    }

    private static async Task<TestServer> AppliedAsync()
    {
        var server = await TestServer.StartAsync();
        var (status, _) = await server.PostAsync(Maps + "?fieldManager=kubectl-client-side-apply", """
            {"apiVersion":"v1","kind":"ConfigMap","data":{"one":"1","two":"2"},"metadata":{"name":"c","annotations":{
              "kubectl.kubernetes.io/last-applied-configuration":"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\",\"namespace\":\"default\"},\"data\":{\"one\":\"1\",\"two\":\"2\"}}"}}}
            """);
        Assert.Equal(201, status);
        return server;
    }

    private static Task<(int Status, Kube.Schema.Json.JsonObject Body)> ApplyAsync(TestServer server, string one, string two) => server.SendAsync(
        "PATCH",
        Maps + "/c?fieldManager=kubectl",
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"one":"{{{one}}}","two":"{{{two}}}"}}""",
        "application/apply-patch+yaml");
}
