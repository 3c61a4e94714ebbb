using System.Text.Json;
using Kube.Client.Tests.Servers;
using Kube.Models;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Api;

/// <summary>From get to replace nothing is lost that a newer server sent, where the client was told so.</summary>
public sealed class UnknownFieldTests
{
    private const string ConfigMap = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default","uid":"u","resourceVersion":"1"},"data":{"k":"v"},"seal":{"by":"server"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_change_replace(bool keep)
    {
        var sent = new List<string>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (context.Request.Method == "PUT") sent.Add(await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted));
            await context.Json(context.Request.Path.Value!.EndsWith("/configmaps", StringComparison.Ordinal)
                ? "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"items\":[" + ConfigMap + "]}"
                : ConfigMap);
        });
        await using var client = KubeClient.Create(server.Config());
        var maps = (keep ? client.KeepingUnknownFields() : client).Namespaced<V1ConfigMap>("default");
        static V1ConfigMap Change(V1ConfigMap map) => map with { Data = new Dictionary<string, string> { ["k"] = "w" } };

        await maps.ReplaceAsync(Change(await maps.GetAsync("a", cancellationToken: Token)), cancellationToken: Token);
        await maps.UpdateAsync("a", Change, cancellationToken: Token);
        await maps.ReplaceAsync(Change((await maps.ListAsync(cancellationToken: Token)).Items[0]), cancellationToken: Token);

        Assert.Equal(3, sent.Count);
        Assert.All(sent.Select(s => JsonElement.Parse(s)), body =>
        {
            Assert.Equal("w", body.GetProperty("data").GetProperty("k").GetString());
            Assert.Equal(keep, body.TryGetProperty("seal", out var seal) && seal.GetProperty("by").GetString() == "server");
        });
    }
}
