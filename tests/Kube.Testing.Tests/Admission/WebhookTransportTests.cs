using System.Text;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Tls;

namespace Kube.Testing.Tests.Admission;

/// <summary>How webhooks are reached: over HTTPS with the authority of the configuration, by a mapped service, in time or not at all.</summary>
public class WebhookTransportTests(AdmissionFixture cluster) : IClassFixture<AdmissionFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_url_is_called_over_https_and_must_show_a_certificate_of_the_bundle()
    {
        using var authority = new CertificateAuthority("hooks");
        using var stranger = new CertificateAuthority("stranger");
        await using var host = new KestrelHost(LoopbackPort.Open(0, "https"), authority.IssueServer(), 1 << 20, new(), Allow);
        var ns = await cluster.NamespaceAsync();
        var other = await cluster.NamespaceAsync();
        await cluster.ConfigureAsync("Validating", ns, "real", ("clientConfig", Config(host.Address, authority)));
        await cluster.ConfigureAsync("Validating", other, "fake", ("clientConfig", Config(host.Address, stranger)));

        var (passed, _) = await cluster.CreateAsync(ns, "c");
        var (failed, body) = await cluster.CreateAsync(other, "c");

        Assert.Equal((201, 500), (passed, failed));
        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"fake.{other}.test\": failed to call webhook: Post \"{host.Address}ask?timeout=10s\": "
            + "tls: failed to verify certificate: x509: certificate signed by unknown authority, or not for this host",
            body.GetString("message"));
    }

    [Fact]
    public async Task A_service_is_called_where_it_was_mapped_to()
    {
        await using var host = new KestrelHost(LoopbackPort.Open(0, "http"), null, 1 << 20, new(), Allow);
        var ns = await cluster.NamespaceAsync();
        cluster.Server.Server.Webhooks.MapService(ns, "mapped", host.Address);
        await cluster.ConfigureAsync("Validating", ns, "mapped");

        var (status, body) = await cluster.CreateAsync(ns, "c");

        Assert.True(status == 201, body.ToJson());
    }

    [Fact]
    public async Task An_http_error_is_told_in_the_words_of_the_servers_client()
    {
        await using var host = new KestrelHost(LoopbackPort.Open(0, "http"), null, 1 << 20, new(), (_, _) => Task.FromResult(ServerResponse.Text(500, "boom")));
        var ns = await cluster.NamespaceAsync();
        cluster.Server.Server.Webhooks.MapService(ns, "broken", host.Address);
        await cluster.ConfigureAsync("Validating", ns, "broken");

        var (_, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"broken.{ns}.test\": failed to call webhook: an error on the server (\"boom\") has prevented the request from succeeding",
            body.GetString("message"));
    }

    [Fact]
    public async Task A_webhook_that_hangs_is_given_up_by_the_servers_clock()
    {
        var clock = new ManualClock();
        await using var server = await TestServer.StartAsync(new() { TimeProvider = clock, RunControllers = false });
        server.Server.Webhooks.MapService("default", "slow", async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, Token);
            return null;
        });
        await server.PostAsync("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", """
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"slow"},
             "webhooks":[{"name":"slow.hooks.test","sideEffects":"None","admissionReviewVersions":["v1"],"timeoutSeconds":7,
               "clientConfig":{"service":{"namespace":"default","name":"slow"}},
               "rules":[{"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"],"operations":["CREATE"]}]}]}
            """);

        var asked = server.PostAsync("/api/v1/namespaces/default/configmaps", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""");
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(7));
        clock.Advance(TimeSpan.FromSeconds(7));
        var (status, body) = await asked;

        Assert.Equal(500, status);
        Assert.Equal(
            "Internal error occurred: failed calling webhook \"slow.hooks.test\": failed to call webhook: Post \"https://slow.default.svc/?timeout=7s\": context deadline exceeded",
            body.GetString("message"));
    }

    private static JsonObject Config(Uri address, CertificateAuthority authority) => JsonValue.Object(
        ("url", $"{address}ask"), ("caBundle", Convert.ToBase64String(Encoding.ASCII.GetBytes(authority.Pem))));

    private static Task<ServerResponse> Allow(ServerRequest request, CancellationToken cancellationToken)
    {
        var review = (JsonObject)JsonValue.Parse(request.Body.Span);
        var response = JsonValue.Object(("uid", review.GetObject("request")!["uid"]!), ("allowed", true));
        return Task.FromResult(ServerResponse.Json(200, JsonValue.Object(("apiVersion", "admission.k8s.io/v1"), ("kind", "AdmissionReview"), ("response", response))));
    }
}
