using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Structural;

namespace Kube.Schema.Tests.Structural;

public sealed class PruningTests
{
    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"K","metadata":{"x":1},"spec":{"a":1,"typo":2},"other":3}""", """{"apiVersion":"v1","kind":"K","metadata":{"x":1},"spec":{"a":1}}""", "other,spec.typo")]
    [InlineData("""{"spec":{"list":[{"a":1,"x":2},{"y":3}]}}""", """{"spec":{"list":[{"a":1},{}]}}""", "spec.list[0].x,spec.list[1].y")]
    [InlineData("""{"spec":{"map":{"k":{"a":1,"x":2}}}}""", """{"spec":{"map":{"k":{"a":1}}}}""", "spec.map.k.x")]
    [InlineData("""{"spec":{"free":{"x":{"y":1},"typed":{"a":1,"x":2}}}}""", """{"spec":{"free":{"x":{"y":1},"typed":{"a":1}}}}""", "spec.free.typed.x")]
    [InlineData("""{"spec":{"pod":{"apiVersion":"v1","kind":"Pod","metadata":{"z":1},"spec":{"a":1,"x":2},"status":{}}}}""", """{"spec":{"pod":{"apiVersion":"v1","kind":"Pod","metadata":{"z":1},"spec":{"a":1}}}}""", "spec.pod.spec.x,spec.pod.status")]
    public void Drops_what_the_schema_does_not_know_and_tells(string value, string pruned, string dropped)
    {
        var schema = StructuralSchema.From(JsonSchemaProps.FromJson(JsonValue.Parse(
            """
            {"type":"object","properties":{"spec":{"type":"object","properties":{
            "a":{"type":"integer"},
            "list":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"}}}},
            "map":{"type":"object","additionalProperties":{"type":"object","properties":{"a":{"type":"integer"}}}},
            "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"typed":{"type":"object","properties":{"a":{"type":"integer"}}}}},
            "pod":{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"spec":{"type":"object","properties":{"a":{"type":"integer"}}}}}}}}}
            """)));
        var told = new List<string>();
        var result = Pruning.Prune(JsonValue.Parse(value), schema, isResourceRoot: true, told);

        Assert.Equal(pruned, result.ToJson());
        Assert.Equal(dropped, string.Join(",", told));
        Assert.Same(result, Pruning.Prune(result, schema, isResourceRoot: true));
    }

    [Theory]
    [InlineData("""{}""", """{"spec":{"o":{"b":"x"},"a":1,"n":"d"}}""")]
    [InlineData("""{"spec":{}}""", """{"spec":{"a":1,"n":"d"}}""")]
    [InlineData("""{"spec":{"a":null,"n":null,"s":null}}""", """{"spec":{"a":1,"n":null}}""")]
    [InlineData("""{"spec":{"a":2,"n":"n","o":{}}}""", """{"spec":{"a":2,"n":"n","o":{"b":"y"}}}""")]
    [InlineData("""{"spec":{"a":2,"n":"n","l":[{},{"b":1},null],"m":{"k":{}}}}""", """{"spec":{"a":2,"n":"n","l":[{"b":0},{"b":1},null],"m":{"k":{"b":0}}}}""")]
    [InlineData("""{"spec":{"a":2,"n":"n","unknown":null}}""", """{"spec":{"a":2,"n":"n","unknown":null}}""")]
    public void Fills_in_defaults_after_dropping_nulls(string value, string filled)
    {
        var schema = StructuralSchema.From(JsonSchemaProps.FromJson(JsonValue.Parse(
            """
            {"type":"object","properties":{"spec":{"type":"object","default":{"o":{"b":"x"}},"properties":{
            "a":{"type":"integer","default":1},"n":{"type":"string","nullable":true,"default":"d"},"s":{"type":"string"},
            "o":{"type":"object","properties":{"b":{"type":"string","default":"y"}}},
            "l":{"type":"array","items":{"type":"object","properties":{"b":{"type":"integer","default":0}}}},
            "m":{"type":"object","additionalProperties":{"type":"object","properties":{"b":{"type":"integer","default":0}}}}}}}}
            """)));
        var actual = Defaulting.Apply(JsonValue.Parse(value), schema);
        Assert.True(JsonValue.Parse(filled) == actual, actual.ToJson());
    }
}
