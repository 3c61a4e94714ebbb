using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>The conditions a recording waits for.</summary>
internal static class AwaitCondition
{
    public static bool Holds(JsonObject until, int status, JsonValue? body, Bindings bindings)
    {
        var condition = until.First();
        return condition.Key switch
        {
            "status" => condition.Value.Equals(JsonValue.Of((long)status)),
            "equals" => ((JsonObject)condition.Value).All(e => At(body, e.Key) is { } value && (value is JsonString text && e.Value is JsonString wanted
                ? bindings.Substitute(wanted.Value) == text.Value
                : value.Equals(e.Value))),
            "present" => At(body, ((JsonString)condition.Value).Value) is not null,
            "absent" => At(body, ((JsonString)condition.Value).Value) is null,
            "count" => (body as JsonObject)?.GetArray("items")?.Count == ((JsonInteger)condition.Value).Value,
            _ => throw new InvalidDataException($"The recording waits for {condition.Key}, which is not known."),
        };
    }

    /// <summary>The value at a path such as <c>status.conditions[type=Established].status</c>.</summary>
    private static JsonValue? At(JsonValue? value, string path)
    {
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part[0] == '[')
            {
                var inner = part[1..^1];
                var equals = inner.IndexOf('=', StringComparison.Ordinal);
                value = equals < 0
                    ? (value as JsonArray)?.ElementAtOrDefault(int.Parse(inner, System.Globalization.CultureInfo.InvariantCulture))
                    : (value as JsonArray)?.OfType<JsonObject>().FirstOrDefault(o => o.GetString(inner[..equals]) == inner[(equals + 1)..]);
            }
            else
            {
                value = (value as JsonObject)?[part];
            }
        }

        return value;
    }
}
