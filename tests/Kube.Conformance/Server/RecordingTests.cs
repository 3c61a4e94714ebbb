using Kube.Conformance.Data;

namespace Kube.Conformance.Server;

/// <summary>Holds the embedded API server to what a real one answered: every scenario under <c>recordings/</c>, compared in full.</summary>
public class RecordingTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Files = new(() =>
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in ConformanceData.Files("recordings", "*.json"))
        {
            var name = $"{Path.GetFileName(Path.GetDirectoryName(file))}/{Path.GetFileNameWithoutExtension(file)}";
            files.TryAdd(name, file);
        }

        return files;
    });

    public static TheoryData<string> Scenarios => [.. Files.Value.Keys];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task The_embedded_server_answers_as_the_real_one_did(string name)
    {
        var scenario = Scenario.Load(Files.Value[name]);
        if (RecordedKubectl.IsNeededBy(scenario) && RecordedKubectl.Executable is null)
        {
            Assert.Skip("kubectl is not on this machine.");
        }

        var differences = await Replay.RunAsync(scenario, TestContext.Current.CancellationToken);
        if (KnownDeviations.Reason(name) is { } reason)
        {
            Assert.False(differences.Count == 0, $"{name} is listed as a deviation ({reason}) but passes: take it off the list.");
            return;
        }

        Assert.True(differences.Count == 0, $"{name}:\n  {string.Join("\n  ", differences)}");
    }
}
