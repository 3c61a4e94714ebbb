using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kube.Schema.Json;

namespace Kube.Testing.Tests;

/// <summary>Mutated requests: whatever comes, the server answers as a server, and stays up.</summary>
public class FuzzTests
{
    private const int Requests = 1_500;

    // How long to go on where somebody asked for that: by then far more requests have been sent than by default.
    private static readonly long Seconds =
        long.TryParse(Environment.GetEnvironmentVariable("KUBE_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    private static readonly (string Method, string Path, string Type, string Body)[] Seeds =
    [
        ("POST", "/api/v1/namespaces/default/configmaps", "application/json", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c","labels":{"a":"b"}},"data":{"k":"v"}}"""),
        ("PUT", "/api/v1/namespaces/default/configmaps/c", "application/json", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"k":"w"}}"""),
        ("PATCH", "/api/v1/namespaces/default/configmaps/c?fieldManager=m&force=true", "application/apply-patch+yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  finalizers: [a/b]\ndata: {k: x, l: \"y\"}\n"),
        ("PATCH", "/api/v1/namespaces/default/configmaps/c", "application/json-patch+json", """[{"op":"add","path":"/data/k","value":"z"},{"op":"test","path":"/data/k","value":"z"},{"op":"copy","from":"/data","path":"/data/m"}]"""),
        ("PATCH", "/apis/apps/v1/namespaces/default/deployments/d", "application/strategic-merge-patch+json", """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"i","$patch":"delete"},{"name":"b","image":"j"}]}}}}"""),
        ("POST", "/apis/apps/v1/namespaces/default/deployments", "application/json", """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"i","ports":[{"containerPort":80}]}]}}}}"""),
        ("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "application/json", """{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"ws.e.com"},"spec":{"group":"e.com","scope":"Namespaced","names":{"kind":"W","plural":"ws"},"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"l":{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"set"},"n":{"type":"integer","default":1}}}}}}}]}}"""),
        ("POST", "/apis/e.com/v1/namespaces/default/ws", "application/json", """{"apiVersion":"e.com/v1","kind":"W","metadata":{"name":"w"},"spec":{"l":["a","b"],"n":3}}"""),
        ("PATCH", "/apis/e.com/v1/namespaces/default/ws/w?fieldManager=m", "application/apply-patch+yaml", """{"apiVersion":"e.com/v1","kind":"W","metadata":{"name":"w"},"spec":{"l":["a","c"]}}"""),
        ("GET", "/apis/e.com/v1/ws?labelSelector=a%20in%20(b,c),!d&fieldSelector=metadata.name%3Dw&limit=2&resourceVersion=0", "", ""),
        ("GET", "/api/v1/configmaps?limit=1&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhIn0", "", ""),
        ("DELETE", "/api/v1/namespaces/default/configmaps/c", "application/json", """{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Foreground","preconditions":{"uid":"x"}}"""),
        ("GET", "/openapi/v3/apis/apps/v1", "", ""),
        ("POST", "/api/v1/namespaces/default/pods", "application/json", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}"""),
        ("POST", "/api/v1/namespaces/default/pods/p/binding", "application/json", """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"p","annotations":{"a":"b"}},"target":{"kind":"Node","name":"n"}}"""),
        ("POST", "/api/v1/namespaces/default/pods/p/eviction", "application/json", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"},"deleteOptions":{"preconditions":{"uid":"x"}}}"""),
        ("POST", "/apis/policy/v1/namespaces/default/poddisruptionbudgets", "application/json", """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"a":"b"}}}}"""),
        ("POST", "/api/v1/namespaces/default/serviceaccounts/default/token", "application/json", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":700}}"""),
        ("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", "application/json", """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"r","labels":{"a":"b"}},"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"a":"b"}},{"matchExpressions":[{"key":"a","operator":"In","values":["b"]}]}]},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}"""),
        ("PUT", "/apis/apps/v1/namespaces/default/deployments/d/scale", "application/json", """{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"d"},"spec":{"replicas":3}}"""),
        ("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", "application/json", """{"apiVersion":"authorization.k8s.io/v1","kind":"SubjectAccessReview","spec":{"user":"u","groups":["g"],"resourceAttributes":{"verb":"get","resource":"pods"},"nonResourceAttributes":{"path":"/x","verb":"get"}}}"""),
        ("POST", "/apis/apps/v1/namespaces/default/statefulsets", "application/json", """{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"i"}]}}}}"""),
        ("PUT", "/apis/apps/v1/namespaces/default/statefulsets/s", "application/json", """{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{"replicas":2,"serviceName":"t","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"i"}]}}}}"""),
        ("POST", "/apis/batch/v1/namespaces/default/jobs", "application/json", """{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"i"}]}}}}"""),
        ("PATCH", "/apis/batch/v1/namespaces/default/jobs/j", "application/merge-patch+json", """{"spec":{"completions":2,"parallelism":null,"template":{"spec":{"restartPolicy":"OnFailure"}}}}"""),
        ("POST", "/api/v1/namespaces/default/persistentvolumeclaims", "application/json", """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}"""),
        ("PUT", "/api/v1/namespaces/default/persistentvolumeclaims/v", "application/json", """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteMany"],"resources":{"requests":{"storage":"2Gi"}}}}"""),
        ("PATCH", "/api/v1/namespaces/default/services/x", "application/merge-patch+json", """{"spec":{"clusterIP":"10.0.0.9","type":"NodePort"}}"""),
        ("POST", "/api/v1/namespaces/default/services", "application/json", """{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"ports":[{"port":80}],"selector":{"a":"b"}}}"""),
        ("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "application/vnd.kubernetes.protobuf", "k8s\0\n\u0005\n\u0002v1"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Mutated_requests_are_answered_without_a_fault_of_the_server(int seed)
    {
        await using var server = await EmbeddedApiServer.StartAsync();
        using var http = new HttpClient(server.CreateHandler()) { BaseAddress = server.Address };
        var random = new Random(seed);
        var last = Stopwatch.GetTimestamp() + (Seconds * Stopwatch.Frequency);
        var round = 0;
        for (; Seconds > 0 ? Stopwatch.GetTimestamp() < last : round < Rounds.Or(Requests); round++)
        {
            var (method, path, type, body) = Seeds[random.Next(Seeds.Length)];
            var bytes = Encoding.UTF8.GetBytes(body);
            var address = path;
            switch (random.Next(5))
            {
                case 0:
                    address = Mutated(path, random);
                    break;
                case 1 or 2 or 3:
                    bytes = Mutated(bytes, random);
                    break;
            }

            if (!Uri.TryCreate(server.Address, address, out var uri) || address.Contains("watch", StringComparison.Ordinal))
            {
                continue;
            }

            using var request = new HttpRequestMessage(new HttpMethod(method), uri);
            if (type.Length > 0)
            {
                request.Content = new ByteArrayContent(bytes);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.False(
                text.Contains("the embedded API server failed", StringComparison.Ordinal),
                $"round {round}: {method} {uri.PathAndQuery}\n{Encoding.UTF8.GetString(bytes)}\n{text}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{round:N0} requests");
        var health = (JsonObject)JsonValue.Parse(await http.GetStringAsync("/api/v1/namespaces/default"));
        Assert.Equal("Namespace", health.GetString("kind"));
    }

    [Fact]
    public async Task A_few_lines_of_yaml_that_stand_for_gigabytes_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        var body = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n";
        for (var i = 1; i < 10; i++)
        {
            body += $"x{i}: &x{i} [{string.Join(", ", Enumerable.Repeat($"*x{i - 1}", 10))}]\n";
        }

        var (created, _) = await server.SendAsync("POST", "/api/v1/namespaces/default/configmaps", body, "application/yaml");
        var (applied, refusal) = await server.SendAsync("PATCH", "/api/v1/namespaces/default/configmaps/bomb?fieldManager=m", body, "application/apply-patch+yaml");

        Assert.Equal((400, 400), (created, applied));
        Assert.Equal("error decoding YAML: yaml: document contains excessive aliasing", refusal.GetString("message"));
    }

    [Theory]
    [InlineData(".inf", 400)]
    [InlineData("-.Inf", 400)]
    [InlineData("'.inf'", 201)]
    [InlineData("0x10000000000000000", 400)]
    public async Task A_number_that_JSON_cannot_say_is_refused_unless_it_is_quoted(string scalar, int expected)
    {
        await using var server = await TestServer.StartAsync();

        var (status, _) = await server.SendAsync(
            "POST", "/api/v1/namespaces/default/configmaps", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: num}}\ndata: {{k: {scalar}}}\n", "application/yaml");

        Assert.Equal(expected, status);
    }

    private static string Mutated(string path, Random random)
    {
        var at = random.Next(1, path.Length);
        return random.Next(4) switch
        {
            0 => path[..at] + (char)random.Next(33, 127) + path[at..],
            1 => path.Remove(at, 1),
            2 => path[..at],
            _ => path[..at] + "%" + random.Next(256).ToString("x2", CultureInfo.InvariantCulture) + path[at..],
        };
    }

    private static byte[] Mutated(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var i = random.Next(1, 4); i > 0 && bytes.Count > 1; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.Insert(at, (byte)"{}[]\",:0null-9e"[random.Next(15)]);
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                default:
                    var token = Encoding.UTF8.GetBytes(((string[])["null", "[]", "{}", "\"\"", "-1", "1e400", "true", "\"x\""])[random.Next(8)]);
                    bytes.InsertRange(at, token);
                    break;
            }
        }

        return [.. bytes];
    }
}
