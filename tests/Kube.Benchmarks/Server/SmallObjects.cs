using System.Text;
using Kube.Client;

namespace Kube.Benchmarks.Server;

/// <summary>What is written: a config map of about 200 bytes, and a custom resource.</summary>
internal static class SmallObjects
{
    public static byte[] ConfigMap(string name, int value) => Encoding.UTF8.GetBytes(
        $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}","labels":{"app":"bench"} },"data":{"value":"{{value}}","text":"some text of the usual kind"} }""");

    public static byte[] Widget(string name, int value) => Encoding.UTF8.GetBytes(
        $$"""{"apiVersion":"bench.example.com/v1","kind":"Widget","metadata":{"name":"{{name}}","labels":{"app":"bench"} },"spec":{"size":{{value % 10}},"title":"some text of the usual kind"} }""");

    public const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.bench.example.com"},
         "spec":{"group":"bench.example.com","scope":"Namespaced","names":{"kind":"Widget","plural":"widgets","singular":"widget"},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
           "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","required":["size"],"properties":{
             "size":{"type":"integer","maximum":10},"title":{"type":"string","maxLength":64},"unit":{"type":"string","default":"m"}},
             "x-kubernetes-validations":[{"rule":"self.size != 10 || self.unit == 'm'"}]}}}}}]}}
        """;

    private static readonly ResourceType Definitions = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", ResourceScope.Cluster);
    private static readonly ResourceType Widgets = new("bench.example.com", "v1", "Widget", "widgets", ResourceScope.Namespaced);

    public static Task DefineAsync(KubeClient client) => client.For<DynamicResource>(Definitions).CreateAsync(DynamicResource.Parse(Definition));

    public static Task CreateWidgetAsync(KubeClient client) => client.For<DynamicResource>(Widgets, "default").CreateAsync(DynamicResource.Parse(Widget("w", 1)));
}
