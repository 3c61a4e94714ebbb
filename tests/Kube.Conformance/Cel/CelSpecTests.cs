using System.Text.Json.Nodes;
using Kube.Conformance.Data;

namespace Kube.Conformance.Cel;

/// <summary>The conformance cases of the CEL specification.</summary>
public class CelSpecTests
{
    private const string Folder = "cases/cel-spec";

    private static readonly Lazy<Dictionary<string, CelSpecCase>> Cases = new(() => ConformanceData.Files(Folder, "*.jsonl")
        .SelectMany(File.ReadLines)
        .Where(line => line.Length > 0)
        .Select(line => new CelSpecCase(JsonNode.Parse(line)!.AsObject()))
        .GroupBy(c => c.Name)
        .SelectMany(g => g.Select((c, i) => (Key: i == 0 ? g.Key : $"{g.Key}#{i}", Case: c)))
        .ToDictionary(p => p.Key, p => p.Case));

    /// <summary>One row a case.</summary>
    public static TheoryData<string> Names => [.. Cases.Value.Keys.DefaultIfEmpty("")];

    /// <summary>Every case gives the value or fails, as the specification has it; what deviates is on the reviewed list and does deviate.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Case_gives_what_the_specification_says(string name)
    {
        Assert.SkipWhen(name.Length == 0, $"{Folder} is not here");
        Deviations.Check("cel-spec", name, Cases.Value[name].Failure());
    }
}
