using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Kube.Client;

/// <summary>The names under which the client reports: give them to OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>.</summary>
public static class ClientTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Kube.Client";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "kube.client.request.duration", "s", "Time from sending a request to the headers of its answer, repetitions included.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    internal static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("kube.client.active_requests", "{request}", "Requests that wait for the headers of their answer.");

    private static readonly Counter<long> Repetitions = Meter.CreateCounter<long>("kube.client.request.resends", "{request}", "Repetitions of failed requests.");

    internal static void Repeated(HttpRequestMessage request) => Repetitions.Add(1, Tags(request));

    internal static TagList Tags(HttpRequestMessage message)
    {
        var tags = new TagList
        {
            { "http.request.method", message.Method.Method },
            { "server.address", message.RequestUri?.Host },
            { "server.port", message.RequestUri?.Port },
        };
        if (!message.Options.TryGetValue(RequestFacts.Request, out var request)) return tags;
        tags.Add("kube.verb", request.Verb);
        if (request.Type is { } type)
        {
            tags.Add("kube.group", type.Group);
            tags.Add("kube.version", type.Version);
            tags.Add("kube.resource", type.Plural);
        }
        if (request.Subresource is { } subresource) tags.Add("kube.subresource", subresource);
        return tags;
    }
}
