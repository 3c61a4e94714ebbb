namespace Kube.Core.Tests;

public class RequestPathTests
{
    public static TheoryData<string, ApiRequest> Lines => new()
    {
        { "GET /api/v1/namespaces/default/pods/web", Requests.Get(Samples.Pods, "default", "web") },
        { "GET /api/v1/nodes/worker-1", Requests.Get(Samples.Nodes, null, "worker-1") },
        { "GET /apis/apps/v1/namespaces/default/deployments/web?resourceVersion=0", Requests.Get(Samples.Deployments, "default", "web", new() { ResourceVersion = "0" }) },
        { "GET /apis/apps/v1/deployments", Requests.List(Samples.Deployments, null) },
        { "GET /apis/apps/v1/namespaces/a/deployments?limit=500", Requests.List(Samples.Deployments, "a", new() { Limit = 500 }) },
        { "GET /api/v1/pods?watch=true&allowWatchBookmarks=true", Requests.Watch(Samples.Pods, null) },
        { "POST /api/v1/namespaces/default/pods?dryRun=All&fieldManager=me&fieldValidation=Strict", Requests.Create(Samples.Pods, "default", "{}"u8.ToArray(), new() { DryRun = true, FieldManager = "me", FieldValidation = FieldValidation.Strict }) },
        { "PUT /api/v1/nodes/n?fieldManager=me", Requests.Replace(Samples.Nodes, null, "n", "{}"u8.ToArray(), new() { FieldManager = "me" }) },
        { "PATCH /api/v1/nodes/n?fieldManager=me&force=true", Requests.Patch(Samples.Nodes, null, "n", Patch.Apply("{}"u8), new() { FieldManager = "me", Force = true }) },
        { "DELETE /api/v1/namespaces/default/pods/web", Requests.Delete(Samples.Pods, "default", "web") },
        { "DELETE /api/v1/namespaces/default/pods?labelSelector=app%3Dweb", Requests.DeleteCollection(Samples.Pods, "default", new() { LabelSelector = "app=web" }) },
        { "GET /api/v1/namespaces/default/pods/web/status", Requests.GetSubresource(Samples.Pods, "default", "web", "status") },
        { "PUT /apis/apps/v1/namespaces/d/deployments/web/scale", Requests.ReplaceSubresource(Samples.Deployments, "d", "web", "scale", "{}"u8.ToArray()) },
        { "PATCH /apis/apps/v1/namespaces/d/deployments/web/status", Requests.PatchStatus(Samples.Deployments, "d", "web", Patch.Merge("{}")) },
        { "GET /api/v1/namespaces/d/pods/web/log?container=c&follow=true&sinceSeconds=2&tailLines=10", Requests.Log("d", "web", new() { Container = "c", Follow = true, Since = TimeSpan.FromSeconds(1.5), TailLines = 10 }) },
        { "GET /api/v1/namespaces/d/pods/web/log?sinceTime=2026-11-20T16%3A30%3A00Z&stream=Stderr", Requests.Log("d", "web", new() { SinceTime = new(2026, 11, 20, 17, 30, 0, TimeSpan.FromHours(1)), Stream = LogStream.Stderr }) },
        { "GET /api/v1/namespaces/d/pods/web/exec?stdout=true&stderr=true&command=ls&command=-l%20%26", Requests.Exec("d", "web", new ExecParams("ls", "-l &")) },
        { "GET /api/v1/namespaces/d/pods/web/exec?stdin=true&stdout=true&tty=true&command=sh", Requests.Exec("d", "web", new ExecParams("sh") { Stdin = true, Tty = true }) },
        { "GET /api/v1/namespaces/d/pods/web/attach?container=c&stdout=true&stderr=true", Requests.Attach("d", "web", new() { Container = "c" }) },
        { "GET /api/v1/namespaces/d/pods/web/portforward?ports=80%2C443", Requests.PortForward("d", "web", 80, 443) },
        { "POST /api/v1/namespaces/d/pods/web/eviction?dryRun=All", Requests.Evict("d", "web", new() { DryRun = true }) },
        { "POST /api/v1/namespaces/d/serviceaccounts/bot/token", Requests.CreateToken("d", "bot") },
        { "PATCH /api/v1/namespaces/d/pods/web/ephemeralcontainers", Requests.PatchEphemeralContainers("d", "web", Patch.Strategic("{}")) },
        { "PATCH /api/v1/namespaces/d/pods/web/resize", Requests.ResizePod("d", "web", Patch.Strategic("{}")) },
        { "GET /version", Requests.ServerVersion() },
        { "GET /api", Requests.CoreVersions() },
        { "GET /apis", Requests.AggregatedDiscovery(core: false) },
        { "GET /apis/apps", Requests.ApiGroup("apps") },
        { "GET /api/v1", Requests.ApiResources("", "v1") },
        { "GET /apis/apps/v1", Requests.ApiResources("apps", "v1") },
        { "GET /openapi/v3", Requests.OpenApiIndex() },
        { "GET /openapi/v3/apis/apps/v1", Requests.OpenApi("apps", "v1") },
        { "GET /openapi/v3/api/v1", Requests.OpenApi("", "v1") },
        { "GET /readyz", Requests.Health() },
        { "GET /metrics?a=b", Requests.Raw("/metrics", "a=b") },
    };

