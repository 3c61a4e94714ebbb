using System.Security.Authentication;

namespace Kube.Client;

/// <summary>How a client behaves, whatever the cluster. Immutable and checked when the client is made.</summary>
public sealed record KubeClientOptions
{
    /// <summary>How long one call may take in all, retries included, until its answer is read. Default: 30 s; <see langword="null"/> for no limit. Watches, logs and other streams have none.</summary>
    public TimeSpan? Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a watch may be silent before it counts as dead. Default: 6 minutes, longer than a server lets pass between bookmarks; <see langword="null"/> for no limit.</summary>
    public TimeSpan? WatchIdleLimit { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How long making a connection may take. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an unused connection is kept. Default: 90 s.</summary>
    public TimeSpan IdleConnectionTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a connection with requests on it is silent before it is asked whether it lives: by HTTP/2 pings, and by TCP keep-alive. At least 1 s. Default: 30 s.</summary>
    public TimeSpan KeepAlivePingDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to that may take. At least 1 s. Default: 15 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many connections at most. Default: no limit.</summary>
    public int MaxConnections { get; init; } = int.MaxValue;

    /// <summary>How many requests may be on their way at once, until their headers come; more wait. One that waits before a repetition does not count. Default: 1024.</summary>
    public int MaxRequestsInFlight { get; init; } = 1024;

    /// <summary>How many bytes an answer that is read whole may have, after decompression. Default: 1 GiB.</summary>
    public long MaxResponseBytes { get; init; } = 1L << 30;

    /// <summary>Whether HTTP/2 is used where the server offers it. Default: <see langword="true"/>.</summary>
    public bool UseHttp2 { get; init; } = true;

    /// <summary>The versions of TLS to speak. Default: 1.2 and 1.3.</summary>
    public SslProtocols TlsVersions { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>How long is remembered what the server serves (<see cref="KubeClient.Discovery"/>). Default: 10 minutes.</summary>
    public TimeSpan DiscoveryLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How failed requests are repeated.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>A limit on requests a second on the client's side, repetitions included; <see langword="null"/> (the default) leaves flow control to the server.</summary>
    public RateLimitOptions? RateLimit { get; init; }

    /// <summary>The <c>User-Agent</c>; from it the server takes the field manager where none is given.</summary>
    public string UserAgent { get; init; } = DefaultUserAgent;

    /// <summary>Headers added to every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Whether objects keep the fields that their type does not know, so that replacing one loses nothing that a newer server sent. Costs memory and time;
    /// default: <see langword="false"/>. <see cref="KubeClient.KeepingUnknownFields"/> turns it on for some calls only.
    /// </summary>
    public bool KeepUnknownFields { get; init; }

    /// <summary>Told the text of each warning the server sends (deprecated APIs, unknown fields), with the request; <see langword="null"/> for none. What it throws ends the call, though the server has answered.</summary>
    public Action<ServerWarning>? OnWarning { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    private static string DefaultUserAgent { get; } =
        $"{(Path.GetFileNameWithoutExtension(Environment.ProcessPath) is { Length: > 0 } name ? Uri.EscapeDataString(name) : "dotnet")}/kube.net";

    /// <summary>Checks every option; making a client does so, too.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        Positive(Deadline, nameof(Deadline));
        Positive(WatchIdleLimit, nameof(WatchIdleLimit));
        Positive(ConnectTimeout, nameof(ConnectTimeout));
        Positive(IdleConnectionTimeout, nameof(IdleConnectionTimeout));
        Positive(DiscoveryLifetime, nameof(DiscoveryLifetime));
        AtLeastASecond(KeepAlivePingDelay, nameof(KeepAlivePingDelay));
        AtLeastASecond(KeepAlivePingTimeout, nameof(KeepAlivePingTimeout));
        if (string.IsNullOrWhiteSpace(UserAgent)) throw new ArgumentException($"{nameof(UserAgent)} is empty; leave it unset for the program's name.");
        RequireHeader(UserAgent, nameof(UserAgent));
        foreach (var (name, value) in Headers)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c))) throw new ArgumentException($"{nameof(Headers)} has '{name}', which is no name of a header.");
            RequireHeader(value, $"the header {name} in {nameof(Headers)}");
        }
        if (MaxConnections < 1) throw new ArgumentException($"{nameof(MaxConnections)} must be at least 1, not {MaxConnections}.");
        if (MaxRequestsInFlight < 1) throw new ArgumentException($"{nameof(MaxRequestsInFlight)} must be at least 1, not {MaxRequestsInFlight}.");
        if (MaxResponseBytes < 1) throw new ArgumentException($"{nameof(MaxResponseBytes)} must be at least 1, not {MaxResponseBytes}.");
        Retry.Validate();
        RateLimit?.Validate();
    }

    // .NET would send a line break as it is, and what follows as a header of its own.
    private static void RequireHeader(string value, string name)
    {
        if (!value.All(c => c is >= ' ' and <= '~' or '\t')) throw new ArgumentException($"{name} holds a character that is not printable ASCII.");
    }

    // .NET's own bound for HTTP/2 pings.
    private static void AtLeastASecond(TimeSpan value, string name)
    {
        if (value < TimeSpan.FromSeconds(1)) throw new ArgumentException($"{name} must be at least 1 s, not {value}.");
    }

    private static void Positive(TimeSpan? value, string name)
    {
        if (value is not { } time) return;
        if (time <= TimeSpan.Zero) throw new ArgumentException($"{name} must be positive, not {time}.");
        // .NET's timers go no further.
        if (time.TotalMilliseconds > int.MaxValue) throw new ArgumentException($"{name} must be at most 24 days, not {time}.");
    }
}

