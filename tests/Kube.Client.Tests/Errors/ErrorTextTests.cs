using System.Net;
using Kube.Testing;

namespace Kube.Client.Tests.Errors;

/// <summary>Every error of ours is one line that says what, where and what to do; the rest is in properties.</summary>
public sealed class ErrorTextTests
{
    private static readonly Uri Server = new("https://server.test:6443");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, Exception> Errors => new()
    {
        {
            "KubeApiException: pods \"web\" is forbidden: no (GET /api/v1/pods: 403 Forbidden)",
            new KubeApiException(new Status { Message = "pods \"web\" is forbidden:\r\nno", Reason = "Forbidden" }, HttpStatusCode.Forbidden, "GET /api/v1/pods")
        },
        {
            "KubeApiException: the server refused without a message (GET /api: 500 InternalServerError)",
            new KubeApiException(new Status(), HttpStatusCode.InternalServerError, "GET /api")
        },
        { "KubeTransportException: broken", new KubeTransportException("broken", TransportFailure.Broken, Server, new IOException("inner\nstack")) },
        { "KubeConfigException: /home/me/config: bad", new KubeConfigException("bad", "/home/me/config") },
        { "KubeSerializationException: Widget: not a number at $.spec.size (byte 12) of Widget default/a", new KubeSerializationException("not a number", "$.spec.size", 12, "Widget", "Widget default/a") },
        { "CrdNotServedException: The CustomResourceDefinition 'x.y' is not served. The name is taken.", new CrdNotServedException("x.y", "The name is taken.") },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_is_one_line(string expected, Exception error) => Assert.Equal(expected, error.ToString());

    [Fact]
    public async Task Errors_of_calls_are_one_line_whatever_lies_below()
    {
        var script = new ScriptedAnswers();
        script.On("GET", "/apis/demo.example.com/v1/namespaces/default/widgets/a")
            .Throw(() => new HttpRequestException(HttpRequestError.ConnectionError, "first\nsecond", new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)))
            .Answer(200, """{"kind":"Widget","spec":{"size":"large"},"metadata":{"name":"a","namespace":"default"}}""");
        await using var client = script.CreateClient(new() { Retry = new() { MaxRetries = 0 } });
        var widgets = client.Namespaced<Servers.Widget>("default");
        var transport = await Assert.ThrowsAsync<KubeTransportException>(() => widgets.GetAsync("a", cancellationToken: Token));
        Assert.Equal("KubeTransportException: cannot connect to scripted.test: connection refused; is the API server running there?", transport.ToString());
        Assert.IsType<HttpRequestException>(transport.InnerException);
        var misfit = await Assert.ThrowsAsync<KubeSerializationException>(() => widgets.GetAsync("a", cancellationToken: Token));
        Assert.DoesNotContain('\n', misfit.ToString());
        Assert.Contains("size must be a number", misfit.ToString());
    }
}
