using Kube.Conformance.Data;

namespace Kube.Conformance.Server;

/// <summary>Holds the embedded API server to what a real one answered: every scenario under <c>recordings/</c>, compared in full.</summary>
/// <remarks>One class for each folder that takes long: classes run beside each other, and much of a watch is waiting.</remarks>
public abstract class RecordingTests
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

    /// <summary>The scenarios of the folder <paramref name="area"/>; with null those of all folders that no other class takes.</summary>
    private static TheoryData<string> In(string? area) => [.. Files.Value.Keys.Where(name => area is null
        ? !name.StartsWith("watch/", StringComparison.Ordinal) && !name.StartsWith("kubectl/", StringComparison.Ordinal)
        : name.StartsWith(area + "/", StringComparison.Ordinal))];

    private static async Task AssertAnsweredAlikeAsync(string name)
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

    public sealed class Watches : RecordingTests
    {
        public static TheoryData<string> Scenarios => In("watch");

        [Theory]
        [MemberData(nameof(Scenarios))]
        public Task The_embedded_server_answers_as_the_real_one_did(string name) => AssertAnsweredAlikeAsync(name);
    }

    public sealed class Kubectl : RecordingTests
    {
        public static TheoryData<string> Scenarios => In("kubectl");

        [Theory]
        [MemberData(nameof(Scenarios))]
        public Task The_embedded_server_answers_as_the_real_one_did(string name) => AssertAnsweredAlikeAsync(name);
    }

    public sealed class Others : RecordingTests
    {
        public static TheoryData<string> Scenarios => In(null);

        [Theory]
        [MemberData(nameof(Scenarios))]
        public Task The_embedded_server_answers_as_the_real_one_did(string name) => AssertAnsweredAlikeAsync(name);
    }
}
