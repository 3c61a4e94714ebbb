using System.Text;
using System.Text.Json;
using Kube.Client;
using Kube.TestServers;

namespace Kube.Testing.Tests;

/// <summary>Plain requests on which the embedded server once differed from a real one, of Kubernetes 1.20 and 1.36.</summary>
public sealed partial class ServerSuite
{
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";
    private const string Apply = "application/apply-patch+yaml";

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_patch_makes_no_other_kind_of_an_object(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var (maps, map) = await MapAsync(place, """{"metadata":{"name":"a"},"data":{"k":"1"}}""");

        var other = await SendAsync(place, "PATCH", map, """{"kind":"Pod"}""", Merge);
        var version = await SendAsync(place, "PATCH", map, """{"apiVersion":"v2"}""", Merge);
        var strategic = await SendAsync(place, "PATCH", map, """{"kind":"Pod"}""", Strategic);
        var none = await SendAsync(place, "PATCH", map, """{"kind":null}""", Merge);
        var typed = await SendAsync(place, "PATCH", map, """{"data":{"k":5}}""", Merge);

        Assert.Equal(["422 FieldValueInvalid patch"], other.Causes);
        Assert.Equal(["422 FieldValueInvalid patch"], version.Causes);
        Assert.Equal("200 ConfigMap", $"{strategic.Status} {strategic.Kind}");
        Assert.Equal("200 ConfigMap", $"{none.Status} {none.Kind}");
        Assert.Equal(["422 FieldValueInvalid patch"], typed.Causes);
        Assert.Equal("ConfigMapList", (await SendAsync(place, "GET", maps)).Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_patch_of_a_custom_resource_leaves_an_object_of_its_kind(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        await (await GaugesAsync(place)).CreateAsync(Gauge("g", """{"size":3}"""), cancellationToken: Token);
        var gauge = $"/apis/{Group}/v1/namespaces/{place.Namespace}/gauges/g";

        var none = await SendAsync(place, "PATCH", gauge, """{"kind":null}""", Merge);
        var labels = await SendAsync(place, "PATCH", gauge, """{"metadata":{"labels":{"a":1}}}""", Merge);
        var version = await SendAsync(place, "PATCH", gauge, """{"apiVersion":null}""", Merge);
        var text = await SendAsync(place, "PATCH", gauge, """{"spec":"text"}""", Merge);

        Assert.Equal(["422 FieldValueInvalid patch"], none.Causes);
        Assert.Equal(["422 FieldValueInvalid patch"], labels.Causes);
        Assert.Equal("500 Internal error occurred: Object 'apiVersion' is missing in 'object has no apiVersion field'", $"{version.Status} {version.Message}");
        Assert.Contains(".spec.size: Invalid value: 0: .spec.size accessor error: text is of the type string, expected map[string]interface{}", text.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_object_that_does_not_say_what_it_is_is_taken_for_what_the_path_says(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);

        var created = await SendAsync(place, "POST", $"/api/v1/namespaces/{place.Namespace}/configmaps", """{"metadata":{"name":"a"}}""");

        Assert.Equal("201 ConfigMap", $"{created.Status} {created.Kind}");
        Assert.Equal("v1", created.Body.GetProperty("apiVersion").GetString());
    }

    [Fact]
    public async Task What_the_server_alone_says_of_an_object_is_nobodys_field()
    {
        // 1.36 does so, 1.20 did not.
        await using var place = await PlaceAsync(ServerKind.Embedded);

        var created = await SendAsync(
            place, "POST", $"/api/v1/namespaces/{place.Namespace}/configmaps", """{"metadata":{"name":"a","deletionTimestamp":"2001-01-01T00:00:00Z","deletionGracePeriodSeconds":5},"data":{"k":"v"}}""");

        var fields = created.Body.GetProperty("metadata").GetProperty("managedFields")[0].GetProperty("fieldsV1");
        Assert.Equal("""{"f:data":{".":{},"f:k":{}}}""", fields.GetRawText());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_grace_period_that_is_no_number_deletes_nothing(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var (_, map) = await MapAsync(place, """{"metadata":{"name":"a"}}""");

        var refused = await SendAsync(place, "DELETE", map + "?gracePeriodSeconds=x");

        Assert.Equal("400 strconv.ParseInt: parsing \"x\": invalid syntax", $"{refused.Status} {refused.Message}");
        Assert.Equal(200, (await SendAsync(place, "GET", map)).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_wrong_with_changed_metadata_is_told_by_two_causes_and_one_message(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var (_, map) = await MapAsync(place, """{"metadata":{"name":"a"}}""");

        var refused = await SendAsync(place, "PATCH", map, """{"metadata":{"uid":"x"}}""", Merge);

        Assert.Equal(["422 FieldValueInvalid metadata.uid", "422 FieldValueInvalid metadata.uid"], refused.Causes);
        Assert.Equal("ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"x\": field is immutable", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Conflicts_of_one_manager_name_fields_before_what_is_below_others(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var map = $"/api/v1/namespaces/{place.Namespace}/configmaps/a";
        const string Mine = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"1"},"immutable":false}""";
        await SendAsync(place, "PATCH", map + "?fieldManager=one", Mine, Apply);

        var conflict = await SendAsync(place, "PATCH", map + "?fieldManager=two", Mine.Replace("1", "2").Replace("v2", "v1").Replace("false", "true"), Apply);

        Assert.Equal("Apply failed with 2 conflicts: conflicts with \"one\":\n- .immutable\n- .data.k", conflict.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_namespace_is_gone_when_its_last_finalizer_is(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var path = "/api/v1/namespaces/" + place.Namespace;
        await SendAsync(place, "DELETE", path);

        var released = await SendAsync(place, "PUT", path + "/finalize", $$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{place.Namespace}}" },"spec":{"finalizers":[]} }""");

        Assert.Equal("Terminating", released.Body.GetProperty("status").GetProperty("phase").GetString());
        Assert.Equal(404, (await SendAsync(place, "GET", path)).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_pod_changes_its_image_and_gets_tolerations_but_stays_what_it_is(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var pods = $"/api/v1/namespaces/{place.Namespace}/pods";
        await SendAsync(place, "POST", pods, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"one"}]}}""");

        var image = await SendAsync(place, "PATCH", pods + "/p", """{"spec":{"containers":[{"name":"c","image":"two"}]}}""", Strategic);
        var toleration = await SendAsync(place, "PATCH", pods + "/p", """[{"op":"add","path":"/spec/tolerations/-","value":{"key":"a","operator":"Exists"}}]""", "application/json-patch+json");
        toleration = toleration.Status == 200 ? toleration : await SendAsync(place, "PATCH", pods + "/p", """{"spec":{"tolerations":[{"key":"a","operator":"Exists"}]}}""", Merge);
        var network = await SendAsync(place, "PATCH", pods + "/p", """{"spec":{"hostNetwork":true}}""", Merge);

        Assert.Equal(200, image.Status);
        Assert.Equal(200, toleration.Status);
        Assert.Equal(["422 FieldValueForbidden spec"], network.Causes);
        Assert.StartsWith("Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`", network.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fields_that_never_change_are_refused_by_name(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var (core, apps, batch) = ($"/api/v1/namespaces/{place.Namespace}", $"/apis/apps/v1/namespaces/{place.Namespace}", $"/apis/batch/v1/namespaces/{place.Namespace}");
        const string Template = """{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Always","containers":[{"name":"c","image":"i"}]}}""";

        Assert.Equal("spec", await ChangedAsync(apps + "/statefulsets", $$"""{"serviceName":"x","selector":{"matchLabels":{"a":"b"} },"template":{{Template}} }""", """{"serviceName":"y"}"""));
        Assert.Equal("", await ChangedAsync(apps + "/statefulsets", $$"""{"serviceName":"x","selector":{"matchLabels":{"a":"b"} },"template":{{Template}} }""", """{"replicas":2}"""));
        Assert.Equal("spec.template", await ChangedAsync(batch + "/jobs", $$"""{"template":{{Template.Replace("Always", "Never")}} }""", """{"template":{"spec":{"hostNetwork":true}}}"""));
        Assert.Equal("spec.completions", await ChangedAsync(batch + "/jobs", $$"""{"template":{{Template.Replace("Always", "Never")}} }""", """{"completions":3}"""));
        Assert.Equal("", await ChangedAsync(batch + "/jobs", $$"""{"template":{{Template.Replace("Always", "Never")}} }""", """{"parallelism":3}"""));
        Assert.Equal("spec", await ChangedAsync(core + "/persistentvolumeclaims", """{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}""", """{"accessModes":["ReadWriteMany"]}"""));
        Assert.Equal("", await ChangedAsync(core + "/persistentvolumeclaims", """{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}""", """{"volumeMode":"Filesystem"}"""));
        Assert.Equal("", await ChangedAsync(core + "/persistentvolumeclaims", """{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}""", """{"resources":{"requests":{"storage":"1024Mi"}}}"""));
        Assert.Equal("", await ChangedAsync(core + "/pods", """{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"1"}}}]}""", """{"hostNetwork":false,"containers":[{"name":"c","image":"i","tty":false,"resources":{"requests":{"cpu":"1000m"}}}]}"""));
        Assert.Equal("", await ChangedAsync(
            apps + "/statefulsets",
            $$"""{"serviceName":"x","selector":{"matchLabels":{"a":"b"} },"template":{{Template}},"volumeClaimTemplates":[{"metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } }]}""",
            """{"volumeClaimTemplates":[{"metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"volumeMode":"Filesystem","resources":{"requests":{"storage":"1024Mi"}}}}]}"""));
        Assert.Equal("spec.clusterIPs[0]", await ChangedAsync(core + "/services", """{"ports":[{"port":80}]}""", """{"clusterIP":"10.0.0.77"}"""));
        Assert.Equal("spec.controller", await ChangedAsync("/apis/networking.k8s.io/v1/ingressclasses", """{"controller":"example.com/a"}""", """{"controller":"example.com/b"}"""));

        async Task<string> ChangedAsync(string path, string spec, string change)
        {
            var name = "n" + Guid.NewGuid().ToString("N");
            var created = await SendAsync(place, "POST", path, $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}} }""");
            Assert.Equal(201, created.Status);
            var changed = await SendAsync(place, "PATCH", $"{path}/{name}", $$"""{"spec":{{change}} }""", Merge);
            return changed.Status == 200 ? "" : string.Join(' ', changed.Body.GetProperty("details").GetProperty("causes").EnumerateArray().Select(c => c.GetProperty("field").GetString()));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_storage_class_is_made_anew_to_be_another(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        const string Classes = "/apis/storage.k8s.io/v1/storageclasses";
        var name = "n" + Guid.NewGuid().ToString("N");
        await SendAsync(place, "POST", Classes, $$"""{"metadata":{"name":"{{name}}"},"provisioner":"example.com/a"}""");

        var same = await SendAsync(place, "PATCH", $"{Classes}/{name}", """{"reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}""", Merge);
        var other = await SendAsync(place, "PATCH", $"{Classes}/{name}", """{"provisioner":"example.com/b","reclaimPolicy":"Retain"}""", Merge);

        Assert.Equal(200, same.Status);
        Assert.Equal(
            $"StorageClass.storage.k8s.io \"{name}\" is invalid: [provisioner: Forbidden: updates to provisioner are forbidden., reclaimPolicy: Forbidden: updates to reclaimPolicy are forbidden.]",
            other.Message);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Replicas_below_zero_are_an_invalid_scale(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        var deployments = $"/apis/apps/v1/namespaces/{place.Namespace}/deployments";
        await SendAsync(place, "POST", deployments, """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);

        var refused = await SendAsync(place, "PATCH", deployments + "/d/scale", """{"spec":{"replicas":-3}}""", Merge);

        Assert.Equal("422 Scale.autoscaling \"d\" is invalid: spec.replicas: Invalid value: -3: must be greater than or equal to 0", $"{refused.Status} {refused.Message}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_review_of_no_token_and_a_write_to_discovery_are_refused(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);

        var review = await SendAsync(place, "POST", "/apis/authentication.k8s.io/v1/tokenreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{}}""");
        var discovery = await SendAsync(place, "POST", "/api", "{}");

        Assert.Equal("400 token is required for TokenReview in authentication", $"{review.Status} {review.Message}");
        Assert.Equal("405 the server does not allow this method on the requested resource", $"{discovery.Status} {discovery.Message}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_format_that_is_not_enforced_is_warned_of_once(ServerKind kind)
    {
        await using var place = await PlaceAsync(kind);
        await ServerRelease.RequireAsync(place.Client, 34, "The warning of unrecognized formats");
        var definition = Definition.Replace("gauges", "dials").Replace("gauge", "dial").Replace("Gauge", "Dial").Replace("\"default\":\"bar\"", "\"format\":\"semver\"");

        var created = await SendAsync(place, "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All", definition);

        Assert.Equal(["299 - \"unrecognized format \\\"semver\\\"\""], created.Warnings);
    }

    private static async Task<(string Collection, string Object)> MapAsync(Place place, string map)
    {
        var maps = $"/api/v1/namespaces/{place.Namespace}/configmaps";
        var created = await SendAsync(place, "POST", maps, map.Replace("{\"metadata\"", "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\""));
        Assert.Equal(201, created.Status);
        return (maps, maps + "/a");
    }

    private static async Task<Answer> SendAsync(Place place, string method, string target, string? body = null, string type = "application/json")
    {
        var (path, query) = target.Split('?') is [var before, var after] ? (before, after) : (target, "");
        var request = new ApiRequest
        {
            Method = new(method),
            Path = path,
            Query = query,
            Verb = "",
            IsRepeatable = false,
            ContentType = body is null ? null : type,
            Body = Encoding.UTF8.GetBytes(body ?? ""),
        };
        using var response = await place.Client.SendAsync(request, cancellationToken: Token);
        return new((int)response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync(Token)), response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : []);
    }

    private sealed record Answer(int Status, JsonElement Body, IReadOnlyList<string> Warnings)
    {
        public string? Kind => Body.GetProperty("kind").GetString();

        public string Message => Body.GetProperty("message").GetString()!;

        public IEnumerable<string> Causes => Body.TryGetProperty("details", out var details) && details.TryGetProperty("causes", out var causes)
            ? causes.EnumerateArray().Select(c => $"{Status} {c.GetProperty("reason").GetString()} {c.GetProperty("field").GetString()}")
            : [$"{Status} without causes"];
    }
}
