using System.Text;
using System.Text.Json;
using Kube.Json;

namespace Kube.Models.Tests;

/// <summary>Documents that were cut off or damaged: a clean error, or the object that the damaged text really says; never anything else.</summary>
public sealed class CorruptionTests
{
    private const string Refused = "refused";

    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"app":"w\u0065b"},"creationTimestamp":"2026-11-01T00:00:00Z","managedFields":[{"manager":"m","fieldsV1":{"f:spec":{"k:{\"a\":1}":{}}}}]},
        "spec":{"containers":[{"name":"c","image":"i:1","env":[{"name":"A","value":"é"}],"ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"250m"}},"readinessProbe":{"httpGet":{"port":"http"},"periodSeconds":5}}],"tolerations":[{"operator":"Exists"}]},
        "status":{"conditions":[{"type":"Ready","status":"True","lastProbeTime":null}],"phase":"Running"}}
        """;

    private const string Crd = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"a.b.c"},"spec":{"group":"b.c","scope":"Namespaced","names":{"plural":"a","kind":"A"},
        "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"n":{"default":1.5e3,"maximum":9007199254740993,"items":{"$ref":"x"},"x-kubernetes-int-or-string":true}}}}}]}}
        """;

    private const string Secret = """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"immutable":true,"data":{"key":"AQID"},"type":"Opaque"}""";

    private const string List = """{"kind":"ServiceList","apiVersion":"v1","metadata":{"continue":"c"},"items":[{"metadata":{"name":"a"},"spec":{"ports":[{"port":80,"targetPort":"http"}]}},{"metadata":{"name":"b"}}]}""";

    [Fact]
    public void Every_prefix_is_a_clean_error()
    {
        Cut<V1Pod>(Pod);
        Cut<V1CustomResourceDefinition>(Crd);
        Cut<V1Secret>(Secret);
        Cut<KubeList<V1Service>>(List);
        Cut<DynamicResource>(Pod);
        Cut<PartialObjectMetadata>(Pod);
    }

    [Fact]
    public void Every_changed_byte_is_a_clean_error_or_what_the_text_then_says()
    {
        Damage<V1Pod>(Pod);
        Damage<V1CustomResourceDefinition>(Crd);
        Damage<V1Secret>(Secret);
        Damage<KubeList<V1Service>>(List);
        Damage<DynamicResource>(Pod);
    }

    [Fact]
    public void Every_prefix_of_a_watch_event_is_a_clean_error()
    {
        var line = Encoding.UTF8.GetBytes("""{"type":"ADDED","object":""" + Pod + "}");
        for (var length = 0; length < line.Length; length++)
        {
            var prefix = line[..length];
            Assert.Throws<KubeSerializationException>(() => WatchEventCodec.Read<V1Pod>(prefix));
        }
    }

    private static void Cut<T>(string json) where T : IKubeJson<T>
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        for (var length = 0; length < bytes.Length; length++)
        {
            var prefix = bytes[..length];
            Assert.Throws<KubeSerializationException>(() => KubeJson.Deserialize<T>(prefix));
        }
    }

    private static void Damage<T>(string json) where T : IKubeJson<T>
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        foreach (var change in "\"\\}],9"u8)
        {
            for (var at = 0; at < bytes.Length; at++)
            {
                var was = bytes[at];
                bytes[at] = change;
                AssertSame(Slowly<T>(bytes), Quickly<T>(bytes));
                bytes[at] = was;
            }
        }
        AssertSame(Slowly<T>(bytes), Quickly<T>(bytes));
    }

    private static void AssertSame(string expected, string actual)
    {
        if (expected == actual) return;
        Assert.True(expected != Refused && actual != Refused && JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), $"expected {expected}\nbut was  {actual}");
    }

    private static string Quickly<T>(byte[] bytes) where T : IKubeJson<T>
    {
        try
        {
            return KubeJson.Serialize(KubeJson.Deserialize<T>(bytes));
        }
        catch (KubeSerializationException)
        {
            return Refused;
        }
    }

    /// <summary>The same codec under the reader of System.Text.Json, which shares nothing and checks what the codec consumed.</summary>
    private static string Slowly<T>(byte[] bytes) where T : IKubeJson<T>
    {
        try
        {
            return KubeJson.Serialize(JsonSerializer.Deserialize<T>(bytes, Options<T>.Value)!);
        }
        catch (JsonException)
        {
            return Refused;
        }
    }

    private static class Options<T> where T : IKubeJson<T>
    {
        public static readonly JsonSerializerOptions Value = new() { MaxDepth = KubeJson.MaxDepth, Converters = { new KubeJsonConverter<T>() } };
    }
}
