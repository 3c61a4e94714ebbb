namespace Kube.Testing;

/// <summary>How an <see cref="EmbeddedApiServer"/> behaves.</summary>
public sealed record EmbeddedApiServerOptions
{
    /// <summary>The port on the loopback interface; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Whether it speaks HTTPS (HTTP/1.1 and HTTP/2) with a certificate of its own authority, which <see cref="EmbeddedApiServer.WriteKubeConfig"/> and all
    /// clients of the server carry. Client certificates are taken then: the common name is the user, organisations are groups. Default false: plain HTTP/1.1.
    /// </summary>
    public bool UseHttps { get; init; }

    /// <summary>The clock for timestamps, bookmarks and timeouts. A test may give one that it turns itself.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How many changes a resource are remembered for watches that resume; an older place is answered with 410. At least 2; default 10,000.</summary>
    public int WatchHistory
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "WatchHistory must be at least 2.");
    } = 10_000;

    /// <summary>Namespaces that exist from the start, beside <c>default</c>, <c>kube-system</c>, <c>kube-public</c> and <c>kube-node-lease</c>.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>
    /// Whether the server does what a controller manager does: empties and removes deleted namespaces and collects objects whose owners are gone.
    /// Default true; false is a bare API server, as envtest runs it.
    /// </summary>
    public bool RunControllers { get; init; } = true;

    /// <summary>
    /// Whether a request without credentials is anonymous, with the few rights that has. Default false: it speaks with all rights, so that a test need not log in.
    /// A request with a token or a client certificate is always held to the rights of its user.
    /// </summary>
    public bool RequireAuthentication { get; init; }

    /// <summary>The largest request body in bytes, at least 1; default 3 MiB, as the real server has it.</summary>
    public long MaxRequestBodyBytes { get; init; } = 3 * 1024 * 1024;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBodyBytes, 1, nameof(MaxRequestBodyBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(Port, nameof(Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue, nameof(Port));
    }
}
