using System.Text.RegularExpressions;
using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>Compares answers by the rules of <c>recordings/README.md</c>.</summary>
internal sealed partial class AnswerComparer(Bindings bindings)
{
    private readonly List<string> _differences = [];

    /// <summary>What differed so far.</summary>
    public IReadOnlyList<string> Differences => _differences;

    public void Note(string difference) => _differences.Add(difference);

    /// <summary>Says of all differences since <paramref name="from"/> where they were found.</summary>
    public void Label(int from, string label)
    {
        for (var i = from; i < _differences.Count; i++)
        {
            _differences[i] = $"{label}: {_differences[i]}";
        }
    }

    /// <summary>Compares a whole body.</summary>
    /// <param name="recorded">What the real server said.</param>
    /// <param name="actual">What the embedded one says.</param>
    /// <param name="trimmed">Paths that were cut from the recording.</param>
    /// <param name="isBookmark">Whether the object belongs to a bookmark, whose version is that of a collection.</param>
    public void Body(JsonValue recorded, JsonValue actual, IReadOnlyList<string> trimmed, bool isBookmark = false)
    {
        if (recorded is JsonObject status && status.GetString("kind") == "Status" && status.GetString("status") == "Failure" && actual is JsonObject actualStatus)
        {
            Failure(status, actualStatus);
            return;
        }

        Value(recorded, actual, "", new Context(trimmed, isBookmark || IsCollection(recorded)));
    }

    private sealed record Context(IReadOnlyList<string> Trimmed, bool IsCollection);

    private static bool IsCollection(JsonValue value) => value is JsonObject o && (o.GetString("kind") is { } kind && (kind.EndsWith("List", StringComparison.Ordinal) || kind == "Table"));

    private void Failure(JsonObject recorded, JsonObject actual)
    {
        var causes = recorded.GetObject("details")?.GetArray("causes");
        var message = recorded.GetString("message") ?? "";
        var loose = Decoder().IsMatch(message) || causes?.OfType<JsonObject>().Any(c => Decoder().IsMatch(c.GetString("message") ?? "")) == true;
        foreach (var field in (ReadOnlySpan<string>)["kind", "apiVersion", "status", "reason", "code", "metadata"])
        {
            Value(recorded[field] ?? JsonValue.Null, actual[field] ?? JsonValue.Null, "." + field, new Context([], true));
        }

        var severalCauses = causes is { Count: > 1 };
        if (!loose && !severalCauses)
        {
            Value(recorded["message"] ?? "", actual["message"] ?? "", ".message", new Context([], true));
        }

        if (causes is null)
        {
            if (!loose)
            {
                Value(recorded["details"] ?? JsonValue.Null, actual["details"] ?? JsonValue.Null, ".details", new Context([], true));
            }

            return;
        }

        var details = recorded.GetObject("details")!.Without("causes");
        Value(details, actual.GetObject("details")?.Without("causes") ?? JsonValue.Null, ".details", new Context([], true));
        var expected = Causes(causes, loose);
        var got = Causes(actual.GetObject("details")?.GetArray("causes") ?? JsonArray.Empty, loose);
        foreach (var missing in expected.Where(e => !got.Any(g => bindings.Match(e, g, false))))
        {
            _differences.Add($"cause missing: {missing}");
        }

        foreach (var extra in got.Where(g => !expected.Any(e => bindings.Match(e, g, false))))
        {
            _differences.Add($"cause too much: {extra}");
        }
    }

    private static HashSet<string> Causes(JsonArray causes, bool loose) =>
        [.. causes.OfType<JsonObject>().Select(c => loose ? $"{c.GetString("field")} {c.GetString("reason")}" : $"{c.GetString("field")} {c.GetString("reason")} {c.GetString("message")}")];

