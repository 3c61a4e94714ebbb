namespace Kube.Core.Tests;

public class RequestParameterTests
{
    [Fact]
    public void Every_list_parameter_is_sent() => Assert.Equal(
        "labelSelector=app%20in%20%28a%2Cb%29&fieldSelector=metadata.name%3Dweb&limit=10&resourceVersion=5&resourceVersionMatch=NotOlderThan&timeoutSeconds=30",
        Requests.List(Samples.Pods, null, new()
        {
            LabelSelector = "app in (b,a)",
            FieldSelector = FieldSelector.Name("web"),
            Limit = 10,
            ResourceVersion = "5",
            ResourceVersionMatch = ResourceVersionMatch.NotOlderThan,
            Timeout = TimeSpan.FromSeconds(30),
        }).Query);

    [Fact]
    public void A_limit_with_version_zero_is_sent_as_asked() =>
        Assert.Equal("limit=500&resourceVersion=0", Requests.List(Samples.Pods, null, new() { Limit = 500, ResourceVersion = "0" }).Query);

    public static TheoryData<string, ListParams> RefusedLists => new()
    {
        { "limit zero", new() { Limit = 0 } },
        { "continue with version", new() { Continue = "t", ResourceVersion = "5" } },
        { "continue with match", new() { Continue = "t", ResourceVersionMatch = ResourceVersionMatch.Exact } },
        { "match without version", new() { ResourceVersionMatch = ResourceVersionMatch.NotOlderThan } },
        { "exactly version zero", new() { ResourceVersion = "0", ResourceVersionMatch = ResourceVersionMatch.Exact } },
        { "no time at all", new() { Timeout = TimeSpan.Zero } },
    };

    [Theory, MemberData(nameof(RefusedLists))]
    public void A_list_that_a_server_would_refuse_is_refused(string what, ListParams parameters)
    {
        Assert.NotEmpty(what);
        var error = Assert.Throws<ArgumentException>(() => Requests.List(Samples.Pods, null, parameters));
        Assert.StartsWith("ListParams.", error.ParamName, StringComparison.Ordinal);
    }

    [Fact]
    public void A_streaming_list_says_how_its_version_is_meant() => Assert.Equal(
        "watch=true&resourceVersion=5&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=300",
        Requests.Watch(Samples.Pods, null, new() { ResourceVersion = "5", SendInitialEvents = true, Timeout = TimeSpan.FromMinutes(5) }).Query);

    [Fact]
    public void A_streaming_list_without_bookmarks_is_refused() =>
        Assert.Throws<ArgumentException>(() => Requests.Watch(Samples.Pods, null, new() { SendInitialEvents = true, AllowBookmarks = false }));

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\u200eb")]
    public void A_field_manager_that_is_not_printable_is_refused(string manager) =>
        Assert.Throws<ArgumentException>(() => Requests.Create(Samples.Nodes, null, "{}"u8.ToArray(), new() { FieldManager = manager }));

    [Fact]
    public void A_field_manager_may_have_128_bytes_and_no_more()
    {
        Requests.Create(Samples.Nodes, null, "{}"u8.ToArray(), new() { FieldManager = new string('ä', 64) });
        Assert.Throws<ArgumentException>(() => Requests.Create(Samples.Nodes, null, "{}"u8.ToArray(), new() { FieldManager = new string('ä', 64) + "b" }));
    }

