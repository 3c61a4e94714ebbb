using System.Buffers.Text;
using System.Text;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Authentication;

public sealed class OidcTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_id_token_is_used_while_it_holds_and_renewed_before_it_ends()
    {
        await using var issuer = await Issuer.StartAsync(_time);
        var given = Jwt(_time.GetUtcNow().AddHours(1));
        var provider = new OidcCredential(issuer.Settings(("id-token", given)), _time);
        Assert.Equal(given, (await provider.GetAsync(Token)).Authorization!.Parameter);
        Assert.Empty(issuer.Forms);

        _time.Advance(TimeSpan.FromMinutes(59.5));
        var renewed = await provider.GetAsync(Token);
        Assert.NotEqual(given, renewed.Authorization!.Parameter);
        Assert.Equal("grant_type=refresh_token&refresh_token=r0", issuer.Forms.Single());

        // The issuer rotated the refresh token: the next renewal uses the new one.
        _time.Advance(TimeSpan.FromHours(1));
        await provider.GetAsync(Token);
        Assert.Equal("grant_type=refresh_token&refresh_token=r1", issuer.Forms[1]);
    }

    [Fact]
    public async Task An_issuer_that_takes_the_secret_only_in_the_body_gets_it_there()
    {
        await using var issuer = await Issuer.StartAsync(_time, header: false);
        await new OidcCredential(issuer.Settings(), _time).GetAsync(Token);
        Assert.Equal("grant_type=refresh_token&refresh_token=r0&client_id=app&client_secret=s%26t", issuer.Forms[^1]);
    }

    [Fact]
    public async Task A_refused_refresh_token_says_what_to_do()
    {
        await using var issuer = await Issuer.StartAsync(_time);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await new OidcCredential(issuer.Settings(("refresh-token", "stolen")), _time).GetAsync(Token));
        Assert.EndsWith("refused the refresh token; log in again", error.Message);
    }

    [Fact]
    public async Task An_issuer_that_cannot_be_reached_or_trusted_is_named()
    {
        await using var issuer = await Issuer.StartAsync(_time);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () =>
            await new OidcCredential(issuer.Settings(("idp-certificate-authority-data", Convert.ToBase64String(new TestPki().PemBytes.Span))), _time).GetAsync(Token));
        Assert.StartsWith($"auth-provider oidc: {issuer.Address.AbsoluteUri.TrimEnd('/')}: ", error.Message);
    }

    [Fact]
    public async Task An_issuer_whose_answer_has_no_end_is_an_error()
    {
        await using var issuer = await TestServer.StartAsync(context => context.Response.WriteAsync(new string(' ', 2_000_000)));
        var settings = new Dictionary<string, string> { ["idp-issuer-url"] = issuer.Address.AbsoluteUri, ["client-id"] = "app", ["refresh-token"] = "r" };
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await new OidcCredential(settings, _time).GetAsync(Token));
        Assert.Contains("1048576", error.Message);
    }

    [Fact]
    public async Task An_issuer_that_is_silent_is_named_and_not_the_API_server()
    {
        var asked = new TaskCompletionSource();
        await using var silent = await TestServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var settings = new Dictionary<string, string> { ["idp-issuer-url"] = silent.Address.AbsoluteUri.TrimEnd('/'), ["client-id"] = "app", ["refresh-token"] = "r" };
        var script = new Kube.Testing.ScriptedAnswers();
        await using var client = new KubeClientBuilder(new KubeConfig { Server = new("https://api.test"), Credentials = new KubeCredentials.Provider(new AuthProvider("oidc", settings)) })
            .With(new() { TimeProvider = _time, Deadline = TimeSpan.FromSeconds(10) }).UseTransport(script.CreateHandler).Build();
        var call = client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal($"auth-provider oidc: {silent.Address.AbsoluteUri.TrimEnd('/')} gave no answer within 30 s", (await Assert.ThrowsAsync<KubeConfigException>(() => call)).Message);
        Assert.Empty(script.Requests);
    }

    [Theory]
    [InlineData("idp-certificate-authority-data", "%", "not base64")]
    [InlineData("idp-issuer-url", "no url", "auth-provider oidc: no url: ")]
    public async Task Settings_that_make_no_sense_are_named(string key, string value, string expected)
    {
        await using var issuer = await Issuer.StartAsync(_time);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await new OidcCredential(issuer.Settings((key, value)), _time).GetAsync(Token));
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("gcp", "gke-gcloud-auth-plugin")]
    [InlineData("azure", "kubelogin")]
    [InlineData("other", "use an exec plugin")]
    public void Providers_that_are_gone_are_refused_with_advice(string name, string advice)
    {
        var config = new KubeConfig { Server = new("https://x"), Credentials = new KubeCredentials.Provider(new AuthProvider(name, new Dictionary<string, string>())) };
        Assert.Contains(advice, Assert.Throws<KubeConfigException>(() => KubeClient.Create(config)).Message);
    }

    [Theory]
    [InlineData("no-jwt")]
    [InlineData("a.b.c")]
    [InlineData("e30.bm90IGpzb24.x")]
    [InlineData("e30.W10.x")]
    public void What_is_no_JWT_has_no_end(string text) => Assert.Null(OidcCredential.Expiry(text));

    private static string Jwt(DateTimeOffset end, string id = "") =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"exp":{{end.ToUnixTimeSeconds()}},"jti":"{{id}}"}"""))}.sig";

    private sealed class Issuer : IAsyncDisposable
    {
        private readonly TestPki _pki = new("issuer");
        private readonly TimeProvider _time;
        private readonly bool _header;
        private TestServer _server = null!;
        private int _issued;

        private Issuer(TimeProvider time, bool header) => (_time, _header) = (time, header);

        public List<string> Forms { get; } = [];

        public Uri Address => _server.Address;

        public static async Task<Issuer> StartAsync(TimeProvider time, bool header = true)
        {
            var issuer = new Issuer(time, header);
            issuer._server = await TestServer.StartAsync(issuer.AnswerAsync, issuer._pki.Server());
            return issuer;
        }

        public IReadOnlyDictionary<string, string> Settings(params (string Key, string Value)[] more)
        {
            var settings = new Dictionary<string, string>
            {
                ["idp-issuer-url"] = Address.AbsoluteUri.TrimEnd('/'),
                ["client-id"] = "app",
                ["client-secret"] = "s&t",
                ["refresh-token"] = "r0",
                ["idp-certificate-authority-data"] = Convert.ToBase64String(_pki.PemBytes.Span),
            };
            foreach (var (key, value) in more) settings[key] = value;
            return settings;
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            if (context.Request.Path == "/.well-known/openid-configuration")
            {
                await context.Json($$"""{"token_endpoint":"{{Address}}token"}""");
                return;
            }
            using var reader = new StreamReader(context.Request.Body);
            var form = await reader.ReadToEndAsync();
            Forms.Add(form);
            var authorized = _header ? context.Request.Headers.Authorization == "Basic " + Convert.ToBase64String("app:s%26t"u8) : form.Contains("client_secret=s%26t");
            var current = form.Contains($"refresh_token=r{_issued}");
            await (authorized && current
                ? context.Json($$"""{"id_token":"{{Jwt(_time.GetUtcNow().AddHours(1), (++_issued).ToString())}}","refresh_token":"r{{_issued}}"}""")
                : context.Json("""{"error":"invalid_grant"}""", 400));
        }
    }
}
