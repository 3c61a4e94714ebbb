using System.Text;
using Kube.Schema.Json;

namespace Kube.Testing.Tests;

/// <summary>A server and plain HTTP requests to it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private TestServer(EmbeddedApiServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.Address };
    }

    public EmbeddedApiServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<TestServer> StartAsync(EmbeddedApiServerOptions? options = null) => new(await EmbeddedApiServer.StartAsync(options));

    public Task<(int Status, JsonObject Body)> GetAsync(string path) => SendAsync("GET", path);

    public Task<(int Status, JsonObject Body)> PostAsync(string path, string body) => SendAsync("POST", path, body);

    public async Task<(int Status, JsonObject Body)> SendAsync(string method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, contentType);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? (JsonObject)JsonValue.Parse(text) : JsonObject.Empty);
    }

    /// <summary>Opens a watch; the lines come as they are sent.</summary>
    public async IAsyncEnumerable<JsonObject> WatchAsync(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return (JsonObject)JsonValue.Parse(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
