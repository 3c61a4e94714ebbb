using Kube.Generators.Tests.Harness;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Schema.Structural;

namespace Kube.Generators.Tests;

/// <summary>Every C# shape has the CRD that a person approved, and an API server accepts it.</summary>
public sealed class CrdCaseTests
{
    public static TheoryData<string> Cases => CrdCase.All();

    [Fact]
    public void There_are_enough_cases() => Assert.True(Cases.Count >= 200, $"{Cases.Count} cases");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Crd_is_as_approved_and_accepted(string name)
    {
        var @case = CrdCase.Of(name);
        @case.Generated.AssertCompiles();
        Assert.NotEmpty(@case.Generated.Crds);
        foreach (var crd in @case.Generated.Crds)
        {
            var errors = CrdValidation.Validate(CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(JsonValue.Parse(crd.Value))));
            Assert.True(errors.Count == 0, string.Join("\n", errors) + "\n" + crd.Value);
        }
        @case.VerifyYaml();
    }
}
