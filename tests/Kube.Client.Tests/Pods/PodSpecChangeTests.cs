using Kube.Client.Tests.Handlers;
using Kube.Models;

namespace Kube.Client.Tests.Pods;

/// <summary>Changes of running pods through their own subresources, with typed bodies and answers.</summary>
public sealed class PodSpecChangeTests
{
    private const string Answer = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"default"},"spec":{"containers":[{"name":"main","resources":{"limits":{"cpu":"2"}}}],
        "ephemeralContainers":[{"name":"debug","image":"busybox"}]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ephemeral_container_is_added_and_the_pod_comes_back()
    {
        var transport = new BodyKeeping(Answer);
        await using var client = new KubeClientBuilder(new KubeConfig { Server = new("https://server.test") }).UseTransport(() => transport).Build();
        var pod = await client.Pod("default", "p").AddEphemeralContainerAsync(
            new V1EphemeralContainer { Name = "debug", Image = "busybox", TargetContainerName = "main", Stdin = true }, new() { DryRun = true }, Token);
        Assert.Equal("busybox", Assert.Single(pod.Spec!.EphemeralContainers!).Image);
        Assert.Equal(
            """PATCH /api/v1/namespaces/default/pods/p/ephemeralcontainers?dryRun=All application/strategic-merge-patch+json {"spec":{"ephemeralContainers":[{"name":"debug","image":"busybox","stdin":true,"targetContainerName":"main"}]}}""",
            Assert.Single(transport.Requests));
    }

    [Fact]
    public async Task A_container_is_resized_and_the_pod_comes_back()
    {
        var transport = new BodyKeeping(Answer);
        await using var client = new KubeClientBuilder(new KubeConfig { Server = new("https://server.test") }).UseTransport(() => transport).Build();
        var pod = await client.Pod("default", "p").ResizeAsync("main", new V1ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2") } }, cancellationToken: Token);
        Assert.Equal("2", pod.Spec!.Containers[0].Resources!.Limits!["cpu"].ToString());
        Assert.Equal(
            """PATCH /api/v1/namespaces/default/pods/p/resize application/strategic-merge-patch+json {"spec":{"containers":[{"name":"main","resources":{"limits":{"cpu":"2"}}}]}}""",
            Assert.Single(transport.Requests));
    }

    private sealed class BodyKeeping(string answer) : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery} {request.Content!.Headers.ContentType} {await request.Content.ReadAsStringAsync(cancellationToken)}");
            return RecordedTransport.Ok(answer);
        }
    }
}
