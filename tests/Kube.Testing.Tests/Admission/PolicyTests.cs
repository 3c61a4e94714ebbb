using Kube.Schema.Json;

namespace Kube.Testing.Tests.Admission;

/// <summary>Validating admission policies: expressions, variables, parameters, actions, failures.</summary>
public class PolicyTests(AdmissionFixture cluster) : IClassFixture<AdmissionFixture>
{
    [Fact]
    public async Task A_policy_denies_with_an_evaluated_message_and_the_code_of_its_reason()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(ns, """
            "variables":[{"name":"size","expression":"has(object.data) ? size(object.data) : 0"},{"name":"limit","expression":"variables.size > 1 ? 1 : 2"}],
            "validations":[{"expression":"variables.size < variables.limit","reason":"Forbidden",
              "messageExpression":"request.operation + ' of ' + object.metadata.name + ' in ' + namespaceObject.metadata.name + ': ' + string(variables.size)"}]
            """);

        var (allowed, _) = await cluster.CreateAsync(ns, "a");
        var (denied, body) = await cluster.CreateAsync(ns, "b", ""","data":{"x":"1","y":"2"}""");

        Assert.Equal((201, 403), (allowed, denied));
        Assert.Equal(
            $"configmaps \"b\" is forbidden: ValidatingAdmissionPolicy '{ns}' with binding '{ns}' denied request: CREATE of b in {ns}: 2", body.GetString("message"));
        Assert.Equal("Forbidden", body.GetString("reason"));
    }

    [Fact]
    public async Task Warnings_and_the_audit_log_are_told_without_a_denial()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(
            ns,
            """ "validations":[{"expression":"false","message":"never"}],"auditAnnotations":[{"key":"who","valueExpression":"request.userInfo.username"}] """,
            """ "validationActions":["Warn","Audit"] """);

        using var response = await cluster.Server.Http.PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps",
            new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""", System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        var audit = cluster.Server.Server.Requests.Last(r => r.Path == $"/api/v1/namespaces/{ns}/configmaps").AuditAnnotations;

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal([$"299 - \"Validation failed for ValidatingAdmissionPolicy '{ns}' with binding '{ns}': never\""], response.Headers.GetValues("Warning"));
        Assert.Equal("kubernetes-admin", audit[$"{ns}/who"]);
        Assert.Equal(
            $"[{{\"message\":\"never\",\"policy\":\"{ns}\",\"binding\":\"{ns}\",\"expressionIndex\":0,\"validationActions\":[\"Warn\",\"Audit\"]}}]",
            audit["validation.policy.admission.k8s.io/validation_failure"]);
    }

    [Fact]
    public async Task Parameters_are_found_by_name_and_their_absence_denies_if_the_binding_says_so()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(
            ns,
            """ "paramKind":{"apiVersion":"v1","kind":"Secret"},"validations":[{"expression":"!has(object.data) || size(object.data) <= int(params.metadata.labels.max)"}] """,
            """ "validationActions":["Deny"],"paramRef":{"name":"limits","parameterNotFoundAction":"Deny"} """);

        var (missing, body) = await cluster.CreateAsync(ns, "a");
        await cluster.Server.PostAsync($"/api/v1/namespaces/{ns}/secrets", """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"limits","labels":{"max":"1"}}}""");
        var (allowed, _) = await cluster.CreateAsync(ns, "b", ""","data":{"x":"1"}""");
        var (denied, denial) = await cluster.CreateAsync(ns, "c", ""","data":{"x":"1","y":"2"}""");

        Assert.Equal((422, 201, 422), (missing, allowed, denied));
        Assert.EndsWith(
            "denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction", body.GetString("message"), StringComparison.Ordinal);
        Assert.EndsWith(
            "denied request: failed expression: !has(object.data) || size(object.data) <= int(params.metadata.labels.max)", denial.GetString("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_found_by_a_selector_must_all_agree()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(
            ns,
            """ "paramKind":{"apiVersion":"v1","kind":"Secret"},"validations":[{"expression":"object.metadata.name != params.metadata.name"}] """,
            """ "validationActions":["Deny"],"paramRef":{"selector":{"matchLabels":{"taken":"yes"}},"parameterNotFoundAction":"Allow"} """);
        var (before, _) = await cluster.CreateAsync(ns, "one");
        foreach (var name in (string[])["one", "two"])
        {
            await cluster.Server.PostAsync($"/api/v1/namespaces/{ns}/secrets", JsonValue.Object(
                ("apiVersion", "v1"), ("kind", "Secret"), ("metadata", JsonValue.Object(("name", name), ("labels", JsonValue.Object(("taken", "yes")))))).ToJson());
        }

        var (second, _) = await cluster.CreateAsync(ns, "two");
        var (third, _) = await cluster.CreateAsync(ns, "three");

        Assert.Equal((201, 422, 201), (before, second, third));
    }

    [Theory]
    [InlineData("Fail", 422)]
    [InlineData("Ignore", 201)]
    public async Task A_kind_of_parameters_nobody_serves_is_judged_by_the_failure_policy(string failurePolicy, int expected)
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(
            ns,
            $$""" "failurePolicy":"{{failurePolicy}}","paramKind":{"apiVersion":"none.example.com/v1","kind":"Limit"},"validations":[{"expression":"true"}] """,
            """ "validationActions":["Deny"],"paramRef":{"name":"x","parameterNotFoundAction":"Allow"} """);

        var (status, _) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Conditions_and_excluded_rules_keep_a_policy_out()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(ns, """ "matchConditions":[{"name":"big","expression":"has(object.data)"}],"validations":[{"expression":"false"}] """);

        var (small, _) = await cluster.CreateAsync(ns, "a");
        var (big, _) = await cluster.CreateAsync(ns, "b", ""","data":{"x":"1"}""");

        Assert.Equal((201, 422), (small, big));
    }

    [Fact]
    public async Task Deletions_are_judged_by_the_old_object()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.CreateAsync(ns, "kept");
        await cluster.CreateAsync(ns, "free");
        await PolicyAsync(ns, """ "validations":[{"expression":"request.operation != 'DELETE' || oldObject.metadata.name != 'kept'"}] """);

        var (kept, _) = await cluster.Server.SendAsync("DELETE", $"/api/v1/namespaces/{ns}/configmaps/kept");
        var (free, _) = await cluster.Server.SendAsync("DELETE", $"/api/v1/namespaces/{ns}/configmaps/free");

        Assert.Equal((422, 200), (kept, free));
    }

    [Fact]
    public async Task An_expression_that_costs_too_much_denies()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(ns, """ "validations":[{"expression":"lists.range(2000).all(x, lists.range(2000).all(y, x + y >= 0))"}] """);

        var (status, body) = await cluster.CreateAsync(ns, "c");

        Assert.Equal(422, status);
        Assert.EndsWith("resulted in error: operation cancelled: actual cost limit exceeded", body.GetString("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_could_not_work_is_refused_at_the_place_that_is_wrong()
    {
        var (status, body) = await cluster.Server.PostAsync("/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies", """
            {"apiVersion":"admissionregistration.k8s.io/v1","kind":"ValidatingAdmissionPolicy","metadata":{"name":"bad"},
             "spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"]}]},
              "validations":[{"expression":"request.kindd == 'x'","reason":"Because"},{"expression":"object.x"},{"expression":"true","messageExpression":"1"}]}}
            """);

        Assert.Equal(422, status);
        Assert.Equal(
            ["spec.validations[0].expression", "spec.validations[0].reason", "spec.validations[1].expression", "spec.validations[2].messageExpression"],
            body.GetObject("details")!.GetArray("causes")!.OfType<JsonObject>().Select(c => c.GetString("field")));
    }

    [Fact]
    public async Task Expressions_may_ask_what_the_user_is_allowed_to_do()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(ns, """
            "validations":[{"expression":"authorizer.group('').resource('secrets').namespace(object.metadata.namespace).check('get').allowed()"},
              {"expression":"!authorizer.serviceAccount('default','none').group('').resource('secrets').check('get').allowed()"},
              {"expression":"authorizer.requestResource.check('create').allowed()"},
              {"expression":"authorizer.path('/version').check('get').allowed()"}]
            """);
        var token = cluster.Server.Server.TokenFor($"writer-{ns}");
        await cluster.Server.PostAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles",
            """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"w"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"verbs":["create"]}]}""");
        await cluster.Server.PostAsync(
            $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings",
            """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"name":"w"},"roleRef":{"kind":"Role","name":"w"},"subjects":[{"kind":"User","name":"writer-NS"}]}"""
                .Replace("NS", ns, StringComparison.Ordinal));

        var (admin, body) = await cluster.CreateAsync(ns, "a");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/namespaces/{ns}/configmaps")
        {
            Content = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", token);
        using var refused = await cluster.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(admin == 201, body.ToJson());
        Assert.Equal(422, (int)refused.StatusCode);
        Assert.Contains(
            "failed expression: authorizer.group('').resource('secrets')", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_the_types_a_policy_names_is_told_in_its_status()
    {
        var ns = await cluster.NamespaceAsync();
        await PolicyAsync(ns, """
            "validations":[{"expression":"object.data['x'] == 'y' || object.metadata.creationTimestamp < timestamp('2020-01-01T00:00:00Z')"},
              {"expression":"object.dota == 'y'","messageExpression":"'x' + object.metadata.nome"}]
            """);

        var (_, body) = await cluster.Server.GetAsync($"/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/{ns}");
        var warnings = body.GetObject("status")!.GetObject("typeChecking")!.GetArray("expressionWarnings")!.OfType<JsonObject>().ToList();

        Assert.Equal(1, body.GetObject("status")!.GetInteger("observedGeneration"));
        Assert.Equal(["spec.validations[1].expression", "spec.validations[1].messageExpression"], warnings.Select(w => w.GetString("fieldRef")));
        Assert.StartsWith("v1, Kind=ConfigMap: compilation failed: ERROR: <input>:1:7: undefined field 'dota'", warnings[0].GetString("warning"), StringComparison.Ordinal);
    }

    private async Task PolicyAsync(string ns, string spec, string binding = """ "validationActions":["Deny"] """)
    {
        var selector = $"\"namespaceSelector\":{{\"matchLabels\":{{\"test\":\"{ns}\"}}}}";
        var match = $"\"matchConstraints\":{{{selector},\"resourceRules\":[{{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"operations\":[\"*\"],\"resources\":[\"configmaps\"]}}]}}";
        await MakeAsync("ValidatingAdmissionPolicy", "validatingadmissionpolicies", ns, $"{{{match},{spec}}}");
        await MakeAsync(
            "ValidatingAdmissionPolicyBinding",
            "validatingadmissionpolicybindings",
            ns,
            $"{{\"policyName\":\"{ns}\",\"matchResources\":{{{selector}}},{binding}}}");
    }

    private async Task MakeAsync(string kind, string plural, string name, string spec)
    {
        var value = JsonValue.Object(
            ("apiVersion", "admissionregistration.k8s.io/v1"), ("kind", kind), ("metadata", JsonValue.Object(("name", name))), ("spec", JsonValue.Parse(spec)));
        var (status, body) = await cluster.Server.PostAsync($"/apis/admissionregistration.k8s.io/v1/{plural}", value.ToJson());
        Assert.True(status == 201, body.ToJson());
    }
}
