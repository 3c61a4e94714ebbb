using System.Text.Json;
using Kube.Conformance.Data;

namespace Kube.Conformance.ClientRequests;

/// <summary>One request to a real API server, and what it answered.</summary>
public sealed record RecordedExchange(string Place, string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, string? ContentType, string? Accept, JsonElement? Body)
{
    public int Status { get; init; }

    public string? ResponseType { get; init; }

    /// <summary>The body of the answer; for a watch, the events one a line.</summary>
    public string ResponseBody { get; init; } = "";

    public bool IsWatch { get; init; }

    public static IEnumerable<string> Scenarios => ConformanceData.Folders("recordings").Take(1)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(folder, file)))
        .Order(StringComparer.Ordinal);

    public static IReadOnlyList<RecordedExchange> Read(string scenario)
    {
        var file = System.IO.Path.Combine(ConformanceData.Folders("recordings").First(), scenario);
        // Times are placeholders in the recordings, and no times to a decoder.
        var text = File.ReadAllText(file).Replace("<time>", "2026-01-02T03:04:05Z").Replace("<microtime>", "2026-01-02T03:04:05.000006Z");
        using var document = JsonDocument.Parse(text);
        var exchanges = new List<RecordedExchange>();
        var number = 0;
        foreach (var step in document.RootElement.GetProperty("steps").EnumerateArray())
        {
            var place = $"{scenario} step {number++}";
            if (step.TryGetProperty("request", out var request)) exchanges.Add(Read(place, request, step.GetProperty("response")));
            else if (step.TryGetProperty("await", out var wait)) exchanges.Add(Read(place, wait.GetProperty("request"), step.GetProperty("response")));
            else if (step.TryGetProperty("watch", out var watch)) exchanges.Add(ReadWatch(place, watch));
        }
        return exchanges;
    }

    private static RecordedExchange Read(string place, JsonElement request, JsonElement response)
    {
        var json = response.TryGetProperty("body", out var body) && body.ValueKind is not (JsonValueKind.Null or JsonValueKind.String);
        return Request(place, request, request.GetProperty("method").GetString()!) with
        {
            Status = response.GetProperty("status").GetInt32(),
            ResponseType = json ? "application/json" : "text/plain",
            ResponseBody = body.ValueKind switch { JsonValueKind.Undefined or JsonValueKind.Null => "", JsonValueKind.String => body.GetString()!, _ => body.GetRawText() },
        };
    }

    private static RecordedExchange ReadWatch(string place, JsonElement watch)
    {
        var rejected = watch.GetProperty("status").GetInt32() is not 200 and var status ? status : 0;
        var events = watch.TryGetProperty("events", out var list) ? list.EnumerateArray().Select(e => JsonSerializer.Serialize(e)) : [];
        return Request(place, watch, "GET") with
        {
            IsWatch = true,
            // A watch step's body is what a refused one was answered.
            Body = null,
            Status = rejected == 0 ? 200 : rejected,
            ResponseType = "application/json",
            ResponseBody = rejected == 0 ? string.Concat(events.Select(e => e + "\n")) : watch.TryGetProperty("body", out var body) ? body.GetRawText() : "",
        };
    }

    private static RecordedExchange Request(string place, JsonElement request, string method)
    {
        var query = new List<KeyValuePair<string, string>>();
        if (request.TryGetProperty("query", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                if (parameter.Value.ValueKind == JsonValueKind.Array) query.AddRange(parameter.Value.EnumerateArray().Select(v => KeyValuePair.Create(parameter.Name, v.ToString())));
                else query.Add(KeyValuePair.Create(parameter.Name, parameter.Value.ToString()));
            }
        }
        return new RecordedExchange(
            place, method, request.GetProperty("path").GetString()!, query, Header(request, "Content-Type"), Header(request, "Accept"),
            request.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null ? body.Clone() : null);
    }

    private static string? Header(JsonElement request, string name) =>
        request.TryGetProperty("headers", out var headers) && headers.ValueKind == JsonValueKind.Object && headers.TryGetProperty(name, out var value) ? value.ToString() : null;
}
