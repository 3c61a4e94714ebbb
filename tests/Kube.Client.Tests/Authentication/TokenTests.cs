using Kube.Client.Tests.Servers;

namespace Kube.Client.Tests.Authentication;

public sealed class TokenTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task White_space_around_a_token_file_is_cut()
    {
        var provider = new TokenFileCredential(_folder.Write("token", "\n  abc\r\n"), null, TimeProvider.System);
        Assert.Equal("Bearer abc", (await provider.GetAsync(Token)).Authorization!.ToString());
    }

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute_and_not_before()
    {
        var time = new ManualTime();
        var provider = new TokenFileCredential(_folder.Write("token", "one"), null, time);
        var first = await provider.GetAsync(Token);
        _folder.Write("token", "two");
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Same(first, await provider.GetAsync(Token));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("two", (await provider.GetAsync(Token)).Authorization!.Parameter);
    }

    [Fact]
    public async Task A_failed_read_keeps_the_last_token()
    {
        var time = new ManualTime();
        var path = _folder.Write("token", "one");
        var provider = new TokenFileCredential(path, null, time);
        await provider.GetAsync(Token);
        File.Delete(path);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("one", (await provider.GetAsync(Token)).Authorization!.Parameter);
        _folder.Write("token", "");
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("one", (await provider.GetAsync(Token)).Authorization!.Parameter);
    }

    [Fact]
    public async Task Without_a_readable_file_the_token_beside_it_is_used_else_the_path_is_named()
    {
        var absent = Path.Combine(_folder.Path, "absent");
        Assert.Equal("spare", (await new TokenFileCredential(absent, "spare", TimeProvider.System).GetAsync(Token)).Authorization!.Parameter);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await new TokenFileCredential(absent, null, TimeProvider.System).GetAsync(Token));
        Assert.Equal(absent, error.Path);
    }

    [Fact]
    public async Task A_token_that_cannot_be_a_header_is_refused()
    {
        var provider = new TokenFileCredential(_folder.Write("token", "two\nlines"), null, TimeProvider.System);
        var error = await Assert.ThrowsAsync<KubeConfigException>(async () => await provider.GetAsync(Token));
        Assert.Contains("U+000A", error.Message);
    }

    [Fact]
    public async Task After_a_401_the_file_is_read_again_and_the_request_sent_once_more()
    {
        var valid = "one";
        await using var server = await TestServer.StartAsync(context =>
            context.Request.Headers.Authorization == "Bearer " + valid ? context.Json(Widget.Json("a")) : context.Status(401, "Unauthorized"));
        await using var client = KubeClient.Create(server.Config() with { Credentials = new KubeCredentials.TokenFile(_folder.Write("token", "one")) });
        var widgets = client.Namespaced<Widget>("default");
        await widgets.GetAsync("a", cancellationToken: Token);
        _folder.Write("token", "two");
        valid = "two";
        await widgets.GetAsync("a", cancellationToken: Token);
        Assert.Equal(3, server.Log.Count);

        valid = "three";
        var error = await Assert.ThrowsAsync<KubeApiException>(() => widgets.GetAsync("a", cancellationToken: Token));
        Assert.True(error.IsUnauthorized);
        Assert.Equal(4, server.Log.Count);
    }

    [Fact]
    public async Task A_body_is_sent_whole_again_after_a_401()
    {
        var valid = "one";
        var bodies = new List<string>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync());
            await (context.Request.Headers.Authorization == "Bearer " + valid ? context.Json(Widget.Json("a")) : context.Status(401, "Unauthorized"));
        });
        await using var client = KubeClient.Create(server.Config() with { Credentials = new KubeCredentials.TokenFile(_folder.Write("token", "old")) });
        var call = client.Namespaced<Widget>("default");
        _ = await Assert.ThrowsAsync<KubeApiException>(() => call.GetAsync("a", cancellationToken: Token));
        _folder.Write("token", "one");
        await call.CreateAsync(Widget.Named("a", 3), cancellationToken: Token);
        Assert.Equal(bodies[^2], bodies[^1]);
        Assert.Contains("\"size\":3", bodies[^1]);
    }

    [Fact]
    public async Task Basic_authentication_and_impersonation_are_headers()
    {
        IDictionary<string, string> headers = new Dictionary<string, string>();
        await using var server = await TestServer.StartAsync(context =>
        {
            headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            return context.Json(Widget.Json("a"));
        });
        await using var client = KubeClient.Create(server.Config() with
        {
            Credentials = new KubeCredentials.Basic("me", "pass:word"),
            Impersonation = new("jane") { Uid = "7", Groups = ["dev", "ops"], Extra = new Dictionary<string, IReadOnlyList<string>> { ["example.com/Scope"] = ["a", "b"] } },
        }, new() { UserAgent = "mine/1", Headers = [new("X-Own", "1")] });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal("Basic bWU6cGFzczp3b3Jk", headers["Authorization"]);
        // Each value a line of its own: .NET would join them with ", ", which the server takes for one group.
        Assert.Equal("jane|7|dev,ops|a,b|mine/1|1", string.Join('|',
            headers["Impersonate-User"], headers["Impersonate-Uid"], headers["Impersonate-Group"], headers["Impersonate-Extra-example.com%2Fscope"], headers["User-Agent"], headers["X-Own"]));
    }

    [Theory]
    [InlineData("a\r\nImpersonate-Group: system:masters", null, null, "a value of Impersonate-User holds a control character")]
    [InlineData("", null, null, "code: the impersonation names no user; name whom to act as, or leave it out")]
    [InlineData("a", "1\n2", null, "a value of Impersonate-Uid holds a control character")]
    [InlineData("a", null, "x\ny", "a value of Impersonate-Group holds a control character")]
    public void Whom_to_act_as_cannot_smuggle_in_another(string user, string? uid, string? group, string expected)
    {
        var acting = new Impersonation(user) { Uid = uid, Groups = group is null ? [] : [group] };
        Assert.Equal(expected, Assert.Throws<KubeConfigException>(() => KubeClient.Create(new KubeConfig { Server = new("https://x.test"), Impersonation = acting })).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_that_are_not_ASCII_are_sent_as_Go_sends_them(bool tls)
    {
        var pki = new TestPki();
        var seen = "";
        await using var server = await TestServer.StartAsync(context =>
        {
            seen = context.Request.Headers["Impersonate-User"].ToString() + "|" + context.Request.Headers["Impersonate-Group"];
            return context.Json(Widget.Json("a"));
        }, tls ? pki.Server() : null);
        await using var client = KubeClient.Create(server.Config(tls ? pki : null) with { Impersonation = new("jürgen") { Groups = ["größe"] } });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal("jürgen|größe", seen);
    }

    [Fact]
    public async Task A_provider_of_ones_own_is_asked_for_every_request_and_told_of_a_401()
    {
        var provider = new Counting();
        await using var server = await TestServer.StartAsync(context =>
            context.Request.Headers.Authorization == "Bearer 2" ? context.Json(Widget.Json("a")) : context.Status(401, "Unauthorized"));
        await using var client = KubeClient.Create(server.Config() with { Credentials = new KubeCredentials.Custom(provider) });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal((1, "1"), (provider.Rejected.Count, provider.Rejected[0].Authorization!.Parameter));
    }

    private sealed class Counting : ICredentialProvider
    {
        private int _version = 1;
        private KubeCredential? _current;

        public List<KubeCredential> Rejected { get; } = [];

        public ValueTask<KubeCredential> GetAsync(CancellationToken cancellationToken) => new(_current ??= KubeCredential.Bearer(_version.ToString()));

        public void Invalidate(KubeCredential rejected)
        {
            Rejected.Add(rejected);
            _version++;
            _current = null;
        }
    }
}
