using System.Globalization;
using System.Text;
using Kube.Schema.Json;
using Kube.Testing;

namespace Kube.Conformance.Server;

/// <summary>Replays one scenario against an embedded server of its own.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private static readonly TimeSpan AwaitInterval = TimeSpan.FromMilliseconds(10);

    private readonly Scenario _scenario;
    private readonly EmbeddedApiServer _server;
    private readonly HttpClient _http;
    private readonly Bindings _bindings = new();
    private readonly AnswerComparer _comparer;
    private readonly List<JsonValue?> _answers = [];
    private readonly Dictionary<int, List<RecordedWatch>> _watches = [];
    private readonly RecordedWebhooks _webhooks;
    private RecordedKubectl? _kubectl;

    private Replay(Scenario scenario, EmbeddedApiServer server)
    {
        _scenario = scenario;
        _server = server;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(100) };
        _comparer = new(_bindings);
        _webhooks = new(scenario);
        server.Webhooks.MapHost(RecordedWebhooks.Host, _webhooks);
        _bindings.Set("<webhook>", RecordedWebhooks.Host);
        _bindings.Set("<caBundle>", RecordedWebhooks.CaBundle);
    }

    /// <summary>Runs the scenario; what comes back are the differences, none where all is well.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        // kubectl sends no token over plain HTTP; where it is run, who sends nothing is the administrator.
        var isAnonymousKnown = !RecordedKubectl.IsNeededBy(scenario);
        var server = await EmbeddedApiServer.StartAsync(new() { RunControllers = scenario.NeedsControllers, RequireAuthentication = isAnonymousKnown }, cancellationToken);
        await using var replay = new Replay(scenario, server);
        await replay.RunAsync(cancellationToken);
        return replay._comparer.Differences;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var watch in _watches.Values.SelectMany(w => w))
        {
            await watch.DisposeAsync();
        }

        _http.Dispose();
        _webhooks.Dispose();
        _kubectl?.Dispose();
        await _server.DisposeAsync();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var steps = _scenario.Main;
        var setup = _scenario.Setup.ToLookup(s => RecordedWebhooks.FirstCall(s, steps));
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var step in setup[i])
            {
                await StepAsync(step, "setup", cancellationToken);
            }

            await OpenWatches(steps, i, cancellationToken);
            var before = _comparer.Differences.Count;
            var answer = await StepAsync(steps[i], $"step {i}", cancellationToken);
            _answers.Add(answer);
            if (_comparer.Differences.Count > before && _comparer.Differences.Count > 12)
            {
                return;
            }
        }

        if (_bindings.VersionDisorder() is { } disorder)
        {
            _comparer.Note($"resource versions stand in another order: {disorder}");
        }
    }

    private async Task OpenWatches(IReadOnlyList<JsonObject> steps, int at, CancellationToken cancellationToken)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].GetObject("watch") is { } watch && watch.GetInteger("startedBeforeStep") == at)
            {
                var opened = await RecordedWatch.OpenAsync(_http, watch, _bindings, _server.AdminToken, cancellationToken);
                if (!_watches.TryGetValue(i, out var list))
                {
                    _watches.Add(i, list = []);
                }

                list.Add(opened);
            }
        }
    }

    private async Task<JsonValue?> StepAsync(JsonObject step, string name, CancellationToken cancellationToken)
    {
        var from = _comparer.Differences.Count;
        JsonValue? answer = null;
        _webhooks.Begin(step);
        if (step.GetObject("request") is { } request)
        {
            answer = await RequestAsync(request, Recorded(step), cancellationToken);
        }
        else if (step.GetObject("await") is { } wait)
        {
            answer = await AwaitAsync(wait, Recorded(step), cancellationToken);
        }
        else if (step.GetObject("watch") is { } watch)
        {
            await _watches[_answers.Count].Single().CompareAsync(watch, _bindings, _comparer, cancellationToken);
        }
        else if (step.GetObject("parallel") is { } parallel)
        {
            await ParallelAsync(parallel, cancellationToken);
        }
        else if (step.GetBoolean("compactHistory") == true)
        {
            _server.CompactHistory();
        }
        else if (step.GetObject("kubectl") is { } command)
        {
            _kubectl ??= new(_server, _bindings);
            await _kubectl.RunAsync(command, _comparer, cancellationToken);
        }

        _webhooks.Compare(step, _comparer);
        var label = step.GetObject("request") is { } shown ? $"{name} {shown.GetString("method")} {shown.GetString("path")}" : name;
        _comparer.Label(from, label);
        return answer;
    }

    private async Task<JsonValue?> RequestAsync(JsonObject request, JsonObject recorded, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        using var response = await _http.SendAsync(message, cancellationToken);
        return await CompareAsync(recorded, response, cancellationToken);
    }

    private async Task<JsonValue?> CompareAsync(JsonObject recorded, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        var status = (int)response.StatusCode;
        if (status != recorded.GetInteger("status"))
        {
            _comparer.Note($"status {recorded.GetInteger("status")} expected ({RecordedMessage(recorded)}), came {status}: {(text.Length > 400 ? text[..400] : text)}");
            return TryParse(text);
        }

        Headers(recorded, response);
        var actual = TryParse(text);
        var body = recorded["body"] ?? JsonValue.Null;
        switch (body)
        {
            case JsonNull:
                break;
            case JsonString expected:
                if (!_bindings.Match(expected.Value, text, false) && !expected.Value.StartsWith("k8s\0", StringComparison.Ordinal))
                {
                    CompareText(expected.Value, text);
                }

                break;
            default:
                if (actual is null)
                {
                    _comparer.Note($"JSON expected, came {text}");
                }
                else
                {
                    _comparer.Body(body, actual, Trimmed(recorded));
                }

                break;
        }

        return actual;
    }

    /// <summary>Text bodies: a stream of watch events or YAML, compared line by line.</summary>
    private void CompareText(string expected, string actual)
    {
        var lines = expected.Split('\n');
        var actualLines = actual.Split('\n');
        if (lines.Length != actualLines.Length)
        {
            _comparer.Note($"text of {lines.Length} lines expected, came {actualLines.Length}: {actual}");
            return;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (TryParse(lines[i]) is { } json && TryParse(actualLines[i]) is { } actualJson)
            {
                _comparer.Body(json, actualJson, []);
            }
            else if (!_bindings.Match(lines[i], actualLines[i], false))
            {
                _comparer.Note($"line {i + 1} expected `{lines[i]}` but was `{actualLines[i]}`");
            }
        }
    }

    private void Headers(JsonObject recorded, HttpResponseMessage response)
    {
        // Of the setup only the status was recorded.
        if (recorded.GetObject("headers") is not { } headers)
        {
            return;
        }

        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : "";
        if (headers.GetString("Content-Type") is { } expected && expected != type)
        {
            _comparer.Note($"Content-Type {expected} expected, came {type}");
        }

        List<string> warnings = response.Headers.TryGetValues("Warning", out var given) ? [.. given] : [];
        List<string> wanted = [.. (headers.GetArray("Warning") ?? JsonArray.Empty).OfType<JsonString>().Select(w => w.Value)];
        if (warnings.Count != wanted.Count || warnings.Zip(wanted).Any(p => !_bindings.Match(p.Second, p.First, false)))
        {
            _comparer.Note($"warnings [{string.Join(", ", wanted)}] expected, came [{string.Join(", ", warnings)}]");
        }

        foreach (var name in (ReadOnlySpan<string>)["Retry-After", "Allow"])
        {
            var value = response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
            if (headers.GetString(name) is { } wantedValue && wantedValue != value)
            {
                _comparer.Note($"{name} {wantedValue} expected, came {value}");
            }
        }
    }

    private async Task<JsonValue?> AwaitAsync(JsonObject wait, JsonObject recorded, CancellationToken cancellationToken)
    {
        var until = wait.GetObject("until")!;
        for (var attempt = 0; ; attempt++)
        {
            using var message = Message(wait.GetObject("request")!);
            using var response = await _http.SendAsync(message, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var body = TryParse(await response.Content.ReadAsStringAsync(cancellationToken));
            if (AwaitCondition.Holds(until, (int)response.StatusCode, body, _bindings) || attempt > 200)
            {
                return await CompareAsync(recorded, response, cancellationToken);
            }

            await Task.Delay(AwaitInterval, cancellationToken);
        }
    }

    private async Task ParallelAsync(JsonObject parallel, CancellationToken cancellationToken)
    {
        var requests = parallel.GetArray("requests")!.OfType<JsonObject>().ToList();
        var statuses = await Task.WhenAll(requests.Select(async request =>
        {
            using var message = Message(request);
            using var response = await _http.SendAsync(message, cancellationToken);
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }));
        var counts = JsonObject.From(statuses.GroupBy(s => s).Select(g => KeyValuePair.Create(g.Key, JsonValue.Of((long)g.Count()))));
        var expected = parallel.GetObject("statusCounts")!;
        if (!counts.Equals(expected))
        {
            _comparer.Note($"statuses {expected} expected, came {counts}");
        }
    }

    private HttpRequestMessage Message(JsonObject request)
    {
        var path = _bindings.Substitute(request.GetString("path")!);
        var message = new HttpRequestMessage(new HttpMethod(request.GetString("method")!), path + QueryOf(request.GetObject("query"), _bindings));
        var headers = request.GetObject("headers") ?? JsonObject.Empty;
        var body = Body(request);
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
        }

        if (!headers.ContainsKey("User-Agent"))
        {
            message.Headers.TryAddWithoutValidation("User-Agent", "recorder/1.0");
        }

        Identity(message, request.GetString("as"));
        foreach (var header in headers)
        {
            foreach (var value in header.Value is JsonArray list ? list.Select(v => ((JsonString)v).Value) : [((JsonString)header.Value).Value])
            {
                if (header.Key == "Content-Type")
                {
                    message.Content ??= new ByteArrayContent([]);
                    message.Content.Headers.TryAddWithoutValidation("Content-Type", value);
                }
                else
                {
                    message.Headers.TryAddWithoutValidation(header.Key, _bindings.Substitute(value));
                }
            }
        }

        return message;
    }

    private void Identity(HttpRequestMessage message, string? identity)
    {
        var token = identity switch
        {
            null or "admin" => _server.AdminToken,
            "nobody" => _server.TokenFor("nobody", "nobody"),
            "anonymous" => null,
            _ => _bindings.Substitute(identity["bearer:".Length..]),
        };
        if (token is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }
    }

    private byte[]? Body(JsonObject request)
    {
        if (request.GetObject("bodyFrom") is { } from)
        {
            var answer = _answers[(int)from.GetInteger("step")!.Value] ?? JsonObject.Empty;
            var patch = _bindings.Substitute((JsonValue)from.GetArray("jsonPatch")!);
            return Kube.Testing.Patching.JsonPatch.Apply(answer, patch).ToUtf8Json();
        }

        return request["body"] switch
        {
            null or JsonNull => null,
            JsonString text => Encoding.UTF8.GetBytes(_bindings.Substitute(text.Value)),
            var value => _bindings.Substitute(value).ToUtf8Json(),
        };
    }

    internal static string QueryOf(JsonObject? query, Bindings bindings)
    {
        if (query is null || query.Count == 0)
        {
            return "";
        }

        var pairs = query.SelectMany(p => (p.Value is JsonArray list ? list : JsonArray.Of(p.Value)).Select(v =>
            $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(bindings.Substitute(v is JsonString s ? s.Value : v.ToJson()))}"));
        return "?" + string.Join("&", pairs);
    }

    /// <summary>The answer of a step, with what was cut from it.</summary>
    private static JsonObject Recorded(JsonObject step)
    {
        var response = step.GetObject("response")!;
        return step["trimmed"] is { } trimmed ? response.With("trimmed", trimmed) : response;
    }

    private static string RecordedMessage(JsonObject recorded) => (recorded["body"] as JsonObject)?.GetString("message") ?? "";

    private static IReadOnlyList<string> Trimmed(JsonObject recorded) => recorded["trimmed"] switch
    {
        JsonArray list => [.. list.OfType<JsonString>().Select(t => t.Value)],
        JsonString text => [text.Value],
        _ => [],
    };

    private static JsonValue? TryParse(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return null;
        }

        try
        {
            return JsonValue.Parse(text);
        }
        catch (JsonParseException)
        {
            return null;
        }
    }
}
