namespace Kube.Client;

/// <summary>Where in the chain one's own handler stands. A request passes the places from top to bottom, its answer from bottom to top.</summary>
/// <remarks>The chain: telemetry → headers and impersonation → retry → rate limit → authentication → requests in flight → connections.</remarks>
public enum HandlerPlace
{
    /// <summary>Before everything: sees each call once, before telemetry counts it.</summary>
    Outermost,

    /// <summary>Sees each call once, within its span, with its headers set.</summary>
    BeforeRetry,

    /// <summary>Sees each attempt when the rate limit lets it go, before it has credentials.</summary>
    BeforeAuthentication,

    /// <summary>Sees each attempt with its credentials, right before the connections; also the second one after a 401.</summary>
    BeforeTransport,
}