    [Fact]
    public void Force_is_for_apply_only()
    {
        var error = Assert.Throws<ArgumentException>(() => Requests.Patch(Samples.Nodes, null, "n", Patch.Merge("{}"), new() { FieldManager = "me", Force = true }));
        Assert.Contains("is for apply patches only, not for application/merge-patch+json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_apply_names_its_manager() =>
        Assert.Throws<ArgumentException>(() => Requests.Patch(Samples.Nodes, null, "n", Patch.Apply("{}"u8)));

    [Fact]
    public void Apply_parameters_are_patch_parameters() => Assert.Equal(
        new PatchParams { FieldManager = "me", Force = true, DryRun = true },
        new ApplyParams("me", Force: true) { DryRun = true }.ToPatchParams());

    [Fact]
    public void A_plain_delete_has_no_body()
    {
        var request = Requests.Delete(Samples.Pods, "d", "web");
        Assert.True(request.Body.IsEmpty);
        Assert.Null(request.ContentType);
    }

    [Fact]
    public void Delete_options_go_in_the_body()
    {
        var request = Requests.Delete(Samples.Pods, "d", "web", new()
        {
            DryRun = true,
            GracePeriod = TimeSpan.Zero,
            PropagationPolicy = PropagationPolicy.Foreground,
            Preconditions = new() { Uid = "u", ResourceVersion = "5" },
        });
        Assert.Equal(
            """{"kind":"DeleteOptions","apiVersion":"v1","dryRun":["All"],"gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"u","resourceVersion":"5"}}""",
            request.Text());
        Assert.Equal(MediaTypes.Json, request.ContentType);
    }

    [Fact]
    public void A_negative_grace_period_is_refused() =>
        Assert.Throws<ArgumentException>(() => Requests.Delete(Samples.Pods, "d", "web", new() { GracePeriod = TimeSpan.FromSeconds(-1) }));

    public static TheoryData<string, Action> RefusedPodRequests => new()
    {
        { "since twice", () => Requests.Log("d", "p", new() { Since = TimeSpan.FromSeconds(1), SinceTime = DateTimeOffset.UnixEpoch }) },
        { "negative tail", () => Requests.Log("d", "p", new() { TailLines = -1 }) },
        { "limit zero", () => Requests.Log("d", "p", new() { LimitBytes = 0 }) },
        { "tail of one stream", () => Requests.Log("d", "p", new() { TailLines = 1, Stream = LogStream.Stdout }) },
        { "no stream", () => Requests.Attach("d", "p", new() { Stdout = false, Stderr = false }) },
        { "terminal without streams", () => Requests.Attach("d", "p", new() { Stdout = false, Tty = true }) },
        { "no command", () => Requests.Exec("d", "p", new ExecParams()) },
        { "no port", () => Requests.PortForward("d", "p") },
        { "port zero", () => Requests.PortForward("d", "p", 0) },
        { "port twice", () => Requests.PortForward("d", "p", 80, 80) },
        { "short token", () => Requests.CreateToken("d", "a", new() { Expiration = TimeSpan.FromMinutes(9) }) },
    };

    [Theory, MemberData(nameof(RefusedPodRequests))]
    public void A_pod_request_that_a_server_would_refuse_is_refused(string what, Action build)
    {
        Assert.NotEmpty(what);
        Assert.Throws<ArgumentException>(build);
    }

    [Fact]
    public void An_eviction_carries_its_delete_options() => Assert.Equal(
        """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web","namespace":"d"},"deleteOptions":{"gracePeriodSeconds":5}}""",
        Requests.Evict("d", "web", new() { Delete = new() { GracePeriod = TimeSpan.FromSeconds(5) } }).Text());

    [Fact]
    public void A_token_request_says_what_the_token_is_good_for() => Assert.Equal(
        """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":["vault"],"expirationSeconds":600,"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"web"}}}""",
        Requests.CreateToken("d", "bot", new() { Audiences = ["vault"], Expiration = TimeSpan.FromMinutes(10), BoundTo = new("v1", "Pod", "web") }).Text());

    [Fact]
    public void Cordon_and_restart_are_merge_patches()
    {
        Assert.Equal("""{"spec":{"unschedulable":true}}""", Requests.Cordon("n").Text());
        Assert.Equal("""{"spec":{"unschedulable":null}}""", Requests.Cordon("n", unschedulable: false).Text());
        Assert.Equal(
            """{"spec":{"template":{"metadata":{"annotations":{"kubectl.kubernetes.io/restartedAt":"2026-11-20T17:30:00Z"}}}}}""",
            Requests.Restart(Samples.Deployments, "d", "web", new(2026, 11, 20, 17, 30, 0, TimeSpan.Zero)).Text());
    }
}
