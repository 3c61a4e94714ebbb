using System.Text.Json;
using Kube.Cel.Kubernetes;
using Kube.Conformance.Data;

namespace Kube.Conformance.Formats;

/// <summary>Every value that a recorded API server accepted or refused because of its format alone.</summary>
public sealed class StringFormatRecordingTests
{
    public static TheoryData<string, string, string, bool> Values()
    {
        var data = new TheoryData<string, string, string, bool>();
        foreach (var file in ConformanceData.Files("recordings/validation", "string-formats.json"))
        {
            using var recording = JsonDocument.Parse(File.ReadAllBytes(file));
            var formats = Formats(recording.RootElement);
            foreach (var step in recording.RootElement.GetProperty("steps").EnumerateArray())
            {
                if (!step.TryGetProperty("request", out var request) || !request.TryGetProperty("body", out var body) || !body.TryGetProperty("spec", out var spec))
                    continue;
                var accepted = step.GetProperty("response").GetProperty("status").GetInt32() == 201;
                foreach (var field in spec.EnumerateObject())
                    data.Add(Path.GetFileName(file), formats[field.Name], field.Value.GetString()!, accepted);
            }
        }
        if (data.Count == 0)
            data.Add("", "", "", false);
        return data;
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Formats_accept_what_the_recorded_server_accepted(string file, string format, string value, bool accepted)
    {
        Assert.SkipWhen(file.Length == 0, "recordings/validation is not here");
        Assert.True(accepted == StringFormats.IsValid(format, value), $"{file}: {format} '{value}'");
    }

    private static Dictionary<string, string> Formats(JsonElement recording) => recording.GetProperty("setup").EnumerateArray()
        .Where(s => s.TryGetProperty("request", out _))
        .Select(s => s.GetProperty("request").GetProperty("body"))
        .Single(body => body.GetProperty("kind").GetString() == "CustomResourceDefinition")
        .GetProperty("spec").GetProperty("versions")[0].GetProperty("schema").GetProperty("openAPIV3Schema")
        .GetProperty("properties").GetProperty("spec").GetProperty("properties").EnumerateObject()
        .ToDictionary(p => p.Name, p => p.Value.GetProperty("format").GetString()!);
}
