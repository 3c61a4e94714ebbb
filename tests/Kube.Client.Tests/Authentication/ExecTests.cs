using System.Text.Json;
using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Authentication;

public sealed class ExecTests : IDisposable
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_requests_at_once_run_the_plugin_once()
    {
        var provider = Provider(Print(Credential("t")));
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => provider.GetAsync(Token).AsTask()));
        Assert.Single(all.Distinct());
        Assert.Equal(1, Runs);
    }

    [Fact]
    public async Task A_credential_without_end_is_kept_until_it_is_rejected()
    {
        var provider = Provider(Print(Credential("t")));
        var first = await provider.GetAsync(Token);
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Same(first, await provider.GetAsync(Token));
        provider.Invalidate(first);
        Assert.NotSame(first, await provider.GetAsync(Token));
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task A_credential_is_renewed_a_minute_before_its_end()
    {
        var provider = Provider(Print(Credential("t", _time.GetUtcNow().AddHours(1))));
        await provider.GetAsync(Token);
        _time.Advance(TimeSpan.FromMinutes(58));
        await provider.GetAsync(Token);
        Assert.Equal(1, Runs);
        _time.Advance(TimeSpan.FromMinutes(1.1));
        await provider.GetAsync(Token);
        Assert.Equal(2, Runs);
    }

    [Fact]
    public async Task A_renewal_that_fails_keeps_a_credential_that_still_holds()
    {
        var end = _time.GetUtcNow().AddHours(1);
        var provider = Provider($"[ -e {_folder.Path}/broken ] && exit 3\n" + Print(Credential("t", end)));
        var first = await provider.GetAsync(Token);
        _folder.Write("broken", "");
        _time.Advance(TimeSpan.FromMinutes(59.5));
        Assert.Same(first, await provider.GetAsync(Token));
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<KubeConfigException>(async () => await provider.GetAsync(Token));
    }

    [Theory]
    [InlineData(V1)]
    [InlineData("client.authentication.k8s.io/v1beta1")]
    public async Task Both_versions_of_the_protocol_work(string version)
    {
        var provider = Provider(Print(Credential("t").Replace(V1, version)), p => p with { ApiVersion = version });
        Assert.Equal("t", (await provider.GetAsync(Token)).Authorization!.Parameter);
    }

    [Fact]
    public async Task An_answer_in_YAML_is_read()
    {
        var provider = Provider(Print($"apiVersion: {V1}\nkind: ExecCredential\nstatus:\n  token: from-yaml"));
        Assert.Equal("from-yaml", (await provider.GetAsync(Token)).Authorization!.Parameter);
    }

    [Fact]
    public async Task The_plugin_is_told_the_cluster_when_it_asks()
    {
        var pki = new TestPki();
        var config = new KubeConfig
        {
            Server = new("https://c.example.test/x"),
            CertificateAuthority = PemSource.FromData(pki.PemBytes),
            TlsServerName = "sni",
            ProxyUrl = new("http://proxy.example.test:3128"),
            DisableCompression = true,
        };
        using var extension = JsonDocument.Parse("""{"audience":"demo"}""");
        var provider = Provider($"printf '%s' \"$KUBERNETES_EXEC_INFO\" > {_folder.Path}/info; printf '%s' \"$EXTRA-$1\" > {_folder.Path}/env\n" + Print(Credential("t")), p => p with
        {
            ProvideClusterInfo = true,
            ClusterConfig = extension.RootElement,
            Args = ["an argument"],
            Env = [new("EXTRA", "é")],
        }, config);
        await provider.GetAsync(Token);
        Assert.Equal("é-an argument", _folder.Read("env"));
        var expected = $$"""
            {"apiVersion":"{{V1}}","kind":"ExecCredential","spec":{"interactive":false,"cluster":{"server":"https://c.example.test/x","tls-server-name":"sni",
            "certificate-authority-data":"{{Convert.ToBase64String(pki.PemBytes.Span)}}","proxy-url":"http://proxy.example.test:3128","disable-compression":true,"config":{"audience":"demo"} } } }
            """;
        using var info = JsonDocument.Parse(_folder.Read("info"));
        using var wanted = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, info.RootElement), _folder.Read("info"));
    }

    public static TheoryData<string, string, string> Failures => new()
    {
        { "exit code and stderr", "echo 'please log in' >&2; exit 7", "ended with exit code 7: please log in" },
        { "much on stderr", "head -c 3000000 /dev/zero | tr '\\0' e >&2; exit 3", $"ended with exit code 3: {new string('e', 2000)}…" },
        { "endless output", "yes", "printed more than 1024 KiB, which no credential is" },
        { "nothing", "true", "printed nothing" },
        { "no JSON", "echo '{oops'", "printed what is neither JSON nor YAML" },
        { "other kind", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"Pod\"}'", "answered kind 'Pod'" },
        { "other version", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\"}'", "answered apiVersion 'client.authentication.k8s.io/v1beta1', expected 'client.authentication.k8s.io/v1'" },
        { "no status", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\"}'", "without a status" },
        { "no credential", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{}}'", "neither a token nor a client certificate" },
        { "certificate without key", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"clientCertificateData\":\"x\"}}'", "together" },
        { "bad time", "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"x\",\"expirationTimestamp\":\"soon\"}}'", "no RFC 3339 time: 'soon'" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_plugin_that_fails_is_told_in_one_line(string name, string script, string message)
    {
        Assert.NotEmpty(name);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await Provider(script).GetAsync(Token));
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public async Task A_plugin_that_is_not_installed_is_told_with_its_hint()
    {
        var provider = new ExecCredential(new() { ApiVersion = V1, Command = "no-such-plugin-here", InstallHint = "Install it:\n  brew install it\n" }, Config, _time, () => false);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await provider.GetAsync(Token));
        Assert.StartsWith("exec plugin no-such-plugin-here cannot be run: ", error.Message);
        Assert.EndsWith("; Install it:   brew install it", error.Message);
    }

    [Fact]
    public async Task A_plugin_that_hangs_is_stopped()
    {
        var provider = new ExecCredential(Plugin($"echo $$ > {_folder.Path}/pid.tmp; mv {_folder.Path}/pid.tmp {_folder.Path}/pid; sleep 600"), Config, _time, () => false);
        var call = provider.GetAsync(Token).AsTask();
        while (!File.Exists(Path.Combine(_folder.Path, "pid"))) await Task.Delay(5, Token);
        _time.Advance(TimeSpan.FromMinutes(2));
        var error = await Assert.ThrowsAsync<KubeConfigException>(() => call);
        Assert.Contains("gave no answer within 60 s", error.Message);
    }

    [Fact]
    public void A_plugin_that_cannot_be_stopped_is_told()
    {
        Assert.Equal("", ExecCredential.Stop(() => throw new InvalidOperationException("it has exited")));
        Assert.Equal(", and cannot be stopped (denied)", ExecCredential.Stop(() => throw new System.ComponentModel.Win32Exception(5, "denied")));
        Assert.Equal(", and cannot be stopped (not all (its child))", ExecCredential.Stop(() => throw new AggregateException("not all", new IOException("its child"))));
    }

    [Fact]
    public async Task A_login_that_takes_longer_than_the_calls_deadline_serves_all_that_wait_for_it()
    {
        var plugin = Plugin($"echo $$ > {_folder.Path}/begun; while [ ! -e {_folder.Path}/done ]; do sleep 0.01; done\n" + Print(Credential("t"))) with { InteractiveMode = ExecInteractiveMode.Never };
        var script = new Kube.Testing.ScriptedAnswers();
        script.On("GET", "/apis/demo.example.com/v1/namespaces/default/widgets/a").Answer(200, Widget.Json("a"));
        await using var client = new KubeClientBuilder(Config with { Credentials = new KubeCredentials.Exec(plugin) })
            .With(new() { TimeProvider = _time }).UseTransport(script.CreateHandler).Build();
        var widgets = client.Namespaced<Widget>("default");
        var calls = Enumerable.Range(0, 3).Select(_ => widgets.GetAsync("a", cancellationToken: Token)).ToList();
        while (!File.Exists(Path.Combine(_folder.Path, "begun"))) await Task.Delay(5, Token);
        // Longer than a call may take (30 s), and shorter than the plugin may (60 s).
        _time.Advance(TimeSpan.FromSeconds(45));
        _folder.Write("done", "");
        await Task.WhenAll(calls);
        Assert.Equal(1, Runs);
        Assert.Equal(0, _time.Timers);
    }

    [Fact]
    public async Task After_a_login_the_calls_deadline_goes_on_where_it_stood()
    {
        var asked = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var plugin = Plugin($"echo $$ > {_folder.Path}/begun; while [ ! -e {_folder.Path}/done ]; do sleep 0.01; done\n" + Print(Credential("t")));
        await using var client = KubeClient.Create(server.Config() with { Credentials = new KubeCredentials.Exec(plugin with { InteractiveMode = ExecInteractiveMode.Never }) }, new() { TimeProvider = _time });
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        while (!File.Exists(Path.Combine(_folder.Path, "begun"))) await Task.Delay(5, Token);
        _time.Advance(TimeSpan.FromSeconds(45));
        _folder.Write("done", "");
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True((await Assert.ThrowsAsync<KubeTransportException>(() => call)).IsTimeout);
    }

    [Fact]
    public async Task A_bare_name_is_looked_for_in_PATH_alone()
    {
        // .NET would take one beside this program, too.
        var name = $"kube-test-plugin-{Guid.NewGuid():N}";
        var stray = Path.Combine(AppContext.BaseDirectory, name);
        File.Copy(_folder.Script("stray", Print(Credential("stray"))), stray);
        try
        {
            var provider = new ExecCredential(new() { ApiVersion = V1, Command = name, InteractiveMode = ExecInteractiveMode.Never }, Config, _time);
            var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await provider.GetAsync(Token));
            Assert.Equal($"exec plugin {name} cannot be run: no folder in PATH has it; install it, or mend exec.command in the kubeconfig", error.Message);
        }
        finally
        {
            File.Delete(stray);
        }
    }

    [Fact]
    public void PATH_is_searched_in_order_for_what_can_be_run()
    {
        var (first, second) = (Directory.CreateDirectory(Path.Combine(_folder.Path, "first")).FullName, Directory.CreateDirectory(Path.Combine(_folder.Path, "second")).FullName);
        var environment = new KubeEnvironment { Variable = n => n == "PATH" ? string.Join(Path.PathSeparator, ".", "", first, second) : null, Home = null };
        _folder.Script("second/tool", "");
        _folder.Write("first/tool", "no program");
        Assert.Equal(Path.Combine(second, "tool"), ProgramPath.Find("tool", environment));
        _folder.Script("first/tool", "");
        Assert.Equal(Path.Combine(first, "tool"), ProgramPath.Find("tool", environment));
        Assert.Null(ProgramPath.Find("absent", environment));
        Assert.Null(ProgramPath.Find("tool", new KubeEnvironment { Variable = _ => null, Home = null }));
    }

    [Fact]
    public async Task A_plugin_that_must_ask_fails_before_it_runs_without_a_terminal()
    {
        var provider = Provider(Print(Credential("t")), p => p with { InteractiveMode = ExecInteractiveMode.Always });
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await provider.GetAsync(Token));
        Assert.Contains("standard input is not a terminal", error.Message);
        Assert.Equal(0, Runs);
    }

    [Fact]
    public async Task Version_v1alpha1_is_refused_when_it_is_used()
    {
        var provider = Provider(Print(Credential("t")), p => p with { ApiVersion = "client.authentication.k8s.io/v1alpha1" });
        Assert.Contains("is not supported", (await Assert.ThrowsAsync<KubeConfigException>(async () => await provider.GetAsync(Token))).Message);
    }

    [Fact]
    public async Task A_certificate_from_the_plugin_is_shown_to_the_server_and_renewed_with_new_connections()
    {
        var (pki, clients) = (new TestPki("servers"), new TestPki("clients"));
        var wanted = "one";
        await using var server = await TestServer.StartAsync(
            context => context.Connection.ClientCertificate?.Subject == $"CN={wanted}" ? context.Json(Widget.Json("a")) : context.Status(401, "Unauthorized"),
            pki.Server(), clients.Certificate);
        WriteCertificate("one");
        var plugin = Plugin($"cat {_folder.Path}/answer");
        await using var client = KubeClient.Create(server.Config(pki) with { Credentials = new KubeCredentials.Exec(plugin) });
        var widgets = client.Namespaced<Widget>("default");
        await widgets.GetAsync("a", cancellationToken: Token);
        wanted = "two";
        WriteCertificate("two");
        await widgets.GetAsync("a", cancellationToken: Token);
        Assert.Equal(2, Runs);

        void WriteCertificate(string user)
        {
            var (certificate, key) = clients.Client(user);
            _folder.Write("answer", JsonSerializer.Serialize(new
            {
                apiVersion = V1,
                kind = "ExecCredential",
                status = new { clientCertificateData = certificate, clientKeyData = key },
            }));
        }
    }

    private static KubeConfig Config { get; } = new() { Server = new("https://c.example.test") };

    private int Runs => File.Exists(Path.Combine(_folder.Path, "runs")) ? File.ReadAllLines(Path.Combine(_folder.Path, "runs")).Length : 0;

    private ExecCredential Provider(string script, Func<ExecPlugin, ExecPlugin>? change = null, KubeConfig? config = null)
    {
        var plugin = Plugin(script);
        return new ExecCredential(change is null ? plugin : change(plugin), config ?? Config, _time, () => false);
    }

    private ExecPlugin Plugin(string script) => new()
    {
        ApiVersion = V1,
        Command = _folder.Script("plugin", $"echo run >> {_folder.Path}/runs\n{script}"),
        InteractiveMode = ExecInteractiveMode.IfAvailable,
    };

    private static string Print(string text) => $"cat <<'END'\n{text}\nEND";

    private static string Credential(string token, DateTimeOffset? end = null) =>
        $$"""{"apiVersion":"{{V1}}","kind":"ExecCredential","status":{"token":"{{token}}"{{(end is { } at ? $",\"expirationTimestamp\":\"{at:O}\"" : "")}} } }""";
}
