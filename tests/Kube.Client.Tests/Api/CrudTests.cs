using System.Text;
using Kube.Client.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Kube.Client.Tests.Api;

public sealed class CrudTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_call_sends_its_request_and_decodes_the_answer()
    {
        var bodies = new List<string>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            bodies.Add($"{context.Request.ContentType} {await reader.ReadToEndAsync()}".Trim());
            await context.Json(context.Request is { Method: "GET", Path.Value: var path } && path!.EndsWith("/widgets")
                ? $$"""{"apiVersion":"demo.example.com/v1","kind":"WidgetList","metadata":{"resourceVersion":"9"},"items":[{{Widget.Json("a", 1)}}]}"""
                : Widget.Json("a", 7));
        });
        await using var client = KubeClient.Create(server.Config());
        var widgets = client.Namespaced<Widget>("default");

        Assert.Equal(7, (await widgets.GetAsync("a", cancellationToken: Token)).Size);
        var list = await widgets.ListAsync(cancellationToken: Token);
        Assert.Equal(("9", 1), (list.Metadata.ResourceVersion, Assert.Single(list.Items).Size));
        await widgets.CreateAsync(Widget.Named("a", 7), new() { FieldManager = "m" }, Token);
        await widgets.ReplaceAsync(Widget.Named("a", 7), cancellationToken: Token);
        await widgets.PatchAsync("a", Patch.Merge("""{"spec":{"size":7}}"""), cancellationToken: Token);
        await widgets.PatchAsync("a", Patch.Json(JsonPatchOperation.Replace(JsonPointer.Parse("/spec/size"), 7)), cancellationToken: Token);
        await widgets.ApplyAsync(Widget.Named("a", 7), new("m", Force: true), Token);
        await widgets.ReplaceStatusAsync(Widget.Named("a", 7), cancellationToken: Token);
        await widgets.PatchStatusAsync("a", Patch.Merge("{}"), cancellationToken: Token);
        await widgets.ApplyStatusAsync(Widget.Named("a", 7), new("m"), Token);
        Assert.Equal("a", (await widgets.DeleteAsync("a", cancellationToken: Token)).Object!.Metadata.Name);

        const string One = "/apis/demo.example.com/v1/namespaces/default/widgets/a";
        const string All = "/apis/demo.example.com/v1/namespaces/default/widgets";
        Assert.Equal(
        [
            $"GET {One}", $"GET {All}", $"POST {All}?fieldManager=m", $"PUT {One}", $"PATCH {One}", $"PATCH {One}",
            $"PATCH {One}?fieldManager=m&force=true", $"PUT {One}/status", $"PATCH {One}/status", $"PATCH {One}/status?fieldManager=m", $"DELETE {One}",
        ], server.Log);
        var body = """{"apiVersion":"demo.example.com/v1","kind":"Widget","metadata":{"name":"a","namespace":"default"},"spec":{"size":7}}""";
        Assert.Equal(
        [
            "", "", $"application/json {body}", $"application/json {body}", """application/merge-patch+json {"spec":{"size":7}}""",
            """application/json-patch+json [{"op":"replace","path":"/spec/size","value":7}]""", $"application/apply-patch+yaml {body}",
            $"application/json {body}", "application/merge-patch+json {}", $"application/apply-patch+yaml {body}", "",
        ], bodies);
    }

    [Fact]
    public async Task A_delete_may_answer_with_a_status()
    {
        await using var server = await TestServer.StartAsync(context => context.Json("""{"kind":"Status","apiVersion":"v1","status":"Success","details":{"name":"a","uid":"u"}}"""));
        await using var client = KubeClient.Create(server.Config());
        var result = await client.Namespaced<Widget>("default").DeleteAsync("a", cancellationToken: Token);
        Assert.Null(result.Object);
        Assert.Equal(("Success", "u"), (result.Status!.Outcome, result.Status.Details!.Uid));
    }

    [Fact]
    public async Task Get_or_null_is_null_for_a_missing_object_but_throws_for_a_missing_type()
    {
        await using var server = await TestServer.StartAsync(context => context.Request.Path.Value!.EndsWith("/gone")
            ? context.Json("""{"kind":"Status","status":"Failure","reason":"NotFound","message":"widgets \"gone\" not found","code":404,"details":{"name":"gone","kind":"widgets"}}""", 404)
            : Plain(context, 404, "404 page not found"));
        await using var client = KubeClient.Create(server.Config());
        Assert.Null(await client.Namespaced<Widget>("default").GetOrNullAsync("gone", cancellationToken: Token));
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetOrNullAsync("untyped", cancellationToken: Token));
        Assert.True(error.IsNotFound);
        Assert.Equal("KubeApiException: 404 page not found; this server serves no widgets in demo.example.com/v1; is its CRD installed? (GET /apis/demo.example.com/v1/namespaces/default/widgets/untyped: 404 NotFound)", error.ToString());
    }

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 404, "NotFound", nameof(KubeApiException.IsNotFound) },
        { 409, "Conflict", nameof(KubeApiException.IsConflict) },
        { 409, "AlreadyExists", nameof(KubeApiException.IsAlreadyExists) },
        { 401, "Unauthorized", nameof(KubeApiException.IsUnauthorized) },
        { 403, "Forbidden", nameof(KubeApiException.IsForbidden) },
        { 422, "Invalid", nameof(KubeApiException.IsInvalid) },
        { 410, "Expired", nameof(KubeApiException.IsGone) },
        { 429, "TooManyRequests", nameof(KubeApiException.IsTooManyRequests) },
        { 504, "Timeout", nameof(KubeApiException.IsServerTimeout) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_says_what_it_is(int code, string reason, string flag)
    {
        await using var server = await TestServer.StartAsync(context => context.Status(code, reason));
        await using var client = KubeClient.Create(server.Config(), new() { Retry = new() { MaxRetries = 0 } });
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        var flags = new Dictionary<string, bool>
        {
            [nameof(error.IsNotFound)] = error.IsNotFound,
            [nameof(error.IsConflict)] = error.IsConflict,
            [nameof(error.IsAlreadyExists)] = error.IsAlreadyExists,
            [nameof(error.IsUnauthorized)] = error.IsUnauthorized,
            [nameof(error.IsForbidden)] = error.IsForbidden,
            [nameof(error.IsInvalid)] = error.IsInvalid,
            [nameof(error.IsGone)] = error.IsGone,
            [nameof(error.IsTooManyRequests)] = error.IsTooManyRequests,
            [nameof(error.IsServerTimeout)] = error.IsServerTimeout,
        };
        Assert.Equal([flag], flags.Where(f => f.Value).Select(f => f.Key));
        Assert.Equal((reason, code), (error.Status.Reason, (int)error.StatusCode));
    }

    [Theory]
    [InlineData("text/plain", "404 page not found\n", true)]
    [InlineData("application/json", """{"kind":"Status","status":"Failure","message":"the server could not find the requested resource","reason":"NotFound","details":{},"code":404}""", true)]
    [InlineData("application/json", """{"kind":"Status","status":"Failure","message":"widgets \"a\" not found","reason":"NotFound","details":{"name":"a","kind":"widgets"},"code":404}""", false)]
    [InlineData("text/html", "<html>404</html>", false)]
    public async Task A_type_that_is_not_served_is_told_from_an_object_that_is_not_there(string contentType, string body, bool notServed)
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        });
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal((true, notServed), (error.IsNotFound, error.IsTypeNotServed));
        Assert.Equal(notServed, error.Message.Contains("; this server serves no widgets in demo.example.com/v1; is its CRD installed? (GET "));
        error = await Assert.ThrowsAsync<KubeApiException>(() => client.Namespaced<Widget>("default").GetScaleAsync("a", cancellationToken: Token));
        Assert.Equal(notServed, error.Message.Contains("; this server serves no widgets/scale in demo.example.com/v1 (GET "));
    }

    [Fact]
    public async Task An_HTML_page_or_nothing_at_all_becomes_a_readable_error()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 502;
            if (!context.Request.Path.Value!.EndsWith("/html")) return;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html><head><style>b {}</style></head><body><h1>502</h1>\n  Bad &lt;Gateway&gt;</body></html>");
        });
        await using var client = KubeClient.Create(server.Config(), new() { Retry = new() { MaxRetries = 0 } });
        var widgets = client.Namespaced<Widget>("default");
        var html = await Assert.ThrowsAsync<KubeApiException>(() => widgets.GetAsync("html", cancellationToken: Token));
        Assert.Equal("not an API server's answer but a page of HTML, perhaps of a proxy: 502 Bad &lt;Gateway&gt;", html.Status.Message);
        var empty = await Assert.ThrowsAsync<KubeApiException>(() => widgets.GetAsync("empty", cancellationToken: Token));
        Assert.Equal("the server answered 502 Bad Gateway with an empty body", empty.Status.Message);
    }

    [Fact]
    public async Task A_page_of_HTML_with_status_200_is_no_object()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>login</html>");
        });
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeTransportException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.Equal(TransportFailure.Protocol, error.Failure);
        Assert.Contains("with text/html where JSON was expected", error.Message);
    }

    [Fact]
    public async Task Warnings_of_the_server_are_handed_out()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.Headers.Append("Warning", "299 - \"v1beta1 is deprecated; use \\\"v1\\\"\"");
            context.Response.Headers.Append("Warning", "299 - \"unknown field \\\"spec.x\\\"\"");
            return context.Json(Widget.Json("a"));
        });
        var warnings = new List<ServerWarning>();
        await using var client = KubeClient.Create(server.Config(), new() { OnWarning = warnings.Add });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal(["v1beta1 is deprecated; use \"v1\"", "unknown field \"spec.x\""], warnings.Select(w => w.Text));
        Assert.Equal("GET /apis/demo.example.com/v1/namespaces/default/widgets/a", warnings[0].Request);
    }

    [Fact]
    public async Task A_warning_that_throws_ends_the_call_and_leaves_no_answer_open()
    {
        var answer = new Noticed(System.Net.HttpStatusCode.OK) { Content = new StringContent(Widget.Json("a"), null, "application/json") };
        answer.Headers.Add("Warning", "299 - \"old\"");
        await using var client = new KubeClientBuilder(new KubeConfig { Server = new("https://server.test") })
            .With(new() { OnWarning = _ => throw new ArithmeticException() }).UseTransport(() => new Handlers.RecordedTransport(() => answer)).Build();
        await Assert.ThrowsAsync<ArithmeticException>(() => client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token));
        Assert.True(answer.IsDisposed);
    }

    private sealed class Noticed(System.Net.HttpStatusCode code) : HttpResponseMessage(code)
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    [Fact]
    public async Task Pages_are_read_as_they_are_consumed()
    {
        await using var server = await TestServer.StartAsync(context => context.Request.Query["continue"].ToString() switch
        {
            "" => context.Json(Page("t1", "a", "b")),
            "t1" => context.Json(Page("", "c")),
            _ => throw new InvalidOperationException(),
        });
        await using var client = KubeClient.Create(server.Config());
        var names = new List<string>();
        await foreach (var widget in client.Namespaced<Widget>("default").ListAllAsync(new() { Limit = 2 }, Token))
        {
            names.Add(widget.Metadata.Name!);
            if (names.Count == 1) Assert.Single(server.Log);
        }
        Assert.Equal(["a", "b", "c"], names);
        Assert.Equal(["?limit=2", "?limit=2&continue=t1"], server.Log.Select(l => l[l.IndexOf('?')..]));
    }

    [Fact]
    public async Task An_expired_continue_token_goes_on_without_repeating_or_losing()
    {
        var expired = false;
        await using var server = await TestServer.StartAsync(context => context.Request.Query["continue"].ToString() switch
        {
            "t1" => Expire(context),
            _ => context.Json(expired ? Page("", "a", "b", "b2", "c") : Page("t1", "a", "b")),
        });
        await using var client = KubeClient.Create(server.Config());
        var names = new List<string>();
        await foreach (var widget in client.Namespaced<Widget>("default").ListAllAsync(cancellationToken: Token)) names.Add(widget.Metadata.Name!);
        Assert.Equal(["a", "b", "b2", "c"], names);

        Task Expire(HttpContext context)
        {
            expired = true;
            return context.Status(410, "Expired");
        }
    }

    [Fact]
    public async Task Objects_that_do_not_fit_are_told_once_also_when_the_list_begins_anew()
    {
        const string Bad = """{"metadata":{"name":"bad"},"spec":{"size":"many"}}""";
        const string Odd = """{"metadata":{"name":"odd","labels":7}}""";
        const string Nameless = """{"metadata":7}""";
        var expired = false;
        await using var server = await TestServer.StartAsync(context =>
        {
            if (context.Request.Query["continue"] == "t1")
            {
                expired = true;
                return context.Status(410, "Expired");
            }
            return context.Json(expired ? Items("", Widget.Json("a"), Bad, Nameless, Odd, Widget.Json("z")) : Items("t1", Widget.Json("a"), Bad, Nameless, Odd));
        });
        await using var client = KubeClient.Create(server.Config());
        var pages = new List<string>();
        await foreach (var page in client.Namespaced<Widget>("default").ListPagesAsync(cancellationToken: Token))
            pages.Add($"{string.Join(' ', page.Items.Select(i => i.Metadata.Name))}, {page.InvalidItems.Count} invalid");
        Assert.Equal(["a, 3 invalid", "z, 0 invalid"], pages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("t1")]
    public async Task A_server_that_forgets_every_page_is_given_up_after_growing_waits(string offered)
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(context => context.Request.Query["continue"] == "t1"
            ? context.Json($$"""{"kind":"Status","status":"Failure","reason":"Expired","message":"too old","code":410,"metadata":{"continue":"{{offered}}"} }""", 410)
            : context.Json(Page("t1", "a")));
        await using var client = KubeClient.Create(server.Config(), new() { TimeProvider = time, Deadline = null });
        var pages = 0;
        var list = Task.Run(async () =>
        {
            await foreach (var _ in client.Namespaced<Widget>("default").ListPagesAsync(cancellationToken: Token)) pages++;
        }, Token);
        var began = time.GetUtcNow();
        while (!list.IsCompleted && server.Log.Count < 100)
        {
            if (time.Timers > 0) time.Advance(TimeSpan.FromMilliseconds(250));
            else await Task.Delay(1, Token);
        }
        Assert.True(list.IsCompleted);
        var error = await Assert.ThrowsAsync<KubeApiException>(() => list);
        Assert.True(error.IsGone);
        Assert.StartsWith("too old; the server forgets the list before its next page is read; read larger pages (ListParams.Limit)", error.Message);
        Assert.Equal(1, pages);
        Assert.True(time.GetUtcNow() - began >= TimeSpan.FromSeconds(3.75));
        Assert.Equal(6, server.Log.Count(l => l.Contains("continue=t1")));
    }

    [Fact]
    public async Task A_token_of_the_callers_own_that_expired_is_the_callers_to_know()
    {
        await using var server = await TestServer.StartAsync(context => context.Status(410, "Expired"));
        await using var client = KubeClient.Create(server.Config());
        var error = await Assert.ThrowsAsync<KubeApiException>(async () =>
        {
            await foreach (var _ in client.Namespaced<Widget>("default").ListAllAsync(new() { Continue = "old" }, Token)) { }
        });
        Assert.True(error.IsGone);
        Assert.Single(server.Log);
    }

    [Fact]
    public async Task The_token_that_an_expiry_offers_is_used()
    {
        await using var server = await TestServer.StartAsync(context => context.Request.Query["continue"].ToString() switch
        {
            "t1" => context.Json("""{"kind":"Status","status":"Failure","reason":"Expired","code":410,"metadata":{"continue":"t2"}}""", 410),
            "t2" => context.Json(Page("", "c")),
            _ => context.Json(Page("t1", "a")),
        });
        await using var client = KubeClient.Create(server.Config());
        var names = new List<string>();
        await foreach (var widget in client.Namespaced<Widget>("default").ListAllAsync(cancellationToken: Token)) names.Add(widget.Metadata.Name!);
        Assert.Equal(["a", "c"], names);
    }

    [Fact]
    public async Task One_object_that_does_not_fit_does_not_hide_the_others()
    {
        var bad = """{"metadata":{"name":"bad"},"spec":{"size":"many"}}""";
        await using var server = await TestServer.StartAsync(context =>
            context.Json($$"""{"kind":"WidgetList","metadata":{},"items":[{{Widget.Json("a")}},{{bad}},{{Widget.Json("c")}}]}"""));
        await using var client = KubeClient.Create(server.Config());
        var widgets = client.Namespaced<Widget>("default");
        var list = await widgets.ListAsync(cancellationToken: Token);
        Assert.Equal(["a", "c"], list.Items.Select(i => i.Metadata.Name));
        Assert.Equal(("bad", bad), (list.InvalidItems.Single().Metadata!.Name, list.InvalidItems.Single().Json.GetRawText()));

        var seen = new List<string>();
        await Assert.ThrowsAsync<KubeSerializationException>(async () =>
        {
            await foreach (var widget in widgets.ListAllAsync(cancellationToken: Token)) seen.Add(widget.Metadata.Name!);
        });
        Assert.Equal(["a", "c"], seen);
    }

    [Fact]
    public async Task Over_all_namespaces_a_write_goes_where_the_object_says()
    {
        await using var server = await TestServer.StartAsync(context => context.Json(Widget.Json("a")));
        await using var client = KubeClient.Create(server.Config());
        await client.AllNamespaces<Widget>().ReplaceAsync(Widget.Named("a"), cancellationToken: Token);
        Assert.Equal(["PUT /apis/demo.example.com/v1/namespaces/default/widgets/a"], server.Log);
    }

    [Fact]
    public async Task A_server_with_a_path_has_it_before_every_request()
    {
        await using var server = await TestServer.StartAsync(context => context.Json(Widget.Json("a")));
        await using var client = KubeClient.Create(server.Config() with { Server = new Uri(server.Address, "/k8s/clusters/c-1") });
        await client.Namespaced<Widget>("default").GetAsync("a", cancellationToken: Token);
        Assert.Equal(["GET /k8s/clusters/c-1/apis/demo.example.com/v1/namespaces/default/widgets/a"], server.Log);
    }

    private static string Page(string next, params string[] names) => Items(next, [.. names.Select(n => Widget.Json(n))]);

    private static string Items(string next, params string[] items) =>
        $$"""{"kind":"WidgetList","metadata":{"resourceVersion":"5","continue":"{{next}}"},"items":[{{string.Join(',', items)}}]}""";

    private static Task Plain(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text);
    }
}
