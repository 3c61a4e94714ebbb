using Kube.Json;

namespace Kube.Models.Tests;

public class ShapeTests
{
    [Fact]
    public void Kinds_know_what_a_server_calls_them()
    {
        Assert.Equal(new ResourceType("apps", "v1", "Deployment", "deployments", ResourceScope.Namespaced), V1Deployment.Type);
        Assert.Equal(["deploy"], V1Deployment.Type.ShortNames);
        Assert.Equal(["all"], V1Deployment.Type.Categories);
        Assert.Equal(["scale", "status"], V1Deployment.Type.Subresources);
        Assert.Contains("deletecollection", V1Deployment.Type.Verbs);
        Assert.Equal(("v1", "Namespace", ResourceScope.Cluster), (V1Namespace.Type.ApiVersion, V1Namespace.Type.Kind, V1Namespace.Type.Scope));
        Assert.Equal("secrets/v1", Identity<V1Secret>().ToString());
    }

    [Fact]
    public void Scope_is_in_the_type()
    {
        Assert.All(BuiltInKinds.All.Values, kind =>
            Assert.Equal(kind.Type.IsNamespaced ? typeof(INamespaced) : typeof(IClusterScoped), kind.ClrType.GetInterfaces().Single(i => i == typeof(INamespaced) || i == typeof(IClusterScoped))));
    }

    [Fact]
    public void Every_stable_group_is_there()
    {
        string[] groups =
        [
            "", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "authentication.k8s.io", "authorization.k8s.io", "autoscaling",
            "batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "flowcontrol.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io",
            "policy", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io",
        ];
        Assert.Equal(groups, BuiltInKinds.All.Values.Select(k => k.Type.Group).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pod_reads_as_people_write_it()
    {
        var pod = new V1Pod
        {
            Metadata = new() { Name = "web", Namespace = "d" },
            Spec = new()
            {
                Containers =
                [
                    new()
                    {
                        Name = "web",
                        Image = "nginx",
                        Ports = [new() { ContainerPort = 80 }],
                        Resources = new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = "500m", ["memory"] = "64Mi" } },
                        ReadinessProbe = new() { HttpGet = new() { Port = "http", Path = "/ready" } },
                    },
                ],
            },
        };
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"d"},"spec":{"containers":[{"name":"web","image":"nginx","ports":[{"containerPort":80}],"readinessProbe":{"httpGet":{"path":"/ready","port":"http"}},"resources":{"requests":{"cpu":"500m","memory":"64Mi"}}}]}}""",
            KubeJson.Serialize(pod));
        Assert.Equal(KubeJson.Serialize(pod), System.Text.Json.JsonSerializer.Serialize(pod));
    }

    [Fact]
    public void A_null_list_that_is_required_is_empty()
    {
        var pod = KubeJson.Deserialize<V1Pod>("""{"spec":{"containers":null}}""");
        Assert.Empty(pod.Spec!.Containers);
        Assert.Same(ObjectMeta.Empty, pod.Metadata);
    }

    [Theory]
    [InlineData("""{"kind":"Node"}""", "$.kind")]
    [InlineData("""{"apiVersion":"v2"}""", "$.apiVersion")]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b","ports":[{"containerPort":"80"}]}]}}""", "$.spec.containers[1].ports[0].containerPort")]
    [InlineData("""{"spec":{"containers":[{"resources":{"limits":{"cpu":"much"}}}]}}""", "$.spec.containers[0].resources.limits.cpu")]
    [InlineData("""{"metadata":{"name":"x","creationTimestamp":"yesterday"}}""", "$.metadata.creationTimestamp")]
    [InlineData("""{"spec":{"containers":[null]}}""", "$.spec.containers[0]")]
    public void A_fault_names_its_place(string json, string path) => Assert.Equal(path, Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<V1Pod>(json)).Path);

    [Fact]
    public void Schemas_take_a_schema_or_something_else()
    {
        const string json = """{"additionalProperties":{"type":"string"},"items":[{"type":"integer"}],"additionalItems":false,"dependencies":{"a":["b"],"c":{"type":"null"}},"default":{"x":1.50},"enum":["a",1,null],"$ref":"#/x","x-kubernetes-int-or-string":true}""";
        var schema = KubeJson.Deserialize<V1JSONSchemaProps>(json);
        Assert.Equal("string", schema.AdditionalProperties!.Schema!.Type);
        Assert.Equal("integer", Assert.Single(schema.Items!.Schemas!).Type);
        Assert.False(schema.AdditionalItems!.Allows);
        Assert.Equal(["b"], schema.Dependencies!["a"].Properties);
        Assert.Empty(JsonLoss.Find(json, KubeJson.Serialize(schema)));
        Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<V1JSONSchemaProps>("""{"additionalProperties":1}"""));
    }

    private static ResourceType Identity<T>() where T : class, IResource<T> => T.Type;
}
