namespace Kube.Client;

/// <summary>Makes a client with handlers of one's own, or with another transport.</summary>
/// <param name="config">The cluster and the user.</param>
public sealed class KubeClientBuilder(KubeConfig config)
{
    private readonly List<PlacedHandler> _handlers = [];
    private KubeClientOptions _options = new();
    private Func<HttpMessageHandler>? _transport;

    /// <summary>Sets how the client behaves.</summary>
    public KubeClientBuilder With(KubeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        return this;
    }

    /// <summary>Puts a handler at a place; several at one place stand in the order of the calls.</summary>
    public KubeClientBuilder Use(HandlerPlace place, Func<DelegatingHandler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _handlers.Add(new(place, create));
        return this;
    }

    /// <summary>Replaces the connections: a handler that answers from memory, or one that is configured elsewhere. TLS, proxy and CA are then its business.</summary>
    public KubeClientBuilder UseTransport(Func<HttpMessageHandler> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _transport = create;
        return this;
    }

    /// <summary>Makes the client. Nothing is connected and no file is read yet.</summary>
    /// <exception cref="KubeConfigException">The configuration contradicts itself or names a provider that is gone.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public KubeClient Build()
    {
        ArgumentNullException.ThrowIfNull(config);
        _options.Validate();
        if (config is { SkipTlsVerify: true, CertificateAuthority: not null })
            throw new KubeConfigException("insecure-skip-tls-verify and a certificate-authority contradict each other; remove one", config.Source);
        var provider = CredentialProviders.Create(config, _options.TimeProvider);
        var sockets = _transport is null ? new RotatingTransport(new TlsFiles(config, _options.TimeProvider), identity => Connections.Create(config, _options, identity)) : null;

        HttpMessageHandler chain = sockets ?? _transport!();
        chain = Own(HandlerPlace.BeforeTransport, chain);
        chain = new InFlightHandler(_options.MaxRequestsInFlight) { InnerHandler = chain };
        chain = new AuthenticationHandler(provider, sockets) { InnerHandler = chain };
        chain = Own(HandlerPlace.BeforeAuthentication, chain);
        if (_options.RateLimit is { } rate) chain = new RateLimitHandler(rate, _options.TimeProvider) { InnerHandler = chain };
        if (_options.Retry.MaxRetries > 0) chain = new RetryHandler(_options.Retry, _options.TimeProvider) { InnerHandler = chain };
        chain = Own(HandlerPlace.BeforeRetry, chain);
        chain = new HeadersHandler(config, _options, sockets is not null) { InnerHandler = chain };
        chain = new TelemetryHandler(_options.TimeProvider) { InnerHandler = chain };
        return new KubeClient(config, _options, new HttpMessageInvoker(Own(HandlerPlace.Outermost, chain)));
    }

    private HttpMessageHandler Own(HandlerPlace place, HttpMessageHandler inner)
    {
        for (var i = _handlers.Count - 1; i >= 0; i--)
        {
            if (_handlers[i].Place != place) continue;
            var handler = _handlers[i].Create();
            handler.InnerHandler = inner;
            inner = handler;
        }
        return inner;
    }

    private sealed record PlacedHandler(HandlerPlace Place, Func<DelegatingHandler> Create);
}
