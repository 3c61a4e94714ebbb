namespace Kube.Conformance.Cel;

/// <summary>CEL rules of CRDs: typing, exact static and run-time costs, evaluation, messages, transitions, ratcheting.</summary>
public class RuleTests
{
    private static readonly Lazy<Dictionary<string, RuleCase>> Cases = new(() => RuleCase.All().ToDictionary(c => c.Name));

    /// <summary>One row an expectation.</summary>
    public static TheoryData<string> Names => [.. Cases.Value.Keys.DefaultIfEmpty("")];

    /// <summary>Every expectation holds; what deviates is on the reviewed list and does deviate.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_does_what_an_api_server_does(string name)
    {
        Assert.SkipWhen(name.Length == 0, "cases/apiextensions/cel is not here");
        Deviations.Check("apiextensions", name, Cases.Value[name].Failure());
    }
}
