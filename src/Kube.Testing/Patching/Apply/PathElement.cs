using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching.Apply;

/// <summary>One step of a field path, in the notation of <c>FieldsV1</c>: <c>f:name</c>, <c>k:{"name":"x"}</c>, <c>v:"x"</c>, <c>i:0</c>.</summary>
internal static class PathElement
{
    public static string Field(string name) => "f:" + name;

    /// <summary>The field a step names, or none where it picks an item.</summary>
    public static string? FieldName(string element) => element.StartsWith("f:", StringComparison.Ordinal) ? element[2..] : null;

    /// <summary>The step to an item of a list, or none with a problem where the item lacks its identity.</summary>
    public static string? Item(Shape list, int index, JsonValue item, out string? problem)
    {
        problem = null;
        if (list.Identity == ListIdentity.Set)
        {
            if (item is JsonArray or JsonObject or JsonNull)
            {
                problem = $"associative list without keys has an element that's {(item is JsonObject ? "a map" : item is JsonArray ? "a list" : "null")} type";
                problem = item is JsonNull ? "associative list without keys has an element that's an explicit null" : problem;
                return null;
            }

            return "v:" + item.ToJson();
        }

        if (item is not JsonObject entry)
        {
            problem = item is JsonNull
                ? "associative list with keys may not have a null element"
                : "associative list with keys may not have non-map elements";
            return null;
        }

        var keys = new List<KeyValuePair<string, JsonValue>>();
        foreach (var key in list.Keys)
        {
            if (entry[key] is { } value)
            {
                keys.Add(new(key, value));
            }
            else if (list.KeyDefaults.TryGetValue(key, out var fallback))
            {
                keys.Add(new(key, fallback));
            }
        }

        if (keys.Count == 0)
        {
            problem = "associative list with keys has an element that omits all key fields " + $"[{string.Join(" ", list.Keys.Select(k => $"\"{k}\""))}] (and doesn't have default values for any key fields)";
            return null;
        }

        keys.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return "k:" + JsonObject.From(keys).ToJson();
    }

    /// <summary>The step in its one spelling, or none where it is none.</summary>
    public static string? Normalize(string element)
    {
        if (element.Length < 2 || element[1] != ':')
        {
            return null;
        }

        switch (element[0])
        {
            case 'f':
                return element;
            case 'i':
                return int.TryParse(element.AsSpan(2), NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? element : null;
            case 'v':
                return TryParse(element[2..], out var value) ? "v:" + value.ToJson() : null;
            case 'k':
                return TryParse(element[2..], out var key) && key is JsonObject fields
                    ? "k:" + JsonObject.From(fields.OrderBy(f => f.Key, StringComparer.Ordinal)).ToJson()
                    : null;
            default:
                return null;
        }
    }

    /// <summary>A path for people: <c>.spec.ports[name="x"].port</c>.</summary>
    public static string Display(IEnumerable<string> path) => string.Concat(path.Select(Display));

    public static string Display(string element) => element[0] switch
    {
        'f' => "." + element[2..],
        'v' => $"[={element[2..]}]",
        'k' when TryParse(element[2..], out var key) && key is JsonObject fields =>
            $"[{string.Join(",", fields.Select(f => $"{f.Key}={f.Value.ToJson()}"))}]",
        _ => $"[{element[2..]}]",
    };

    private static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonValue? value)
    {
        try
        {
            value = JsonValue.Parse(text);
            return true;
        }
        catch (JsonParseException)
        {
            value = null;
            return false;
        }
    }
}