/// <summary>How failed requests are repeated: never where a repetition could do the work twice.</summary>
/// <remarks>
/// 429 is repeated for any verb, for the server refused before it did anything. Connections that were never made are, too. Other transport
/// faults and 500, 502, 503, 504 are repeated only where the request is repeatable (<see cref="ApiRequest.IsRepeatable"/>): reads, replaces
/// and apply and merge patches that demand no resource version, deletes that name a UID; never creates.
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>How many repetitions at most; 0 turns them off. Default: 5.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The wait before the first repetition, doubled each time, with jitter. Default: 50 ms.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest wait of our own; a longer <c>Retry-After</c> is honoured. Default: 5 s.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The budget that all requests of a client share: how many repetitions may be made at once before new ones must be earned. Default: 100.</summary>
    public int Budget { get; init; } = 100;

    /// <summary>How many repetitions each request earns. Default: 0.2, so that a dead server sees 1.2 times the usual load, not 6 times.</summary>
    public double BudgetPerRequest { get; init; } = 0.2;

    internal void Validate()
    {
        if (MaxRetries < 0) throw new ArgumentException($"{nameof(MaxRetries)} cannot be negative, but is {MaxRetries}.");
        if (FirstDelay <= TimeSpan.Zero || MaxDelay < FirstDelay) throw new ArgumentException($"{nameof(FirstDelay)} must be positive and at most {nameof(MaxDelay)}.");
        if (Budget < 0 || !(BudgetPerRequest >= 0)) throw new ArgumentException($"{nameof(Budget)} and {nameof(BudgetPerRequest)} cannot be negative.");
    }
}

/// <summary>A limit on the client's side.</summary>
/// <param name="PerSecond">Requests a second, on average.</param>
/// <param name="Burst">Requests at once.</param>
public sealed record RateLimitOptions(double PerSecond, int Burst)
{
    internal void Validate()
    {
        // A not-a-number is neither.
        if (!(PerSecond > 0) || Burst < 1) throw new ArgumentException($"{nameof(PerSecond)} must be positive and {nameof(Burst)} at least 1.");
    }
}

/// <summary>What the server warns of (<c>Warning</c> header, code 299).</summary>
/// <param name="Text">The warning.</param>
/// <param name="Request">The request it answers, for people: method and path.</param>
public sealed record ServerWarning(string Text, string Request);
