using System.Text.Json;
using Kube.Cel.Kubernetes;
using Kube.Conformance.Data;

namespace Kube.Conformance.Formats;

/// <summary>The values that recorded rules of CEL's Kubernetes libraries were evaluated on, judged without the rules around them.</summary>
public sealed class CelLibraryRecordingTests
{
    /// <summary>By recording: whether the text is of the type, and the error that any other function then gives.</summary>
    private static readonly Dictionary<string, (string Rule, Func<string, string?> Error)> Libraries = new(StringComparer.Ordinal)
    {
        ["cel-lib-ip.json"] = ("isIP(self.s)", s => IpAddress.TryParse(s, out _, out var error) ? null : error),
        ["cel-lib-cidr.json"] = ("isCIDR(self.s)", s => Cidr.TryParse(s, out _, out var error) ? null : error),
        ["cel-lib-url.json"] = ("isURL(self.s)", s => Url.TryParse(s, out _, out var error) ? null : error),
        ["cel-lib-semver.json"] = ("isSemver(self.s)", s => SemVer.TryParse(s, out _, out var error) ? null : error),
    };

    public static TheoryData<string, string, string[]> Values()
    {
        var data = new TheoryData<string, string, string[]>();
        foreach (var file in ConformanceData.Files("recordings/validation", "cel-lib-*.json").Where(f => Libraries.ContainsKey(Path.GetFileName(f))))
        {
            using var recording = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var step in recording.RootElement.GetProperty("steps").EnumerateArray())
            {
                if (!step.TryGetProperty("request", out var request) || !request.TryGetProperty("body", out var body) || !body.TryGetProperty("spec", out var spec))
                    continue;
                string[] messages = step.GetProperty("response").TryGetProperty("body", out var answer) && answer.TryGetProperty("details", out var details)
                    && details.TryGetProperty("causes", out var causes) ? [.. causes.EnumerateArray().Select(c => c.GetProperty("message").GetString()!)] : [];
                data.Add(Path.GetFileName(file), spec.GetProperty("s").GetString()!, messages);
            }
        }
        if (data.Count == 0)
            data.Add("", "", []);
        return data;
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_are_read_and_refused_as_the_recorded_server_did(string file, string value, string[] messages)
    {
        Assert.SkipWhen(file.Length == 0, "recordings/validation is not here");
        var (rule, read) = Libraries[file];
        var error = read(value);
        Assert.Equal(messages.Contains("Invalid value: failed rule: " + rule), error is not null);
        if (error is not null)
            Assert.Contains(messages, m => m.StartsWith($"Invalid value: \"object\": {error} evaluating rule: ", StringComparison.Ordinal));
    }
}
