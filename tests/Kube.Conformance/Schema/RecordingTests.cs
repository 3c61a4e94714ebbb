using Kube.Conformance.Data;
using Kube.Schema.Crds;
using Kube.Schema.Crds.Checks;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Conformance.Schema;

/// <summary>What a real API server answered to CRDs and to objects of them, as far as it can be judged without a server: causes of refusals, warnings, and what became of accepted objects.</summary>
public sealed class RecordingTests
{
    public static TheoryData<string> Crds => Names("crd");

    public static TheoryData<string> Objects => Names("validation");

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Crds))]
    public void Crd_recordings(string name) => Judge("crd", name);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Objects))]
    public void Object_recordings(string name) => Judge("validation", name);

    private static TheoryData<string> Names(string area) =>
        [.. ConformanceData.Files(Path.Combine("recordings", area), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Distinct()];

    private static void Judge(string area, string name)
    {
        var path = ConformanceData.Files(Path.Combine("recordings", area), name + ".json").First();
        var recording = (JsonObject)JsonValue.Parse(File.ReadAllText(path).Replace("<time>", "2026-01-02T03:04:05Z", StringComparison.Ordinal).Replace("<microtime>", "2026-01-02T03:04:05.000006Z", StringComparison.Ordinal));
        var judge = new RecordingJudge($"{area}/{name}");
        foreach (var step in recording.GetArray("setup") ?? JsonArray.Empty)
        {
            judge.Follow((JsonObject)step);
        }

        var steps = recording.GetArray("steps")!;
        for (var i = 0; i < steps.Count; i++)
        {
            judge.Compare((JsonObject)steps[i], i);
        }

        Assert.SkipWhen(judge.Compared == 0, judge.WhyNothing);
    }
}
