using Kube.Schema.Json;

namespace Kube.Conformance.Schema;

/// <summary>Compares JSON values as values; xUnit would compare the order of an object's members, too.</summary>
internal static class JsonAssert
{
    public static void Same(JsonValue expected, JsonValue actual) =>
        Assert.True(expected == actual, $"expected: {expected.ToJson(indented: true)}\nactual: {actual.ToJson(indented: true)}");
}
