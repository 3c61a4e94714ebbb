using System.Text;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Api;

/// <summary>Lists are decoded object by object while they arrive.</summary>
public sealed class ListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_are_decoded_while_the_rest_of_the_list_is_still_to_come()
    {
        var decoded = new SemaphoreSlim(0);
        Noticed.Read = () => decoded.Release();
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"kind":"WidgetList","apiVersion":"demo.example.com/v1","items":[""");
            for (var i = 0; i < 3; i++)
            {
                await context.Response.WriteAsync((i > 0 ? "," : "") + Widget.Json($"w{i}", i) + " ");
                await context.Response.Body.FlushAsync();
                // The next object is only sent once this one was read.
                await decoded.WaitAsync(context.RequestAborted);
            }
            await context.Response.WriteAsync("""],"metadata":{"resourceVersion":"9","continue":"more"}}""");
        });
        await using var client = KubeClient.Create(server.Config());
        var list = await client.Namespaced<Noticed>("default").ListAsync(cancellationToken: Token);
        Assert.Equal(["w0", "w1", "w2"], list.Items.Select(i => i.Metadata.Name));
        Assert.Equal(("9", "more"), (list.Metadata.ResourceVersion, list.Metadata.Continue));
    }

    [Fact]
    public async Task A_list_larger_than_allowed_is_refused()
    {
        await using var server = await TestServer.StartAsync(context =>
            context.Json($$"""{"kind":"WidgetList","items":[{{string.Join(',', Enumerable.Range(0, 100).Select(i => Widget.Json($"w{i}")))}}]}"""));
        await using var client = KubeClient.Create(server.Config(), new() { MaxResponseBytes = 5000 });
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").ListAsync(cancellationToken: Token));
        Assert.Contains("larger than 5000 bytes", error.Message);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_no_list()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>Please log in</html>");
        });
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").ListAsync(cancellationToken: Token));
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        Assert.Contains("<html>Please log in</html>", error.Message);
    }

    [Fact]
    public async Task A_list_whose_json_is_broken_names_the_object()
    {
        await using var server = await TestServer.StartAsync(context =>
            context.Json("{\"kind\":\"WidgetList\",\"items\":[" + Widget.Json("a") + """,{"metadata":{"name":"b",}}]}"""));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeSerializationException>(() => client.Namespaced<Widget>("default").ListAsync(cancellationToken: Token));
        Assert.Equal("$.items[1]", error.Path);
    }

    /// <summary>A widget whose reading can be noticed.</summary>
    private sealed record Noticed : IResource<Noticed>, INamespaced
    {
        public static Action? Read { get; set; }

        public static ResourceType Type => Widget.Type;

        public ObjectMeta Metadata { get; init; } = new();

        public string ApiVersion => Type.ApiVersion;

        public string Kind => Type.Kind;

        public Noticed WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

        public static Noticed ReadJson(ref System.Text.Json.Utf8JsonReader reader)
        {
            var metadata = Widget.ReadJson(ref reader).Metadata;
            Read!();
            return new() { Metadata = metadata };
        }

        public static void WriteJson(Kube.Json.KubeJsonWriter writer, Noticed value) => throw new NotSupportedException();
    }
}
