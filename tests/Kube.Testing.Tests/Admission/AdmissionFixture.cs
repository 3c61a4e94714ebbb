using Kube.Schema.Json;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Kube.Testing.Tests.Admission;

/// <summary>One server for all tests of a class; each test works in a namespace of its own, and its webhooks and policies look at that one alone.</summary>
public sealed class AdmissionFixture : IAsyncLifetime
{
    private const string Registration = "/apis/admissionregistration.k8s.io/v1/";

    private int _count;

    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A new namespace.</summary>
    internal async Task<string> NamespaceAsync()
    {
        var name = $"n{Interlocked.Increment(ref _count)}";
        var (status, _) = await Server.PostAsync("/api/v1/namespaces", $$$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{{name}}}}","labels":{"test":"{{{{name}}}}"}}}""");
        Assert.Equal(201, status);
        return name;
    }

    /// <summary>Answers the webhooks of a service of the namespace.</summary>
    internal void Answer(string ns, string service, Func<JsonNode, JsonObject> answer) =>
        Server.Server.Webhooks.MapService(ns, service, (review, _) => ValueTask.FromResult<JsonNode?>(Reply(review, answer(review))));

    internal static JsonNode Reply(JsonNode review, JsonObject response) => JsonNode.Parse(JsonValue.Object(
        ("apiVersion", "admission.k8s.io/v1"),
        ("kind", "AdmissionReview"),
        ("response", response.With("uid", review["request"]!["uid"]!.GetValue<string>()))).ToJson())!;

    /// <summary>Makes a configuration with one webhook that looks at config maps of the namespace.</summary>
    /// <param name="kind"><c>Validating</c> or <c>Mutating</c>.</param>
    /// <param name="ns">The namespace; also the service's, whose name is <paramref name="service"/>.</param>
    /// <param name="service">The service, and the first part of the names.</param>
    /// <param name="more">Further members of the webhook, or others instead of the usual ones.</param>
    internal async Task<JsonObject> ConfigureAsync(string kind, string ns, string service, params (string, JsonValue)[] more)
    {
        var webhook = (JsonObject)JsonValue.Parse($$"""
            {"name":"{{service}}.{{ns}}.test","sideEffects":"None","admissionReviewVersions":["v1"],"namespaceSelector":{"matchLabels":{"test":"{{ns}}" } },
             "clientConfig":{"service":{"namespace":"{{ns}}","name":"{{service}}","path":"/ask" } },
             "rules":[{"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"],"operations":["*"]}]}
            """);
        foreach (var (field, value) in more)
        {
            webhook = webhook.With(field, value);
        }

        var configuration = JsonValue.Object(
            ("apiVersion", "admissionregistration.k8s.io/v1"),
            ("kind", $"{kind}WebhookConfiguration"),
            ("metadata", JsonValue.Object(("name", $"{ns}-{service}"))),
            ("webhooks", JsonValue.Array(webhook)));
        var (status, body) = await Server.PostAsync($"{Registration}{kind.ToLowerInvariant()}webhookconfigurations", configuration.ToJson());
        Assert.True(status == 201, body.ToJson());
        return body;
    }

    /// <summary>POSTs a config map, or what stands in its place.</summary>
    internal Task<(int Status, JsonObject Body)> CreateAsync(string ns, string name, string more = "", string query = "") =>
        Server.PostAsync($"/api/v1/namespaces/{ns}/configmaps{query}", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"}" + more + "}");
}
