using Kube.Generators.Tests.Harness;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Schema.Structural;

namespace Kube.Generators.Tests;

/// <summary>What the generated codec writes, the schema accepts and keeps; what the schema refuses, the codec refuses, too.</summary>
public sealed class CodecAgreementTests
{
    [Theory]
    [MemberData(nameof(CrdCase.All), MemberType = typeof(CrdCase))]
    public async Task Codec_and_schema_agree(string name)
    {
        var @case = CrdCase.Of(name);
        foreach (var text in @case.Generated.Crds.Values)
        {
            var json = JsonValue.Parse(text);
            var crd = CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(json));
            var judged = @case.HasOwnRules ? CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(WithoutRules(json))) : crd;
            foreach (var version in crd.Spec.Versions) await Agree(@case, crd, judged, version);
        }
    }

    private static JsonValue WithoutRules(JsonValue json) => json switch
    {
        JsonObject members => JsonObject.From(members.Where(member => member.Key != "x-kubernetes-validations")
            .Select(member => new KeyValuePair<string, JsonValue>(member.Key, WithoutRules(member.Value)))),
        JsonArray items => JsonArray.From(items.Select(WithoutRules)),
        _ => json,
    };

    private static async Task Agree(CrdCase @case, CustomResourceDefinition crd, CustomResourceDefinition judged, CustomResourceDefinitionVersion version)
    {
        using var resource = new LoadedResource(@case.Generated, $"{crd.Spec.Group}/{version.Name}", crd.Spec.Names.Kind);
        var server = new CustomResourceSchema(judged, version.Name);
        var judge = await IndependentJudge.Of(version.Schema!.ToString());
        var sampler = new SchemaSampler(new Random(17), @case.Texts, @case.Keys);
        for (var round = 0; round < Rounds.Or(5); round++)
        {
            var sample = ((JsonObject)sampler.Sample(version.Schema!))
                .With("apiVersion", server.ApiVersion).With("kind", server.Kind)
                .With("metadata", crd.Spec.Scope == "Namespaced" ? JsonValue.Object(("name", "sample"), ("namespace", "default")) : JsonValue.Object(("name", "sample")));

            var written = resource.Rewrite(sample.ToString());
            var decoded = server.Decode((JsonObject)JsonValue.Parse(written));
            Assert.Empty(decoded.UnknownFields);
            Assert.Null(decoded.Error);
            var errors = server.Validate(decoded.Resource);
            Assert.True(errors.Count == 0, $"{string.Join("\n", errors)}\nof what the codec wrote: {written}\nfrom {sample}");
            Assert.True(judge.Complaints(written) is [], $"{string.Join("\n", judge.Complaints(written))}\nof what the codec wrote: {written}");
            var stored = Pruning.Prune(JsonValue.Parse(written), server.Schema, isResourceRoot: true);
            Assert.Equal(JsonValue.Parse(written), JsonValue.Parse(resource.Rewrite(stored.ToString())));
            if (@case.IsLenient) continue;
            Assert.Empty(SampleLoss.Find(sample, JsonValue.Parse(written), version.Schema!));
            if (round > 1) continue;

            // A value of the wrong type anywhere is refused by all three.
            foreach (var wrong in WrongTypes.Of(sample.Without("metadata"), version.Schema!))
            {
                var spoilt = ((JsonObject)wrong).With("metadata", sample["metadata"]!);
                Assert.Throws<KubeSerializationException>(() => resource.Read(spoilt.ToString()));
                Assert.NotEmpty(server.Validate(server.Decode(spoilt).Resource));
                Assert.NotEmpty(judge.Complaints(spoilt.ToString()));
            }
        }
    }
}
