using System.Globalization;
using Kube.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Kube.Runtime.Hosting;

/// <summary>Reads <see cref="KubeHostOptions"/> from a configuration section, without reflection.</summary>
/// <remarks>Every key is known: a misspelt one is an error instead of a setting that does nothing.</remarks>
internal sealed class KubeSettings
{
    private delegate KubeClientOptions SetClient(KubeClientOptions options, string value);

    private delegate KubeConfigOptions SetConfig(KubeConfigOptions options, string value);

    private static readonly Dictionary<string, SetConfig> Config = new(StringComparer.OrdinalIgnoreCase)
    {
        ["KubeConfig"] = (o, v) => o with { Path = v },
        ["Context"] = (o, v) => o with { Context = v },
        ["Cluster"] = (o, v) => o with { Cluster = v },
        ["User"] = (o, v) => o with { User = v },
    };

    private static readonly Dictionary<string, SetClient> Client = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Deadline"] = (o, v) => o with { Deadline = TimeOrNone(v) },
        ["WatchIdleLimit"] = (o, v) => o with { WatchIdleLimit = TimeOrNone(v) },
        ["ConnectTimeout"] = (o, v) => o with { ConnectTimeout = Time(v) },
        ["IdleConnectionTimeout"] = (o, v) => o with { IdleConnectionTimeout = Time(v) },
        ["KeepAlivePingDelay"] = (o, v) => o with { KeepAlivePingDelay = Time(v) },
        ["KeepAlivePingTimeout"] = (o, v) => o with { KeepAlivePingTimeout = Time(v) },
        ["MaxConnections"] = (o, v) => o with { MaxConnections = Whole(v) },
        ["MaxRequestsInFlight"] = (o, v) => o with { MaxRequestsInFlight = Whole(v) },
        ["MaxResponseBytes"] = (o, v) => o with { MaxResponseBytes = long.Parse(v, NumberStyles.None, CultureInfo.InvariantCulture) },
        ["UseHttp2"] = (o, v) => o with { UseHttp2 = bool.Parse(v) },
        ["UserAgent"] = (o, v) => o with { UserAgent = v },
        ["TlsVersions"] = (o, v) => o with { TlsVersions = Enum.Parse<System.Security.Authentication.SslProtocols>(v, ignoreCase: true) },
        ["DiscoveryLifetime"] = (o, v) => o with { DiscoveryLifetime = Time(v) },
        ["KeepUnknownFields"] = (o, v) => o with { KeepUnknownFields = bool.Parse(v) },
        ["Retry:MaxRetries"] = (o, v) => o with { Retry = o.Retry with { MaxRetries = Whole(v) } },
        ["Retry:FirstDelay"] = (o, v) => o with { Retry = o.Retry with { FirstDelay = Time(v) } },
        ["Retry:MaxDelay"] = (o, v) => o with { Retry = o.Retry with { MaxDelay = Time(v) } },
        ["Retry:Budget"] = (o, v) => o with { Retry = o.Retry with { Budget = Whole(v) } },
        ["Retry:BudgetPerRequest"] = (o, v) => o with { Retry = o.Retry with { BudgetPerRequest = Number(v) } },
        ["RateLimit:PerSecond"] = (o, v) => o with { RateLimit = Rate(o) with { PerSecond = Number(v) } },
        ["RateLimit:Burst"] = (o, v) => o with { RateLimit = Rate(o) with { Burst = Whole(v) } },
    };

    /// <exception cref="OptionsValidationException">A key is not known or a value is none of its kind; all such are told of.</exception>
    public static void Apply(IConfiguration section, KubeHostOptions options)
    {
        var place = section is IConfigurationSection { Path: { Length: > 0 } path } ? path + ":" : "";
        var faults = new List<string>();
        var config = new KubeConfigOptions();
        var inCluster = false;
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            // A section has no value of its own; an empty text in a JSON file means unset.
            if (string.IsNullOrEmpty(value)) continue;
            try
            {
                if (Config.TryGetValue(key, out var setConfig)) config = setConfig(config, value);
                else if (Client.TryGetValue(key, out var setClient)) options.Client = setClient(options.Client, value);
                else if (key.Equals("Namespace", StringComparison.OrdinalIgnoreCase)) options.Namespace = value;
                else if (key.Equals("InCluster", StringComparison.OrdinalIgnoreCase)) inCluster = bool.Parse(value);
                else faults.Add($"{place}{key} is no setting; known are {Known}");
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
            {
                faults.Add($"{place}{key} is '{value}', but must be {Expected(key)}");
            }
        }
        if (inCluster && config != new KubeConfigOptions()) faults.Add($"{place}InCluster excludes KubeConfig, Context, Cluster and User");
        if (faults.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(KubeHostOptions), faults);
        if (inCluster) options.Configuration = KubeConfig.InCluster;
        else if (config != new KubeConfigOptions()) options.Configuration = () => KubeConfig.Infer(config);
    }

    private static string Known => string.Join(", ", Config.Keys.Concat(Client.Keys).Append("Namespace").Append("InCluster").Order(StringComparer.Ordinal));

    private static string Expected(string key) => key.ToLowerInvariant() switch
    {
        "deadline" or "watchidlelimit" => "a time such as 00:00:30, or 'none'",
        "connecttimeout" or "idleconnectiontimeout" or "discoverylifetime" or "keepalivepingdelay" or "keepalivepingtimeout" or "retry:firstdelay" or "retry:maxdelay" => "a time such as 00:00:30",
        "usehttp2" or "incluster" or "keepunknownfields" => "true or false",
        "tlsversions" => "versions such as Tls12, Tls13",
        "retry:budgetperrequest" or "ratelimit:persecond" => "a number such as 0.2",
        _ => "a whole number",
    };

    // Both halves of the limit must be given; the zero that stays is refused by the options' own check.
    private static RateLimitOptions Rate(KubeClientOptions options) => options.RateLimit ?? new(0, 0);

    private static TimeSpan Time(string value) => TimeSpan.Parse(value, CultureInfo.InvariantCulture);

    private static TimeSpan? TimeOrNone(string value) => value.Equals("none", StringComparison.OrdinalIgnoreCase) ? null : Time(value);

    private static int Whole(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static double Number(string value) => double.Parse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}

/// <summary>Checks the options when the host starts, so that a mistake stops it there and not at the first request.</summary>
internal sealed class KubeHostOptionsValidation : IValidateOptions<KubeHostOptions>
{
    public ValidateOptionsResult Validate(string? name, KubeHostOptions options)
    {
        var faults = new List<string>();
        if (options.Configuration is null) faults.Add("Configuration is null; leave it unset for what kubectl would use");
        if (options.Namespace is "") faults.Add("Namespace is empty; leave it unset for all namespaces");
        if (options.Client is null)
        {
            faults.Add("Client is null; leave it unset for the defaults");
        }
        else
        {
            try
            {
                options.Client.Validate();
            }
            catch (ArgumentException e)
            {
                faults.Add(e.Message);
            }
        }
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
