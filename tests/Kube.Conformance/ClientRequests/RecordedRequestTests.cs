using System.Net;
using System.Text;
using System.Text.Json;
using Kube.Client;
using Kube.Json;

namespace Kube.Conformance.ClientRequests;

/// <summary>What was sent to a real API server is what the client sends, and what it answered becomes the right result or error.</summary>
public sealed class RecordedRequestTests
{
    public static TheoryData<string> Scenarios
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var scenario in RecordedExchange.Scenarios) data.Add(scenario);
            if (data.Count == 0) data.Add("(no recordings)");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Requests_and_answers_are_those_recorded(string scenario)
    {
        Assert.SkipWhen(scenario == "(no recordings)", "The folder recordings/ is not there.");
        foreach (var exchange in RecordedExchange.Read(scenario))
        {
            await CheckAsync(exchange, new RecordedCall(exchange));
        }
    }

    /// <summary>All requests are compared; these few go as plain data, because no typed call can or should say them.</summary>
    [Fact]
    public void What_only_plain_data_can_say_is_listed_with_its_reason()
    {
        var exchanges = RecordedExchange.Scenarios.SelectMany(RecordedExchange.Read).ToList();
        Assert.SkipWhen(exchanges.Count == 0, "The folder recordings/ is not there.");
        Assert.Equal(
        [
            "34 a query value that the typed calls do not take",
            "8 a query parameter that the typed calls do not have there",
            "6 delete options that the typed calls do not have",
            "5 method",
            "3 resourceVersion beside a continue token",
            "3 verb and URL do not fit",
            "2 a subresource is not deleted",
            "2 an empty body",
            "2 not a resource's URL",
            "2 sendInitialEvents without bookmarks, whose end nobody would see",
            "1 a query parameter twice",
        ], exchanges.Select(e => new RecordedCall(e).Unsaid).OfType<string>().CountBy(u => u).OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{u.Value} {u.Key}"));
    }

    private static async Task CheckAsync(RecordedExchange exchange, RecordedCall call)
    {
        var server = new Recorded(exchange);
        await using var client = new KubeClientBuilder(new KubeConfig { Server = new("https://server.test") })
            .With(new() { Retry = new() { MaxRetries = 0 } }).UseTransport(() => server).Build();
        object? result = null;
        Exception? error = null;
        try
        {
            result = call.Unsaid is null ? await call.SendAsync(client, TestContext.Current.CancellationToken) : await call.SendRawAsync(client, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is KubeException or ArgumentException or FormatException)
        {
            error = e;
        }
        if (error is ArgumentException or FormatException)
        {
            // Refused before it was sent: right when the server would have refused it.
            Assert.True(exchange.Status >= 400, $"{exchange.Place}: {error.Message} But the server answered {exchange.Status}.");
            return;
        }
        Assert.Equal($"{exchange.Method} {Uri.UnescapeDataString(exchange.Path)}", server.Line);
        Assert.Equal(exchange.Query.Select(q => $"{q.Key}={(call.Unsaid is null ? OneSpelling(q.Key, q.Value) : q.Value)}").Order(), server.Query.Order());
        if (exchange.Body is { } body)
        {
            Assert.Equal(exchange.ContentType, server.ContentType);
            if (body.ValueKind == JsonValueKind.String) Assert.Equal(body.GetString(), server.Body);
            else AssertSameJson(exchange.Place, body.GetRawText(), server.Body);
        }
        else
        {
            Assert.Equal("", server.Body);
        }
        CheckAnswer(exchange, result, error);
    }

    // Selectors have more than one spelling; the client writes one of them.
    private static string OneSpelling(string key, string value) => key switch
    {
        "labelSelector" => Selector.Parse(value).ToString(),
        "fieldSelector" => FieldSelector.Parse(value).ToString(),
        _ => value,
    };

    private static void CheckAnswer(RecordedExchange exchange, object? result, Exception? error)
    {
        if (exchange.Status >= 400)
        {
            var refused = Assert.IsType<KubeApiException>(error);
            Assert.Equal(exchange.Status, (int)refused.StatusCode);
            if (exchange.ResponseType != "application/json" || exchange.ResponseBody.Length == 0) return;
            var status = KubeJson.Deserialize<Status>(exchange.ResponseBody);
            Assert.Equal((status.Message, status.Reason, status.Code, status.Details?.Causes?.Count ?? 0), (refused.Status.Message, refused.Status.Reason, refused.Status.Code, refused.Causes.Count));
            return;
        }
        if (error is not null) Assert.Fail($"{exchange.Place}: the server answered {exchange.Status}, the client threw {error}");
        switch (result)
        {
            case DynamicResource resource: AssertSameJson(exchange.Place, exchange.ResponseBody, KubeJson.Serialize(resource)); break;
            case PartialObjectMetadata partial: Assert.Equal(Metadata(exchange), partial.Metadata.Name); break;
            case KubeList<DynamicResource> list: CheckList(exchange, list.Items.Count, list.InvalidItems.Count, list.Metadata); break;
            case KubeList<PartialObjectMetadata> list: CheckList(exchange, list.Items.Count, list.InvalidItems.Count, list.Metadata); break;
            case DeleteResult<DynamicResource> deleted: CheckDeleted(exchange, deleted.Status, deleted.Object?.Kind); break;
            case DeleteResult<PartialObjectMetadata> deleted: CheckDeleted(exchange, deleted.Status, deleted.Object?.Kind); break;
            case DeleteResult<KubeList<DynamicResource>> deleted: CheckDeleted(exchange, deleted.Status, deleted.Object?.Kind); break;
            case List<WatchEvent<DynamicResource>> events: CheckEvents(exchange, [.. events.Select(e => (e.Type.ToString(), e.ResourceVersion))]); break;
            case List<WatchEvent<PartialObjectMetadata>> events: CheckEvents(exchange, [.. events.Select(e => (e.Type.ToString(), e.ResourceVersion))]); break;
            case byte[] bytes: Assert.Equal(exchange.ResponseBody, Encoding.UTF8.GetString(bytes)); break;
            default: Assert.Fail($"{exchange.Place}: an answer of type {result?.GetType().Name} is not checked."); break;
        }
    }

    private static void CheckList(RecordedExchange exchange, int items, int invalid, ListMeta metadata)
    {
        using var document = JsonDocument.Parse(exchange.ResponseBody);
        var recorded = document.RootElement.GetProperty("items");
        Assert.Equal((recorded.ValueKind == JsonValueKind.Null ? 0 : recorded.GetArrayLength(), 0), (items, invalid));
        Assert.Equal(document.RootElement.GetProperty("metadata").TryGetProperty("continue", out var next) ? next.GetString() : null, metadata.Continue);
    }

    private static void CheckDeleted(RecordedExchange exchange, Status? status, string? kind)
    {
        using var document = JsonDocument.Parse(exchange.ResponseBody);
        var recorded = document.RootElement.GetProperty("kind").GetString();
        Assert.Equal(recorded == "Status" ? (true, null) : (false, recorded), (status is not null, kind));
    }

    private static void CheckEvents(RecordedExchange exchange, IReadOnlyList<(string Type, string? Version)> events)
    {
        var expected = exchange.ResponseBody.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var document = JsonDocument.Parse(line);
            var type = document.RootElement.GetProperty("type").GetString()!.ToLowerInvariant();
            var metadata = document.RootElement.GetProperty("object").GetProperty("metadata");
            return (type, type != "error" && metadata.TryGetProperty("resourceVersion", out var version) ? version.GetString() : null);
        });
        Assert.Equal(expected, events.Select(e => (e.Type.ToLowerInvariant(), e.Version)));
    }

    private static string? Metadata(RecordedExchange exchange)
    {
        using var document = JsonDocument.Parse(exchange.ResponseBody);
        return document.RootElement.GetProperty("metadata").GetProperty("name").GetString();
    }

    private static void AssertSameJson(string place, string expected, string actual)
    {
        using var wanted = JsonDocument.Parse(expected);
        using var given = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, given.RootElement), $"{place}\nexpected {expected}\nactual   {actual}");
    }

    /// <summary>Answers as the real server did, and keeps what it was sent.</summary>
    private sealed class Recorded(RecordedExchange exchange) : HttpMessageHandler
    {
        public string? Line { get; private set; }

        public IReadOnlyList<string> Query { get; private set; } = [];

        public string? ContentType { get; private set; }

        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Line = $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)}";
            Query = [.. request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
            if (request.Content is not null)
            {
                ContentType = request.Content.Headers.ContentType?.ToString();
                Body = await request.Content.ReadAsStringAsync(cancellationToken);
            }
            return new HttpResponseMessage((HttpStatusCode)exchange.Status) { Content = new StringContent(exchange.ResponseBody, Encoding.UTF8, exchange.ResponseType!) };
        }
    }
}
