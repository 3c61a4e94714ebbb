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

    private static readonly Counter<long> Repetitions = Meter.CreateCounter<long>("kube.client.request.resends", "{request}", "Requests sent again: after a failure that may be repeated, or with new credentials.");

    internal static void Repeated(HttpRequestMessage request) => Repetitions.Add(1, Tags(request));

    /// <summary>A low-cardinality name for what went wrong (<c>error.type</c>), as .NET's own HTTP telemetry names it.</summary>
    internal static string ErrorType(Exception e) => e is not HttpRequestException http ? e.GetType().FullName! : http.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "name_resolution_error",
        HttpRequestError.ConnectionError => "connection_error",
        HttpRequestError.SecureConnectionError => "secure_connection_error",
        HttpRequestError.HttpProtocolError => "http_protocol_error",
        HttpRequestError.ExtendedConnectNotSupported => "extended_connect_not_supported",
        HttpRequestError.VersionNegotiationError => "version_negotiation_error",
        HttpRequestError.UserAuthenticationError => "user_authentication_error",
        HttpRequestError.ProxyTunnelError => "proxy_tunnel_error",
        HttpRequestError.InvalidResponse => "invalid_response",
        HttpRequestError.ResponseEnded => "response_ended",
        HttpRequestError.ConfigurationLimitExceeded => "configuration_limit_exceeded",
        _ => e.GetType().FullName!,
    };

    /// <summary>The URL for a span: without user information, and without the query of an exec, whose command may hold secrets.</summary>
    internal static string? Url(HttpRequestMessage message)
    {
        if (message.RequestUri is not { } url) return null;
        var hides = message.Options.TryGetValue(RequestFacts.Request, out var request) && request.Verb == "connect";
        var parts = UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path;
        return url.GetComponents(hides ? parts : parts | UriComponents.Query, UriFormat.UriEscaped);
    }

    internal static string Text(Version version) => version.Minor == 0 && version.Major > 1 ? version.Major.ToString(System.Globalization.CultureInfo.InvariantCulture) : version.ToString(2);

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
