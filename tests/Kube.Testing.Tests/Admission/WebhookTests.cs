using System.Text;
using Kube.Schema.Json;

namespace Kube.Testing.Tests.Admission;

/// <summary>Admission webhooks: who is asked, in which order, and what becomes of the answer.</summary>
public class WebhookTests(AdmissionFixture cluster) : IClassFixture<AdmissionFixture>
{
    private static readonly JsonObject Allowed = JsonValue.Object(("allowed", true));

    [Fact]
    public async Task A_denial_is_told_in_the_servers_words()
    {
        var ns = await cluster.NamespaceAsync();
        cluster.Answer(ns, "guard", _ => (JsonObject)JsonValue.Parse("""{"allowed":false,"status":{"code":403,"reason":"Forbidden","message":"not today"}}"""));
        await cluster.ConfigureAsync("Validating", ns, "guard");

        var (status, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(403, status);
        Assert.Equal($"admission webhook \"guard.{ns}.test\" denied the request: not today", body.GetString("message"));
        Assert.Equal("Forbidden", body.GetString("reason"));
    }

    [Fact]
    public async Task A_patch_changes_the_object_before_it_is_judged_and_notes_are_kept_for_the_audit()
    {
        var ns = await cluster.NamespaceAsync();
        cluster.Answer(ns, "label", _ => Patch("""[{"op":"add","path":"/data","value":{"by":"hook"}}]""").With("auditAnnotations", JsonValue.Object(("why", "asked"))));
        await cluster.ConfigureAsync("Mutating", ns, "label");

        var (status, body) = await cluster.CreateAsync(ns, "c");
        var record = cluster.Server.Server.Requests.Last(r => r.Path.Contains(ns, StringComparison.Ordinal) && r.Method == "POST");

        Assert.Equal(201, status);
        Assert.Equal(JsonValue.Parse("""{"by":"hook"}"""), body["data"]);
        Assert.Equal("asked", record.AuditAnnotations[$"label.{ns}.test/why"]);
        Assert.Contains($"{{\"configuration\":\"{ns}-label\",\"webhook\":\"label.{ns}.test\",\"mutated\":true}}", record.AuditAnnotations.Values);
    }

    [Fact]
    public async Task Webhooks_change_the_object_by_the_names_of_their_configurations_and_one_that_wants_it_is_asked_again()
    {
        var ns = await cluster.NamespaceAsync();
        var asked = new List<string>();
        JsonObject Note(string who, System.Text.Json.Nodes.JsonNode review)
        {
            var data = review["request"]!["object"]!["data"]?.AsObject();
            lock (asked)
            {
                asked.Add($"{who}:{data?.Count ?? 0}");
            }

            return data is null
                ? Patch($$$"""[{"op":"add","path":"/data","value":{"{{{who}}}":"1"}}]""")
                : data.ContainsKey(who) ? Allowed : Patch($$$"""[{"op":"add","path":"/data/{{{who}}}","value":"1"}]""");
        }

        cluster.Answer(ns, "b", r => Note("b", r));
        cluster.Answer(ns, "a", r => Note("a", r));
        await cluster.ConfigureAsync("Mutating", ns, "b");
        await cluster.ConfigureAsync("Mutating", ns, "a", ("reinvocationPolicy", "IfNeeded"));

        var (_, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(["a:0", "b:1", "a:2"], asked);
        Assert.Equal(JsonValue.Parse("""{"a":"1","b":"1"}"""), body["data"]);
    }

    [Fact]
    public async Task A_service_nobody_told_of_fails_the_write_or_is_passed_over_as_the_policy_says()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.ConfigureAsync("Validating", ns, "strict", ("objectSelector", Selector("strict")));
        await cluster.ConfigureAsync("Validating", ns, "lax", ("objectSelector", Selector("lax")), ("failurePolicy", "Ignore"));

        var (failed, body) = await cluster.Server.PostAsync(Maps(ns), Labelled("s", "strict"));
        var (passed, _) = await cluster.Server.PostAsync(Maps(ns), Labelled("l", "lax"));

        Assert.Equal(500, failed);
        Assert.StartsWith(
            $"Internal error occurred: failed calling webhook \"strict.{ns}.test\": failed to call webhook: Post \"https://strict.{ns}.svc/ask?timeout=10s\": service \"strict\" not found",
            body.GetString("message"),
            StringComparison.Ordinal);
        Assert.Equal(201, passed);
        Assert.Equal(
            $"lax.{ns}.test",
            cluster.Server.Server.Requests.Last(r => r.Path == Maps(ns)).AuditAnnotations["failed-open.validating.webhook.admission.k8s.io/round_0_index_0"]);
    }

    [Fact]
    public async Task A_webhook_that_cannot_be_reached_is_told_with_its_url()
    {
        var ns = await cluster.NamespaceAsync();
        // Port 1 of the loopback interface: nobody listens there.
        await cluster.ConfigureAsync("Validating", ns, "gone", ("clientConfig", JsonValue.Object(("url", "https://127.0.0.1:1/ask"))));

        var (status, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(500, status);
        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"gone.{ns}.test\": failed to call webhook: Post \"https://127.0.0.1:1/ask?timeout=10s\": dial tcp 127.0.0.1:1: connect: connection refused",
            body.GetString("message"));
    }

    [Fact]
    public async Task Conditions_keep_a_webhook_out_and_their_errors_forbid_the_write()
    {
        var ns = await cluster.NamespaceAsync();
        var calls = 0;
        cluster.Answer(ns, "picky", _ =>
        {
            calls++;
            return Allowed;
        });
        await cluster.ConfigureAsync("Validating", ns, "picky", ("matchConditions", JsonValue.Parse(
            """[{"name":"data","expression":"object.data.kind != 'none'"},{"name":"who","expression":"request.userInfo.username == 'kubernetes-admin'"}]""")));

        var (left, _) = await cluster.CreateAsync(ns, "a", ""","data":{"kind":"none"}""");
        var (asked, _) = await cluster.CreateAsync(ns, "b", ""","data":{"kind":"some"}""");
        var (failed, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal((201, 201, 1), (left, asked, calls));
        Assert.Equal(403, failed);
        Assert.Equal("configmaps \"c\" is forbidden: expression 'object.data.kind != 'none'' resulted in error: no such key: data", body.GetString("message"));
    }

    [Theory]
    [InlineData("Equivalent", "demo.example.com/v2")]
    [InlineData("Exact", null)]
    public async Task Equivalent_versions_are_matched_and_shown_in_the_version_of_the_rule(string matchPolicy, string? shown)
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Server.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gears.demo.example.com"},
             "spec":{"group":"demo.example.com","scope":"Namespaced","names":{"kind":"Gear","plural":"gears"},"versions":[
              {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}},
              {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """);
        string? seen = null;
        cluster.Answer(ns, "v", review =>
        {
            seen = review["request"]!["object"]!["apiVersion"]!.GetValue<string>();
            Assert.Equal("v1", review["request"]!["requestKind"]!["version"]!.GetValue<string>());
            return Patch("""[{"op":"add","path":"/spec","value":{"a":1}}]""");
        });
        await cluster.ConfigureAsync("Mutating", ns, "v", ("matchPolicy", matchPolicy), ("rules", JsonValue.Parse(
            """[{"apiGroups":["demo.example.com"],"apiVersions":["v2"],"resources":["*"],"operations":["CREATE"]}]""")));

        var (status, body) = await cluster.Server.PostAsync(
            $"/apis/demo.example.com/v1/namespaces/{ns}/gears", """{"apiVersion":"demo.example.com/v1","kind":"Gear","metadata":{"name":"g"}}""");

        Assert.Equal(201, status);
        Assert.Equal(shown, seen);
        Assert.Equal("demo.example.com/v1", body.GetString("apiVersion"));
        Assert.Equal(shown is not null, body.ContainsKey("spec"));
    }

    [Fact]
    public async Task Scale_is_admitted_as_a_scale_and_may_be_changed()
    {
        var ns = await cluster.NamespaceAsync();
        cluster.Answer(ns, "cap", review =>
        {
            Assert.Equal("scale", review["request"]!["subResource"]!.GetValue<string>());
            Assert.Equal("Scale", review["request"]!["kind"]!["kind"]!.GetValue<string>());
            return review["request"]!["object"]!["spec"]!["replicas"]!.GetValue<int>() > 3 ? Patch("""[{"op":"replace","path":"/spec/replicas","value":3}]""") : Allowed;
        });
        await cluster.ConfigureAsync("Mutating", ns, "cap", ("rules", JsonValue.Parse(
            """[{"apiGroups":["apps"],"apiVersions":["v1"],"resources":["deployments/scale"],"operations":["UPDATE"]}]""")));
        var deployments = $"/apis/apps/v1/namespaces/{ns}/deployments";
        await cluster.Server.PostAsync(deployments, """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);

        var (status, scale) = await cluster.Server.SendAsync("PATCH", $"{deployments}/d/scale", """{"spec":{"replicas":9}}""", "application/merge-patch+json");
        var (_, deployment) = await cluster.Server.GetAsync($"{deployments}/d");

        Assert.Equal(200, status);
        Assert.Equal(3, scale.GetObject("spec")!.GetInteger("replicas"));
        Assert.Equal(3, deployment.GetObject("spec")!.GetInteger("replicas"));
    }

    [Fact]
    public async Task An_answer_that_is_no_review_fails_the_write()
    {
        var ns = await cluster.NamespaceAsync();
        cluster.Answer(ns, "odd", _ => Patch("[]").With("patchType", "JSONPatch"));
        await cluster.ConfigureAsync("Validating", ns, "odd");

        var (status, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(500, status);
        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"odd.{ns}.test\": received invalid webhook response: validating webhook may not return response.patch",
            body.GetString("message"));
    }

    [Fact]
    public async Task A_configuration_that_could_not_work_is_refused()
    {
        var (status, body) = await cluster.Server.PostAsync("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", """
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingWebhookConfiguration","metadata":{"name":"bad"},
             "webhooks":[{"name":"short.name","clientConfig":{"url":"http://x"},"sideEffects":"Some","admissionReviewVersions":["v9"],"timeoutSeconds":31,
               "rules":[{"operations":["MAKE"],"apiGroups":[],"apiVersions":["*","v1"],"resources":["pods"]}],"matchConditions":[{"name":"m","expression":"object.x"}]}]}
            """);

        Assert.Equal(422, status);
        Assert.Equal(
            [
                "webhooks[0].name: Invalid value: \"short.name\": should be a domain with at least three segments separated by dots",
                "webhooks[0].rules[0].operations[0]: Unsupported value: \"MAKE\": supported values: \"*\", \"CONNECT\", \"CREATE\", \"DELETE\", \"UPDATE\"",
                "webhooks[0].rules[0].apiGroups: Required value",
                "webhooks[0].rules[0].apiVersions: Invalid value: [\"*\",\"v1\"]: if '*' is present, must not specify other API versions",
                "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"",
                "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds",
                "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]",
                "webhooks[0].admissionReviewVersions: Invalid value: [\"v9\"]: must include at least one of v1, v1beta1",
                "webhooks[0].matchConditions[0].expression: Invalid value: \"object.x\": must evaluate to bool but got dyn",
            ],
            body.GetObject("details")!.GetArray("causes")!.OfType<JsonObject>().Select(c => $"{c.GetString("field")}: {c.GetString("message")}"));
    }

    private static string Maps(string ns) => $"/api/v1/namespaces/{ns}/configmaps";

    private static JsonObject Selector(string label) => JsonValue.Object(("matchLabels", JsonValue.Object(("for", label))));

    private static string Labelled(string name, string label) => $$$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{{name}}}}","labels":{"for":"{{{{label}}}}"}}}""";

    private static JsonObject Patch(string operations) => JsonValue.Object(
        ("allowed", true), ("patchType", "JSONPatch"), ("patch", Convert.ToBase64String(Encoding.UTF8.GetBytes(operations))));
}
