using Kube.Client;
using Kube.Runtime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Kube.Runtime.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Settings_are_read_from_a_section()
    {
        var options = Read(
            ("Kube:Namespace", "team"), ("Kube:deadline", "00:00:05"), ("Kube:WatchIdleLimit", "none"), ("Kube:ConnectTimeout", "00:00:01"), ("Kube:IdleConnectionTimeout", "00:01:00"),
            ("Kube:KeepAlivePingDelay", "00:00:10"), ("Kube:KeepAlivePingTimeout", "00:00:03"), ("Kube:MaxConnections", "7"), ("Kube:MaxRequestsInFlight", "8"), ("Kube:MaxResponseBytes", "5000000000"),
            ("Kube:UseHttp2", "false"), ("Kube:UserAgent", "operator/1"), ("Kube:Retry:MaxRetries", "2"), ("Kube:Retry:FirstDelay", "00:00:00.1"), ("Kube:Retry:MaxDelay", "00:00:02"),
            ("Kube:Retry:Budget", "9"), ("Kube:Retry:BudgetPerRequest", "0.5"), ("Kube:RateLimit:PerSecond", "12.5"), ("Kube:RateLimit:Burst", "20"),
            ("Kube:TlsVersions", "Tls13"), ("Kube:DiscoveryLifetime", "00:01:00"), ("Kube:KeepUnknownFields", "true"), ("Other:Key", "x"));
        Assert.Equal("team", options.Namespace);
        Assert.Equal(
            new KubeClientOptions
            {
                Deadline = TimeSpan.FromSeconds(5),
                WatchIdleLimit = null,
                ConnectTimeout = TimeSpan.FromSeconds(1),
                IdleConnectionTimeout = TimeSpan.FromMinutes(1),
                KeepAlivePingDelay = TimeSpan.FromSeconds(10),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(3),
                MaxConnections = 7,
                MaxRequestsInFlight = 8,
                MaxResponseBytes = 5_000_000_000,
                UseHttp2 = false,
                UserAgent = "operator/1",
                Retry = new() { MaxRetries = 2, FirstDelay = TimeSpan.FromSeconds(0.1), MaxDelay = TimeSpan.FromSeconds(2), Budget = 9, BudgetPerRequest = 0.5 },
                RateLimit = new(12.5, 20),
                TlsVersions = System.Security.Authentication.SslProtocols.Tls13,
                DiscoveryLifetime = TimeSpan.FromMinutes(1),
                KeepUnknownFields = true,
            }, options.Client);
    }

    [Fact]
    public void The_cluster_is_chosen_by_file_and_context()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """
            clusters: [{name: a, cluster: {server: "https://a.test"}}, {name: b, cluster: {server: "https://b.test"}}]
            contexts: [{name: one, context: {cluster: a}}, {name: two, context: {cluster: b, namespace: n}}]
            current-context: one
            """);
        try
        {
            var config = Read(("Kube:KubeConfig", file), ("Kube:Context", "two")).Configuration();
            Assert.Equal(("https://b.test/", "n"), (config.Server.AbsoluteUri, config.Namespace));
            Assert.Equal("https://a.test/", Read(("Kube:KubeConfig", file)).Configuration().Server.AbsoluteUri);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Code_has_the_last_word()
    {
        var services = new ServiceCollection();
        services.AddKube(Section(("Kube:Namespace", "from-file")), o => o.Namespace = "from-code");
        Assert.Equal("from-code", services.BuildServiceProvider().GetRequiredService<IOptions<KubeHostOptions>>().Value.Namespace);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "Kube:Deadlin", "00:00:05", "Kube:Deadlin is no setting; known are Cluster, ConnectTimeout, Context" },
        { "Kube:Deadline", "soon", "Kube:Deadline is 'soon', but must be a time such as 00:00:30, or 'none'" },
        { "Kube:Deadline", "-00:00:01", "Deadline must be positive, not -00:00:01." },
        { "Kube:UseHttp2", "yes", "Kube:UseHttp2 is 'yes', but must be true or false" },
        { "Kube:TlsVersions", "new", "Kube:TlsVersions is 'new', but must be versions such as Tls12, Tls13" },
        { "Kube:MaxConnections", "0", "MaxConnections must be at least 1, not 0." },
        { "Kube:MaxConnections", "99999999999", "Kube:MaxConnections is '99999999999', but must be a whole number" },
        { "Kube:RateLimit:PerSecond", "5", "PerSecond must be positive and Burst at least 1." },
        { "Kube:Retry:BudgetPerRequest", "much", "Kube:Retry:BudgetPerRequest is 'much', but must be a number such as 0.2" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_mistake_stops_the_host_when_it_starts(string key, string value, string message)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new(key, value)]);
        builder.Services.AddKube(builder.Configuration.GetSection("Kube"));
        using var host = builder.Build();
        Assert.Contains(message, (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(("Kube:InCluster", "true"), ("Kube:Context", "x"), ("Kube:Wrong", "x")));
        Assert.Equal(2, error.Failures.Count());
        Assert.Contains("Kube:InCluster excludes KubeConfig, Context, Cluster and User", error.Message);
    }

    private static KubeHostOptions Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddKube(Section(settings));
        return services.BuildServiceProvider().GetRequiredService<IOptions<KubeHostOptions>>().Value;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build().GetSection("Kube");
}
