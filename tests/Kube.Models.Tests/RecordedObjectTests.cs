using System.Text.Json;
using System.Text.Json.Nodes;
using Kube.Conformance.Data;

namespace Kube.Models.Tests;

/// <summary>Every object that a real API server answered or sent in a watch survives the way through our types.</summary>
public class RecordedObjectTests
{
    public static TheoryData<string> Recordings()
    {
        var data = new TheoryData<string>();
        foreach (var file in ConformanceData.Files("recordings", "*.json")) data.Add(file);
        if (data.Count == 0) data.Add("");
        return data;
    }

    [Theory, MemberData(nameof(Recordings), DisableDiscoveryEnumeration = true)]
    public void Objects_of_a_recording_lose_nothing(string file)
    {
        if (file.Length == 0) Assert.Skip("No recordings: neither tests/Kube.Conformance/recordings nor a root named by KUBE_CONFORMANCE_DATA.");
        var faults = new List<string>();
        foreach (var json in Objects(file))
        {
            var node = JsonNode.Parse(json)!;
            var apiVersion = (string)node["apiVersion"]!;
            var kind = (string)node["kind"]!;
            Assert.True(JsonElement.DeepEquals(Parse(json), DynamicResource.Parse(json).Json), $"DynamicResource lost something of {json}");
            if (kind.EndsWith("List", StringComparison.Ordinal) && BuiltInKinds.All.TryGetValue((apiVersion, kind[..^4]), out var items))
            {
                var (count, errors) = items.ReadList(json);
                faults.AddRange(errors);
                if (count != node["items"]!.AsArray().Count) faults.Add($"{kind}: {count} items were read");
            }
            else if (BuiltInKinds.All.TryGetValue((apiVersion, kind), out var known))
            {
                faults.AddRange(JsonLoss.Find(json, known.RoundTrip(json)));
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Recordings_hold_many_built_in_objects()
    {
        var files = ConformanceData.Files("recordings", "*.json").ToArray();
        if (files.Length == 0) Assert.Skip("No recordings: neither tests/Kube.Conformance/recordings nor a root named by KUBE_CONFORMANCE_DATA.");
        var count = files.SelectMany(Objects).Select(json => JsonNode.Parse(json)).Count(n => BuiltInKinds.All.ContainsKey(((string)n!["apiVersion"]!, (string)n["kind"]!)));
        Assert.True(count > 100, $"only {count} objects of built-in kinds were found");
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    // Placeholders stand for times; the others are strings like any.
    private static IEnumerable<string> Objects(string file)
    {
        var text = File.ReadAllText(file)
            .Replace("\"<time>\"", "\"2026-11-20T17:30:00Z\"", StringComparison.Ordinal)
            .Replace("\"<microtime>\"", "\"2026-11-20T17:30:00.000000Z\"", StringComparison.Ordinal);
        var recording = JsonNode.Parse(text)!;
        foreach (var step in recording["steps"]!.AsArray())
        {
            if (Answer(step?["response"]?["body"]) is { } body) yield return body;
            if (step?["watch"]?["events"] is not JsonArray events) continue;
            foreach (var change in events)
            {
                if ((string?)change?["type"] != "BOOKMARK" && Answer(change?["object"]) is { } value) yield return value;
            }
        }
    }

    // What was cut out of a recording ("trimmed") is not there to be required.
    private static string? Answer(JsonNode? node) =>
        node is JsonObject { } answer && answer["apiVersion"] is JsonValue && answer["kind"] is JsonValue && answer["metadata"] is JsonObject ? answer.ToJsonString() : null;
}