    private void Value(JsonValue recorded, JsonValue actual, string path, Context context)
    {
        if (context.Trimmed.Any(t => path == "." + t || Bracketed(path, t)) || IsBuildFact(path) || path.EndsWith(".storageVersionHash", StringComparison.Ordinal) || path.Contains("credential-id", StringComparison.Ordinal))
        {
            return;
        }

        switch (recorded, actual)
        {
            case (JsonObject map, JsonObject actualMap):
                Map(map, actualMap, path, context);
                break;
            case (JsonArray list, JsonArray actualList) when path.EndsWith(".managedFields", StringComparison.Ordinal):
                ManagedFields(list, actualList, path, context);
                break;
            case (JsonArray list, JsonArray actualList):
                if (context.Trimmed.Contains(Indexes().Replace(path.TrimStart('.'), "[]") + " (others removed)"))
                {
                    foreach (var item in list.Where(i => !actualList.Any(a => IsSame(i, a))))
                    {
                        _differences.Add($"{path}: lacks {Short(item)}");
                    }

                    break;
                }

                if (list.Count != actualList.Count)
                {
                    _differences.Add($"{path}: {list.Count} items expected, {actualList.Count} came: {Short(recorded)} / {Short(actual)}");
                    break;
                }

                for (var i = 0; i < list.Count; i++)
                {
                    Value(list[i], actualList[i], $"{path}[{i}]", context);
                }

                break;
            case (JsonString text, JsonString actualText):
                var isObjectVersion = path.EndsWith(".metadata.resourceVersion", StringComparison.Ordinal) && !(context.IsCollection && path == ".metadata.resourceVersion");
                if (!bindings.Match(text.Value, actualText.Value, isObjectVersion))
                {
                    _differences.Add($"{path}: expected {bindings.Substitute(text.Value)} but was {actualText.Value}");
                }

                break;
            case (JsonInteger or JsonDouble, JsonInteger or JsonDouble) when recorded.ToJson() == actual.ToJson():
                break;
            default:
                if (!recorded.Equals(actual))
                {
                    _differences.Add($"{path}: expected {Short(recorded)} but was {Short(actual)}");
                }

                break;
        }
    }

    /// <summary>What <c>/version</c> says of the binary that was recorded.</summary>
    private static bool IsBuildFact(string path) =>
        path is ".gitVersion" or ".gitCommit" or ".gitTreeState" or ".buildDate" or ".goVersion" or ".compiler" or ".platform";

    private bool IsSame(JsonValue recorded, JsonValue actual)
    {
        var probe = new AnswerComparer(bindings);
        probe.Value(recorded, actual, "", new Context([], true));
        return probe.Differences.Count == 0;
    }

    private void Map(JsonObject recorded, JsonObject actual, string path, Context context)
    {
        var othersRemoved = context.Trimmed.Contains(path.TrimStart('.') + " (others removed)");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in recorded)
        {
            var key = bindings.Substitute(member.Key);
            if (actual[key] is null && member.Key.Contains('<', StringComparison.Ordinal))
            {
                key = actual.Keys.FirstOrDefault(k => !seen.Contains(k) && bindings.Match(member.Key, k, false)) ?? key;
            }

            seen.Add(key);
            var at = $"{path}.{key}";
            if (actual[key] is { } value)
            {
                Value(member.Value, value, at, context);
            }
            else if (!context.Trimmed.Any(t => at == "." + t))
            {
                _differences.Add($"{at}: missing, expected {Short(member.Value)}");
            }
        }

        foreach (var extra in actual.Keys.Where(k => !seen.Contains(k) && !othersRemoved))
        {
            var at = $"{path}.{extra}";
            if (!context.Trimmed.Any(t => at == "." + t || Bracketed(at, t)) && extra != "storageVersionHash")
            {
                _differences.Add($"{at}: not expected, was {Short(actual[extra]!)}");
            }
        }
    }

    /// <summary>Whether a trimmed path with a key in brackets, such as <c>components.schemas[a.b]</c>, is this one.</summary>
    private static bool Bracketed(string path, string trimmed) => "." + trimmed.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal) == path;

    private void ManagedFields(JsonArray recorded, JsonArray actual, string path, Context context)
    {
        static string Key(JsonObject entry) =>
            $"{entry.GetString("manager")}|{entry.GetString("operation")}|{entry.GetString("subresource")}|{entry.GetString("apiVersion")}";
        var entries = actual.OfType<JsonObject>().ToDictionary(Key);
        foreach (var entry in recorded.OfType<JsonObject>())
        {
            if (!entries.Remove(Key(entry), out var found))
            {
                _differences.Add($"{path}: no entry {Key(entry)} with {Short(entry["fieldsV1"] ?? JsonValue.Null)}");
                continue;
            }

            Value(entry, found, $"{path}[{Key(entry)}]", context);
        }

        foreach (var extra in entries.Keys)
        {
            _differences.Add($"{path}: entry too much {extra} with {Short(entries[extra]["fieldsV1"] ?? JsonValue.Null)}");
        }
    }

    private static string Short(JsonValue value) => value.ToJson() is { Length: > 300 } text ? text[..300] + "…" : value.ToJson();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Indexes();

    /// <summary>Messages that quote a decoder or a whole object: their wording is not compared.</summary>
    [GeneratedRegex("""json: cannot unmarshal|couldn't get version/kind|yaml: |strconv|unable to decode|register\.go|jsonpatch|json parse error|strict decoding error|error decoding|patch: Invalid value: "\{|ERROR: <input>|\*v1\.|cannot be handled as a|illegal base64|Unmarshal|unmarshal|Object 'Kind' is missing|invalid character|invalid object|value\.value|converting YAML|unstructured\.|schema\.GroupVersionKind|expected numeric|runtime\.Object""")]
    private static partial Regex Decoder();
}
