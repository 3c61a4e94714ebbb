using System.Text;
using System.Text.Json;
using Kube.Json;

namespace Kube.Models.Tests;

/// <summary>Fields of a newer server survive a change made through types that do not know them.</summary>
public sealed class UnknownFieldTests
{
    private const string Pod = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"u","newMeta":[1],"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"one","image":"i:1","newField":{"x":1},"ports":[{"containerPort":80,"weight":3}]},{"name":"two","image":"j:1","other":true}],
        "tolerations":[{"operator":"Exists","grace":"1h"},{"key":"k","grace":"2h"}],"topology":"dense","nodeName":"n"},
        "status":{"phase":"Running","score":0.5},"extra":null,"top":"level"}
        """;

    [Fact]
    public void What_is_read_and_written_again_is_the_same()
    {
        var pod = Keeping<V1Pod>(Pod);
        AssertJson(Pod, Write(pod));
        AssertJson(Pod, JsonSerializer.Serialize(pod));
    }

    [Fact]
    public void Changes_at_any_depth_leave_the_unknown_where_it_is()
    {
        var pod = Keeping<V1Pod>(Pod);
        var containers = pod.Spec!.Containers;
        var changed = pod with
        {
            Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["app"] = "db" } },
            Spec = pod.Spec with { NodeName = null, Containers = [new V1Container { Name = "zero" }, containers[1], containers[0] with { Image = "i:2" }] },
        };
        AssertJson("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"u","newMeta":[1],"labels":{"app":"db"}},
            "spec":{"containers":[{"name":"zero"},{"name":"two","image":"j:1","other":true},{"name":"one","image":"i:2","newField":{"x":1},"ports":[{"containerPort":80,"weight":3}]}],
            "tolerations":[{"operator":"Exists","grace":"1h"},{"key":"k","grace":"2h"}],"topology":"dense"},
            "status":{"phase":"Running","score":0.5},"extra":null,"top":"level"}
            """, Write(changed));
    }

    [Fact]
    public void Items_without_a_key_are_told_apart_by_equality_and_order()
    {
        var pod = Keeping<V1Pod>(Pod);
        var tolerations = pod.Spec!.Tolerations!;
        string[] Graces(params V1Toleration[] now) =>
            [.. Tolerations(Write(pod with { Spec = pod.Spec with { Tolerations = now } })).Select(t => t.TryGetProperty("grace", out var grace) ? grace.GetString()! : "-")];

        Assert.Equal(["2h", "1h"], Graces(tolerations[1], tolerations[0]));
        Assert.Equal(["2h"], Graces(tolerations[1]));
        Assert.Equal(["1h", "2h"], Graces(tolerations[0], tolerations[1] with { Effect = "NoSchedule" }));
        // Which of the two it was cannot be known: nothing is carried over rather than the wrong thing.
        Assert.Equal(["-"], Graces(new V1Toleration { Effect = "NoExecute" }));
        Assert.Equal(["1h", "-", "-"], Graces(tolerations[0], new V1Toleration { Effect = "A" }, new V1Toleration { Effect = "B" }));
    }

    [Fact]
    public void What_was_removed_on_purpose_stays_removed()
    {
        var pod = Keeping<V1Pod>(Pod);
        AssertJson("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"u","newMeta":[1]},"extra":null,"top":"level"}""",
            Write(pod with { Metadata = pod.Metadata with { Labels = null }, Spec = null, Status = null }));
    }

    [Fact]
    public void Nothing_is_kept_unless_asked_for()
    {
        var pod = KubeJson.Deserialize<V1Pod>(Pod);
        Assert.DoesNotContain("top", Write(pod), StringComparison.Ordinal);
        Assert.Equal(pod, pod with { Metadata = Keeping<V1Pod>(Pod).Metadata with { Labels = pod.Metadata.Labels } });
    }

    [Fact]
    public void Metadata_that_is_copied_to_another_object_brings_nothing_along()
    {
        var metadata = Keeping<V1Pod>(Pod).Metadata;
        Assert.DoesNotContain("top", Write(new V1ConfigMap { Metadata = metadata }), StringComparison.Ordinal);
        Assert.DoesNotContain("top", Write(new V1Pod { Metadata = metadata with { Name = "b" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_and_watch_events_keep_on_request()
    {
        var decoder = new KubeListDecoder<V1Pod>(keepUnknownFields: true);
        decoder.Decode(new(Encoding.UTF8.GetBytes("""{"kind":"PodList","apiVersion":"v1","items":[""" + Pod + "," + Pod + "]}")), isCompleted: true);
        Assert.All(decoder.ToList().Items, pod => AssertJson(Pod, Write(pod)));

        var added = WatchEventCodec.ReadKeepingUnknownFields<V1Pod>(Encoding.UTF8.GetBytes("""{"object":""" + Pod + ""","type":"ADDED"}"""));
        AssertJson(Pod, Write(added.Object!));
        var bookmark = WatchEventCodec.ReadKeepingUnknownFields<V1Pod>("""{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}"""u8);
        Assert.Equal("9", bookmark.ResourceVersion);
    }

    [Fact]
    public void Shapes_with_an_identity_of_run_time_keep_too()
    {
        var pod = Keeping<Resource<V1PodSpec, V1PodStatus>>(Pod);
        AssertJson(Pod.Replace("\"phase\":\"Running\"", "\"phase\":\"Failed\"", StringComparison.Ordinal), Write(pod with { Status = pod.Status! with { Phase = "Failed" } }));
    }

    private static T Keeping<T>(string json) where T : class, IKubeObject<T> => KubeJson.DeserializeKeepingUnknownFields<T>(Encoding.UTF8.GetBytes(json));

    private static string Write<T>(T value) where T : IKubeJson<T> => KubeJson.Serialize(value);

    private static IEnumerable<JsonElement> Tolerations(string json) => JsonElement.Parse(json).GetProperty("spec").GetProperty("tolerations").EnumerateArray();

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), actual);
}
