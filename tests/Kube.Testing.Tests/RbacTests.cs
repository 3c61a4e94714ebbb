using System.Text;
using Kube.Schema.Json;
using Kube.Testing.Tests.Admission;

namespace Kube.Testing.Tests;

/// <summary>Who may do what: roles and bindings, granting them, acting as others, and asking about it.</summary>
public class RbacTests(AdmissionFixture cluster) : IClassFixture<AdmissionFixture>
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    [Fact]
    public async Task Nobody_puts_more_into_a_role_than_they_hold()
    {
        var (ns, user) = await UserAsync("""[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["create"]},{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""");

        var (held, _) = await AsAsync(user, "POST", $"{Rbac}/namespaces/{ns}/roles", Role("a", """[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]"""));
        var (more, body) = await AsAsync(
            user, "POST", $"{Rbac}/namespaces/{ns}/roles", Role("b", """[{"apiGroups":[""],"resources":["pods","secrets"],"verbs":["get","list"],"resourceNames":["x"]}]"""));

        Assert.Equal((201, 403), (held, more));
        Assert.Equal(
            $"roles.rbac.authorization.k8s.io \"b\" is forbidden: user \"{user}\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"\"], Resources:[\"pods\"], ResourceNames:[\"x\"], Verbs:[\"list\"]}\n"
            + "{APIGroups:[\"\"], Resources:[\"secrets\"], ResourceNames:[\"x\"], Verbs:[\"get\" \"list\"]}",
            body.GetString("message"));
    }

    [Fact]
    public async Task The_verb_escalate_lifts_that()
    {
        var (ns, user) = await UserAsync("""[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["create","escalate"]}]""");

        var (status, body) = await AsAsync(user, "POST", $"{Rbac}/namespaces/{ns}/roles", Role("b", """[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]"""));

        Assert.True(status == 201, body.ToJson());
    }

    [Fact]
    public async Task Binding_a_role_needs_its_rights_or_the_verb_bind()
    {
        var (ns, user) = await UserAsync("""
            [{"apiGroups":["rbac.authorization.k8s.io"],"resources":["rolebindings"],"verbs":["create"]},
             {"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["bind"],"resourceNames":["lent"]}]
            """);
        foreach (var name in (string[])["lent", "kept"])
        {
            await cluster.Server.PostAsync($"{Rbac}/namespaces/{ns}/roles", Role(name, """[{"apiGroups":[""],"resources":["secrets"],"verbs":["get"]}]"""));
        }

        var (lent, _) = await AsAsync(user, "POST", $"{Rbac}/namespaces/{ns}/rolebindings", Binding("lent", "somebody"));
        var (kept, body) = await AsAsync(user, "POST", $"{Rbac}/namespaces/{ns}/rolebindings", Binding("kept", user));
        var (none, _) = await AsAsync(user, "POST", $"{Rbac}/namespaces/{ns}/rolebindings", Binding("none", user));

        Assert.Equal((201, 403, 404), (lent, kept, none));
        Assert.EndsWith("{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}", body.GetString("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_role_has_the_rules_of_those_it_aggregates()
    {
        var ns = await cluster.NamespaceAsync();
        var user = $"agg-{ns}";
        await cluster.Server.PostAsync($"{Rbac}/clusterroles", JsonValue.Object(
            ("apiVersion", "rbac.authorization.k8s.io/v1"),
            ("kind", "ClusterRole"),
            ("metadata", JsonValue.Object(("name", $"part-{ns}"), ("labels", JsonValue.Object(("into", ns))))),
            ("rules", JsonValue.Parse("""[{"apiGroups":[""],"resources":["configmaps"],"verbs":["list"]}]"""))).ToJson());
        await cluster.Server.PostAsync($"{Rbac}/clusterroles", JsonValue.Object(
            ("apiVersion", "rbac.authorization.k8s.io/v1"),
            ("kind", "ClusterRole"),
            ("metadata", JsonValue.Object(("name", $"whole-{ns}"))),
            ("aggregationRule", JsonValue.Object(("clusterRoleSelectors", JsonValue.Array(JsonValue.Object(("matchLabels", JsonValue.Object(("into", ns))))))))).ToJson());
        await cluster.Server.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Binding($"whole-{ns}", user, "ClusterRole"));

        var (listed, _) = await AsAsync(user, "GET", $"/api/v1/namespaces/{ns}/configmaps");
        var (elsewhere, _) = await AsAsync(user, "GET", "/api/v1/namespaces/default/configmaps");

        Assert.Equal((200, 403), (listed, elsewhere));
    }

    [Fact]
    public async Task Aggregated_rules_stand_in_the_role_and_follow_the_roles_they_come_from()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Server.PostAsync($"{Rbac}/clusterroles", Aggregate($"outer-{ns}", $"inner-{ns}", ""));
        await cluster.Server.PostAsync($"{Rbac}/clusterroles", Aggregate($"inner-{ns}", $"part-{ns}", $"inner-{ns}"));
        foreach (var resource in (string[])["secrets", "configmaps"])
        {
            var (status, body) = await cluster.Server.PostAsync($"{Rbac}/clusterroles", $$"""
                {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"{{resource}}-{{ns}}","labels":{"into":"part-{{ns}}"} },
                 "rules":[{"apiGroups":[""],"resources":["{{resource}}"],"verbs":["get"]}]}
                """);
            Assert.True(status == 201, body.ToJson());
        }

        var (_, both) = await cluster.Server.GetAsync($"{Rbac}/clusterroles/outer-{ns}");
        await cluster.Server.SendAsync("DELETE", $"{Rbac}/clusterroles/secrets-{ns}");
        var (_, one) = await cluster.Server.GetAsync($"{Rbac}/clusterroles/outer-{ns}");
        await cluster.Server.SendAsync("DELETE", $"{Rbac}/clusterroles/configmaps-{ns}");
        var (_, none) = await cluster.Server.GetAsync($"{Rbac}/clusterroles/outer-{ns}");

        const string Get = """{"apiGroups":[""],"resources":["configmaps"],"verbs":["get"]}""";
        Assert.Equal($"[{Get},{Get.Replace("configmaps", "secrets", StringComparison.Ordinal)}]", both["rules"]!.ToJson());
        Assert.Equal(
            "clusterrole-aggregation-controller",
            both.GetObject("metadata")!.GetArray("managedFields")!.OfType<JsonObject>().Single(m => m.GetString("operation") == "Apply").GetString("manager"));
        Assert.Equal($"[{Get}]", one["rules"]!.ToJson());
        Assert.Empty(none.GetArray("rules") ?? JsonArray.Empty);
    }

    private static string Aggregate(string name, string selects, string label) => $$"""
        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"{{name}}","labels":{"into":"{{label}}"} },
         "aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"into":"{{selects}}"} }]},"rules":null}
        """;

    [Theory]
    [InlineData(
        """{"user":"ann","resourceAttributes":{"verb":"get","resource":"pods"},"nonResourceAttributes":{"verb":"get","path":"/x"}}""",
        """spec.nonResourceAttributes: Invalid value: {"Path":"/x","Verb":"get"}: cannot be specified in combination with resourceAttributes""")]
    [InlineData(
        """{}""",
        "[spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified, "
        + "spec.user: Invalid value: \"\": at least one of user or group must be specified]")]
    public async Task A_question_about_two_things_or_none_is_refused(string spec, string problem)
    {
        var (status, body) = await cluster.Server.PostAsync(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews", $$"""{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{{spec}} }""");

        Assert.Equal((422, $".authorization.k8s.io \"\" is invalid: {problem}"), (status, body.GetString("message")));
    }

    [Fact]
    public async Task Acting_as_another_needs_the_right_for_each_part_of_the_identity()
    {
        var ns = await cluster.NamespaceAsync();
        var user = $"actor-{ns}";
        await cluster.Server.PostAsync($"{Rbac}/clusterroles", JsonValue.Object(
            ("apiVersion", "rbac.authorization.k8s.io/v1"),
            ("kind", "ClusterRole"),
            ("metadata", JsonValue.Object(("name", user))),
            ("rules", JsonValue.Parse("""
                [{"apiGroups":[""],"resources":["users"],"verbs":["impersonate"],"resourceNames":["ann"]},{"apiGroups":[""],"resources":["groups"],"verbs":["impersonate"],"resourceNames":["devs"]}]
                """))).ToJson());
        await cluster.Server.PostAsync($"{Rbac}/clusterrolebindings", JsonValue.Object(
            ("apiVersion", "rbac.authorization.k8s.io/v1"),
            ("kind", "ClusterRoleBinding"),
            ("metadata", JsonValue.Object(("name", user))),
            ("roleRef", JsonValue.Object(("kind", "ClusterRole"), ("name", user))),
            ("subjects", JsonValue.Array(JsonValue.Object(("kind", "User"), ("name", user))))).ToJson());

        var results = new List<int>();
        foreach (var (name, group) in ((string, string?)[])[("ann", null), ("ann", "devs"), ("ann", "system:masters"), ("bob", null)])
        {
            var (status, body) = await AsAsync(user, "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""", name, group);
            results.Add(status);
            if (status == 201)
            {
                Assert.Equal(name, body.GetObject("status")!.GetObject("userInfo")!.GetString("username"));
            }
        }

        Assert.Equal([201, 201, 403, 403], results);
    }

    [Fact]
    public async Task Reviews_answer_for_oneself_for_others_and_for_tokens()
    {
        var (ns, user) = await UserAsync("""[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""");
        const string Authorization = "/apis/authorization.k8s.io/v1";

        var (_, self) = await AsAsync(user, "POST", $"{Authorization}/selfsubjectaccessreviews", JsonValue.Object(
            ("apiVersion", "authorization.k8s.io/v1"),
            ("kind", "SelfSubjectAccessReview"),
            ("spec", JsonValue.Object(("resourceAttributes", JsonValue.Object(("namespace", ns), ("verb", "get"), ("resource", "pods")))))).ToJson());
        var (_, other) = await cluster.Server.PostAsync($"{Authorization}/subjectaccessreviews", JsonValue.Object(
            ("apiVersion", "authorization.k8s.io/v1"),
            ("kind", "SubjectAccessReview"),
            ("spec", JsonValue.Object(("user", user), ("resourceAttributes", JsonValue.Object(("namespace", ns), ("verb", "delete"), ("resource", "pods")))))).ToJson());
        var (_, rules) = await AsAsync(user, "POST", $"{Authorization}/selfsubjectrulesreviews", JsonValue.Object(
            ("apiVersion", "authorization.k8s.io/v1"), ("kind", "SelfSubjectRulesReview"), ("spec", JsonValue.Object(("namespace", ns)))).ToJson());
        var (_, token) = await cluster.Server.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", JsonValue.Object(
            ("apiVersion", "authentication.k8s.io/v1"),
            ("kind", "TokenReview"),
            ("spec", JsonValue.Object(("token", cluster.Server.Server.TokenFor(user))))).ToJson());

        Assert.True(self.GetObject("status")!.GetBoolean("allowed"));
        Assert.False(other.GetObject("status")!.GetBoolean("allowed"));
        Assert.Contains(JsonValue.Parse("""{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}"""), rules.GetObject("status")!.GetArray("resourceRules")!);
        Assert.Equal(user, token.GetObject("status")!.GetObject("user")!.GetString("username"));
    }

    /// <summary>A user with these rules in a new namespace.</summary>
    private async Task<(string Namespace, string User)> UserAsync(string rules)
    {
        var ns = await cluster.NamespaceAsync();
        var user = $"user-{ns}";
        await cluster.Server.PostAsync($"{Rbac}/namespaces/{ns}/roles", Role("own", rules));
        var (status, body) = await cluster.Server.PostAsync($"{Rbac}/namespaces/{ns}/rolebindings", Binding("own", user));
        Assert.True(status == 201, body.ToJson());
        return (ns, user);
    }

    private async Task<(int Status, JsonObject Body)> AsAsync(string user, string method, string path, string? body = null, string? actAs = null, string? group = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", cluster.Server.Server.TokenFor(user));
        if (actAs is not null)
        {
            request.Headers.Add("Impersonate-User", actAs);
        }

        if (group is not null)
        {
            request.Headers.Add("Impersonate-Group", group);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await cluster.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.StartsWith('{') ? (JsonObject)JsonValue.Parse(text) : JsonObject.Empty);
    }

    private static string Role(string name, string rules) => JsonValue.Object(
        ("apiVersion", "rbac.authorization.k8s.io/v1"), ("kind", "Role"), ("metadata", JsonValue.Object(("name", name))), ("rules", JsonValue.Parse(rules))).ToJson();

    private static string Binding(string role, string user, string kind = "Role") => JsonValue.Object(
        ("apiVersion", "rbac.authorization.k8s.io/v1"),
        ("kind", "RoleBinding"),
        ("metadata", JsonValue.Object(("name", role))),
        ("roleRef", JsonValue.Object(("kind", kind), ("name", role))),
        ("subjects", JsonValue.Array(JsonValue.Object(("kind", "User"), ("name", user))))).ToJson();
}
