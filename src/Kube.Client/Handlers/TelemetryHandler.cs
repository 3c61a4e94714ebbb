using System.Diagnostics;

namespace Kube.Client;

/// <summary>One span and one measurement a request, by OpenTelemetry's HTTP conventions with the Kubernetes verb and resource added.</summary>
internal sealed class TelemetryHandler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var span = ClientTelemetry.Source.HasListeners() ? Start(request) : null;
        if (!ClientTelemetry.Duration.Enabled && !ClientTelemetry.Active.Enabled && span is null)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var tags = ClientTelemetry.Tags(request);
        var started = time.GetTimestamp();
        ClientTelemetry.Active.Add(1, tags);
        var result = tags;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var code = (int)response.StatusCode;
            var version = ClientTelemetry.Text(response.Version);
            result.Add("http.response.status_code", code);
            result.Add("network.protocol.version", version);
            span?.SetTag("http.response.status_code", code).SetTag("network.protocol.version", version);
            if (code >= 400)
            {
                var type = code.ToString(System.Globalization.CultureInfo.InvariantCulture);
                result.Add("error.type", type);
                span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", type);
            }
            return response;
        }
        catch (Exception e)
        {
            var type = ClientTelemetry.ErrorType(e);
            result.Add("error.type", type);
            span?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag("error.type", type);
            throw;
        }
        finally
        {
            if (span is not null && request.Options.TryGetValue(RequestFacts.Resends, out var resends)) span.SetTag("http.request.resend_count", resends);
            ClientTelemetry.Active.Add(-1, tags);
            ClientTelemetry.Duration.Record(time.GetElapsedTime(started).TotalSeconds, result);
        }
    }

    private static Activity? Start(HttpRequestMessage message)
    {
        var request = message.Options.TryGetValue(RequestFacts.Request, out var facts) ? facts : null;
        var name = request?.Type is { } type ? $"{request.Verb} {type.Plural}{(request.Subresource is { } sub ? "/" + sub : "")}" : message.Method.Method;
        var span = ClientTelemetry.Source.StartActivity(name, ActivityKind.Client);
        if (span is null) return null;
        foreach (var (key, value) in ClientTelemetry.Tags(message)) span.SetTag(key, value);
        span.SetTag("url.full", ClientTelemetry.Url(message));
        if (request?.Namespace is { } ns) span.SetTag("k8s.namespace.name", ns);
        if (request?.Name is { } name2) span.SetTag("kube.name", name2);
        return span;
    }
}
