using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>A watch of a scenario: opened when the recording opened it, collected until its place in the list.</summary>
internal sealed class RecordedWatch : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<JsonObject> _events = [];
    private readonly Lock _lock = new();
    private readonly Task _reading;

    private RecordedWatch(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    public static async Task<RecordedWatch> OpenAsync(HttpClient http, JsonObject watch, Bindings bindings, string token, CancellationToken cancellationToken)
    {
        var path = bindings.Substitute(watch.GetString("path")!) + Replay.QueryOf(watch.GetObject("query"), bindings);
        var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.TryAddWithoutValidation("User-Agent", "recorder/1.0");
        message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        foreach (var header in watch.GetObject("headers") ?? JsonObject.Empty)
        {
            message.Headers.TryAddWithoutValidation(header.Key, ((JsonString)header.Value).Value);
        }

        return new(await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
    }

    public async Task CompareAsync(JsonObject recorded, Bindings bindings, AnswerComparer comparer, CancellationToken cancellationToken)
    {
        var expected = recorded.GetArray("events")!.OfType<JsonObject>().Where(Counts).ToList();
        var closed = recorded.GetString("closed");
        if ((int)_response.StatusCode != recorded.GetInteger("status"))
        {
            comparer.Note($"watch: status {recorded.GetInteger("status")} expected, came {(int)_response.StatusCode}");
            return;
        }

        if (closed == "rejected")
        {
            var body = JsonValue.Parse(await _response.Content.ReadAsStringAsync(cancellationToken));
            comparer.Body(recorded["body"] ?? JsonValue.Null, body, []);
            return;
        }

        if (closed == "client")
        {
            await WaitForEvents(expected.Count, cancellationToken);
            await Task.Delay(Quiet, cancellationToken);
        }
        else if (await Task.WhenAny(_reading, Task.Delay(Patience, cancellationToken)) != _reading)
        {
            comparer.Note($"watch: the server does not end it ({closed})");
        }

        await StopAsync();
        Compare(expected, Collected(), comparer);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _response.Dispose();
        _stop.Dispose();
    }

    private static void Compare(List<JsonObject> expected, List<JsonObject> actual, AnswerComparer comparer)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            var from = comparer.Differences.Count;
            var type = expected[i].GetString("type");
            if (type != actual[i].GetString("type"))
            {
                comparer.Note($"event {i}: {type} expected, came {actual[i]}");
                return;
            }

            comparer.Body(expected[i]["object"]!, actual[i]["object"]!, [], isBookmark: type == "BOOKMARK");
            comparer.Label(from, $"event {i} ({type})");
        }

        if (expected.Count != actual.Count)
        {
            comparer.Note($"{expected.Count} events expected, {actual.Count} came: [{string.Join(", ", actual.Select(e => e.GetString("type")))}]");
        }
    }

    /// <summary>Bookmarks come by the clock; only the one that ends the initial events counts.</summary>
    private static bool Counts(JsonObject change) =>
        change.GetString("type") != "BOOKMARK"
        || change.ToJson().Contains("k8s.io/initial-events-end", StringComparison.Ordinal);

    private List<JsonObject> Collected()
    {
        lock (_lock)
        {
            return [.. _events.Where(Counts)];
        }
    }

    private async Task WaitForEvents(int count, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + Patience;
        while (Collected().Count < count && DateTime.UtcNow < until && !_reading.IsCompleted)
        {
            await Task.Delay(5, cancellationToken);
        }
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _reading;
    }

    private async Task ReadAsync()
    {
        if (!_response.IsSuccessStatusCode)
        {
            return;
        }

        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync(_stop.Token));
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                lock (_lock)
                {
                    _events.Add((JsonObject)JsonValue.Parse(line));
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException)
        {
            // Closed from one side or the other: what was collected counts.
        }
    }
}
