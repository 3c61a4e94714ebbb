using System.Globalization;
using Kube.Schema.Json;

namespace Kube.Testing.Tables;

/// <summary>The JSONPath of printer columns: fields, indexes, wildcards, slices and filters.</summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<Func<IEnumerable<JsonValue>, IEnumerable<JsonValue>>> _steps;

    private JsonPath(IReadOnlyList<Func<IEnumerable<JsonValue>, IEnumerable<JsonValue>>> steps) => _steps = steps;

    /// <summary>The first value the path finds, or none.</summary>
    public JsonValue? First(JsonValue value) => All(value).FirstOrDefault();

    public IEnumerable<JsonValue> All(JsonValue value)
    {
        IEnumerable<JsonValue> values = [value];
        foreach (var step in _steps)
        {
            values = step(values);
        }

        return values;
    }

    /// <summary>Reads a path, or none where it is malformed.</summary>
    public static JsonPath? TryParse(string path)
    {
        var steps = new List<Func<IEnumerable<JsonValue>, IEnumerable<JsonValue>>>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '.')
            {
                at++;
                if (at < path.Length && path[at] == '.')
                {
                    at++;
                    steps.Add(values => values.SelectMany(Descend));
                }

                var start = at;
                while (at < path.Length && path[at] is not ('.' or '['))
                {
                    at += path[at] == '\\' && at + 1 < path.Length ? 2 : 1;
                }

                if (at > start)
                {
                    steps.Add(Field(path[start..at].Replace("\\", "", StringComparison.Ordinal)));
                }
            }
            else if (path[at] == '[')
            {
                var end = Closing(path, at);
                if (end < 0 || Bracket(path[(at + 1)..end].Trim()) is not { } step)
                {
                    return null;
                }

                steps.Add(step);
                at = end + 1;
            }
            else
            {
                return null;
            }
        }

        return new(steps);
    }

    private static Func<IEnumerable<JsonValue>, IEnumerable<JsonValue>> Field(string name) => name == "*"
        ? values => values.SelectMany(Children)
        : values => values.OfType<JsonObject>().Select(v => v[name]).OfType<JsonValue>();

    private static Func<IEnumerable<JsonValue>, IEnumerable<JsonValue>>? Bracket(string text)
    {
        if (text == "*")
        {
            return values => values.SelectMany(Children);
        }

        if (text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0])
        {
            return Field(text[1..^1]);
        }

        if (text.StartsWith("?(", StringComparison.Ordinal) && text.EndsWith(')'))
        {
            return Filter(text[2..^1].Trim());
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            var parts = text.Split(':');
            return values => values.OfType<JsonArray>().SelectMany(v => Slice(v, parts));
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? values => values.OfType<JsonArray>().Select(v => (index < 0 ? v.Count + index : index) is var i && i >= 0 && i < v.Count ? v[i] : null).OfType<JsonValue>()
            : null;
    }

    private static Func<IEnumerable<JsonValue>, IEnumerable<JsonValue>>? Filter(string text)
    {
        foreach (var symbol in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">"])
        {
            var at = text.IndexOf(symbol, StringComparison.Ordinal);
            if (at > 0)
            {
                var left = Operand(text[..at].Trim());
                var right = Operand(text[(at + symbol.Length)..].Trim());
                return left is null || right is null ? null : values => values.SelectMany(Children).Where(v => Holds(left(v), symbol, right(v)));
            }
        }

        var exists = Operand(text);
        return exists is null ? null : values => values.SelectMany(Children).Where(v => exists(v) is not null);
    }

    private static Func<JsonValue, JsonValue?>? Operand(string text)
    {
        if (text.StartsWith('@'))
        {
            return TryParse(text[1..]) is { } path ? path.First : null;
        }

        if (text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0])
        {
            JsonValue literal = text[1..^1];
            return _ => literal;
        }

        JsonValue? constant = text switch
        {
            "true" => true,
            "false" => false,
            _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? JsonValue.Of(integer)
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonValue.Of(number) : null,
        };
        return constant is null ? null : _ => constant;
    }

    private static bool Holds(JsonValue? left, string symbol, JsonValue? right)
    {
        if (left is null || right is null)
        {
            return false;
        }

        var order = (left, right) switch
        {
            (JsonInteger or JsonDouble, JsonInteger or JsonDouble) => Number(left).CompareTo(Number(right)),
            (JsonString a, JsonString b) => string.CompareOrdinal(a.Value, b.Value),
            _ => left.Equals(right) ? 0 : 1,
        };
        return symbol switch { "==" => order == 0, "!=" => order != 0, "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }

    private static double Number(JsonValue value) => value is JsonInteger integer ? integer.Value : ((JsonDouble)value).Value;

    private static IEnumerable<JsonValue> Slice(JsonArray list, string[] parts)
    {
        int Bound(int part, int fallback) => parts.Length > part && int.TryParse(parts[part], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n)
            ? Math.Clamp(n < 0 ? list.Count + n : n, 0, list.Count)
            : fallback;
        var step = parts.Length > 2 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var s) && s > 0 ? s : 1;
        for (var i = Bound(0, 0); i < Bound(1, list.Count); i += step)
        {
            yield return list[i];
        }
    }

    private static IEnumerable<JsonValue> Children(JsonValue value) => value switch
    {
        JsonArray list => list,
        JsonObject map => map.Values,
        _ => [],
    };

    private static IEnumerable<JsonValue> Descend(JsonValue value) => Children(value).SelectMany(Descend).Prepend(value);

    /// <summary>The bracket that closes the one at <paramref name="open"/>, quotes and inner brackets passed over; -1 where there is none.</summary>
    private static int Closing(string path, int open)
    {
        var depth = 0;
        var quote = '\0';
        for (var i = open; i < path.Length; i++)
        {
            var c = path[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '[')
            {
                depth++;
            }
            else if (c == ']' && --depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
