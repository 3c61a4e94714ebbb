using Kube.Conformance.Data;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Conformance.Schema;

public sealed class RealCrdTests
{
    public static TheoryData<string> Files => [.. ConformanceData.Folders("crds").SelectMany(folder =>
        Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => Path.GetRelativePath(folder, file)))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public void Round_trips_without_loss(string file)
    {
        foreach (var json in Load(file))
        {
            var unknown = new List<string>();
            var crd = CustomResourceDefinition.FromJson(json, unknown);

            Assert.Empty(unknown);
            JsonAssert.Same(Normal(json), Normal(crd.ToJson()));
            Assert.Equal(crd, CustomResourceDefinition.FromJson(JsonValue.Parse(crd.ToJson().ToUtf8Json())));
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public void Is_accepted(string file)
    {
        foreach (var json in Load(file))
        {
            var crd = CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(json));
            Assert.Equal([], CrdValidation.Validate(crd).Select(error => error.ToString()));

            // Writing it again changes nothing, so nothing can be wrong with that either.
            var stored = crd with { Metadata = crd.Metadata.With("resourceVersion", "1") };
            Assert.Equal([], CrdValidation.ValidateUpdate(stored, stored).Select(error => error.ToString()));
        }
    }

    internal static IEnumerable<JsonObject> Load(string file)
    {
        var path = ConformanceData.Folders("crds").Select(folder => Path.Combine(folder, file)).First(File.Exists);
        return YamlFiles.ReadAll(path).OfType<JsonObject>().Where(document => document.GetString("kind") == CustomResourceDefinition.Kind);
    }

    /// <summary>Without what Kubernetes' own type does not tell apart either: empty and absent, false and absent, 1.0 and 1.</summary>
    private static JsonValue Normal(JsonValue value) => value switch
    {
        JsonObject members => JsonObject.From(members
            .Where(member => member.Value is not (JsonNull or JsonBoolean { Value: false } or JsonArray { Count: 0 } or JsonString { Value: "" }) && !(member.Key is "properties" && member.Value is JsonObject { Count: 0 }))
            .Select(member => new KeyValuePair<string, JsonValue>(member.Key, member.Key is "default" or "enum" or "example" ? member.Value : Normal(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(Normal)),
        JsonDouble number when number.Value == Math.Floor(number.Value) => (long)number.Value,
        _ => value,
    };
}