    [Theory, MemberData(nameof(Lines))]
    public void A_request_has_this_line(string line, ApiRequest request) => Assert.Equal(line, request.ToString());

    [Theory]
    [InlineData("system:node:worker-1", "system:node:worker-1")]
    [InlineData("a b", "a%20b")]
    [InlineData("ä?#", "%C3%A4%3F%23")]
    [InlineData("a@b", "a@b")]
    public void Names_are_percent_encoded(string name, string segment) =>
        Assert.Equal("/api/v1/nodes/" + segment, Requests.Get(Samples.Nodes, null, name).Path);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a%2e")]
    public void What_is_no_path_segment_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => Requests.Get(Samples.Nodes, null, name));
        Assert.Throws<ArgumentException>(() => Requests.List(Samples.Pods, name));
        Assert.Throws<ArgumentException>(() => Requests.ApiResources(name + "/", "v1"));
    }

    [Fact]
    public void A_slash_separates_parts_of_a_subresource() =>
        Assert.Equal("/api/v1/namespaces/d/pods/web/proxy/metrics", Requests.GetSubresource(Samples.Pods, "d", "web", "proxy/metrics").Path);

    [Fact]
    public void A_namespace_on_a_cluster_scoped_type_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Requests.Get(Samples.Nodes, "default", "n"));
        Assert.Contains("nodes/v1 is cluster-scoped, but the namespace 'default' was given.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_namespaced_object_needs_a_namespace()
    {
        Assert.Throws<ArgumentException>(() => Requests.Get(Samples.Pods, null, "web"));
        Assert.Throws<ArgumentException>(() => Requests.Create(Samples.Pods, null, "{}"u8.ToArray()));
        Assert.Throws<ArgumentException>(() => Requests.DeleteCollection(Samples.Pods, null));
    }

    [Fact]
    public void A_request_says_what_it_is_about()
    {
        var request = Requests.ReplaceSubresource(Samples.Deployments, "d", "web", "scale", "{}"u8.ToArray());
        Assert.Equal(("update", Samples.Deployments, "d", "web", "scale", MediaTypes.Json),
            (request.Verb, request.Type, request.Namespace, request.Name, request.Subresource, request.ContentType));
    }

    [Fact]
    public void Metadata_only_variants_ask_for_the_form_that_fits_the_verb()
    {
        Assert.Equal("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", Requests.Get(Samples.Nodes, null, "n").AsMetadata().Accept);
        Assert.Equal("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", Requests.Watch(Samples.Nodes, null).AsMetadata().Accept);
        Assert.Equal("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", Requests.List(Samples.Nodes, null).AsMetadata().Accept);
    }

    [Fact]
    public void Only_requests_that_may_safely_be_sent_twice_are_repeatable()
    {
        Assert.True(Requests.Get(Samples.Nodes, null, "n").IsRepeatable);
        Assert.True(Requests.Patch(Samples.Nodes, null, "n", Patch.Merge("{}")).IsRepeatable);
        Assert.False(Requests.Patch(Samples.Nodes, null, "n", Patch.Json(JsonPatchOperation.Add("/a/-", 1))).IsRepeatable);
        Assert.False(Requests.Create(Samples.Nodes, null, "{}"u8.ToArray()).IsRepeatable);
        Assert.False(Requests.Delete(Samples.Nodes, null, "n").IsRepeatable);
        Assert.True(Requests.Delete(Samples.Nodes, null, "n", new() { Preconditions = new() { Uid = "u" } }).IsRepeatable);
        Assert.False(Requests.DeleteCollection(Samples.Nodes, null, null, new() { Preconditions = new() { Uid = "u" } }).IsRepeatable);
        Assert.False(Requests.Evict("d", "web").IsRepeatable);
        Assert.False(Requests.Exec("d", "web", new ExecParams("sh")).IsRepeatable);
    }
}
