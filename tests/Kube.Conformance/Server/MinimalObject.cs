using System.Text.RegularExpressions;
using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>Makes the smallest value a structural schema allows: required fields only, the first enum value, just long enough, matching a pattern where one of a few common texts does.</summary>
/// <remarks>CEL rules are not looked at: what they demand must be made by hand.</remarks>
internal static class MinimalObject
{
    // What patterns in real definitions mostly ask for: names, host names, versions, quantities, durations, addresses, references.
    private static readonly string[] Texts =
    [
        "a", "aa", "aaa", "A", "Aa", "1", "0", "a/b", "example.com", "a.example.com/b", "example.com/a", "https://example.com", "http://example.com/a", "1s", "1m", "1h", "1d", "1h0m0s",
        "v1", "v1.0.0", "1.0.0", "1.0", "10.0.0.1", "10.0.0.0/8", "a:b", "a=b", "a@b", "a@example.com", "1Gi", "1Mi", "100m", "50%", "10%", "/", "/a", "./a", "#000000", "true", "True", "Always", "Same",
        "sha256:" + "0000000000000000000000000000000000000000000000000000000000000000", "0000000000000000000000000000000000000000", "00000000000000000000000000000000", "00000000", "2026-01-01T00:00:00Z",
        "* * * * *", "a-1", "a1", "aws", "arn:aws:iam::000000000000:role/a", "oci://example.com/a", "ssh://git@example.com/a", "us-east-1", "*.example.com", "-", "_", "0s", "0-0", "1-2", "10", "100",
    ];

    /// <summary>A whole object of a version of a definition.</summary>
    public static JsonObject Of(JsonObject definition, JsonObject version, string name)
    {
        var spec = definition.GetObject("spec")!;
        var schema = version.GetObject("schema")?.GetObject("openAPIV3Schema") ?? JsonObject.Empty;
        var made = Value(schema, 0) as JsonObject ?? JsonObject.Empty;
        return JsonObject.Of(
            ("apiVersion", $"{spec.GetString("group")}/{version.GetString("name")}"),
            ("kind", spec.GetObject("names")!.GetString("kind")!),
            ("metadata", JsonObject.Of(("name", name)))).With(made);
    }

    /// <param name="schema">The schema.</param>
    /// <param name="ordinal">Which of several siblings that must differ.</param>
    public static JsonValue Value(JsonObject schema, int ordinal)
    {
        schema = Joined(schema);
        if (schema["default"] is { } given && ordinal == 0)
        {
            return given;
        }

        if (schema.GetArray("enum") is { Count: > 0 } choices)
        {
            return choices[Math.Min(ordinal, choices.Count - 1)];
        }

        return schema.GetString("type") switch
        {
            "object" => Object(schema),
            "array" => Array(schema),
            "string" => Text(schema, ordinal),
            "integer" => Integer(schema, ordinal),
            "number" => Number(schema, ordinal),
            "boolean" => false,
            _ when schema.GetBoolean("x-kubernetes-int-or-string") == true => schema.GetString("pattern") is null ? ordinal + 1 : Text(schema, ordinal),
            _ => JsonObject.Empty,
        };
    }

    /// <summary>The schema with what the first branches of its value validations demand: their required fields and stricter values.</summary>
    private static JsonObject Joined(JsonObject schema)
    {
        foreach (var branch in new[] { First(schema, "oneOf"), First(schema, "anyOf") }.Concat((schema.GetArray("allOf") ?? JsonArray.Empty).OfType<JsonObject>()))
        {
            if (branch is not null)
            {
                schema = Join(schema, Joined(branch));
            }
        }

        return schema;
    }

    private static JsonObject? First(JsonObject schema, string junctor) => schema.GetArray(junctor)?.OfType<JsonObject>().FirstOrDefault();

    private static JsonObject Join(JsonObject schema, JsonObject more)
    {
        var joined = schema.ToBuilder();
        foreach (var (key, value) in more)
        {
            joined[key] = (key, joined[key], value) switch
            {
                ("required", JsonArray mine, JsonArray theirs) => JsonArray.From(mine.Concat(theirs).Distinct()),
                ("properties", JsonObject mine, JsonObject theirs) => JoinProperties(mine, theirs),
                ("type" or "description", { } mine, _) => mine,
                _ => value,
            };
        }

        return joined.Build();
    }

    private static JsonObject JoinProperties(JsonObject mine, JsonObject theirs)
    {
        var joined = mine.ToBuilder();
        foreach (var (name, value) in theirs)
        {
            joined[name] = joined[name] is JsonObject known && value is JsonObject more ? Join(known, more) : value;
        }

        return joined.Build();
    }

    private static JsonObject Object(JsonObject schema)
    {
        var value = new JsonObjectBuilder();
        if (schema.GetBoolean("x-kubernetes-embedded-resource") == true)
        {
            value.Add("apiVersion", "v1").Add("kind", "ConfigMap").Add("metadata", JsonObject.Of(("name", "a")));
        }

        var properties = schema.GetObject("properties") ?? JsonObject.Empty;
        foreach (var name in (schema.GetArray("required") ?? JsonArray.Empty).OfType<JsonString>().Select(n => n.Value).Distinct())
        {
            if (value[name] is null)
            {
                value.Add(name, Value(properties.GetObject(name) ?? schema.GetObject("additionalProperties") ?? JsonObject.Of(("type", "object")), 0));
            }
        }

        for (var i = value.Count; i < (schema.GetInteger("minProperties") ?? 0); i++)
        {
            if (properties.FirstOrDefault(p => value[p.Key] is null) is { Key: { } optional, Value: JsonObject of })
            {
                value.Add(optional, Value(of, 0));
            }
            else
            {
                value.Add($"k{i}", Value(schema.GetObject("additionalProperties") ?? JsonObject.Of(("type", "string")), 0));
            }
        }

        return value.Build();
    }

    private static JsonArray Array(JsonObject schema)
    {
        var items = schema.GetObject("items") ?? JsonObject.Of(("type", "object"));
        return JsonArray.From(Enumerable.Range(0, (int)(schema.GetInteger("minItems") ?? 0)).Select(i => Value(items, i)));
    }

    private static JsonValue Text(JsonObject schema, int ordinal)
    {
        var minimum = (int)(schema.GetInteger("minLength") ?? 0);
        var maximum = (int)(schema.GetInteger("maxLength") ?? int.MaxValue);
        var pattern = schema.GetString("pattern") is { } text ? new Regex(text, RegexOptions.CultureInvariant) : null;
        if (schema.GetString("format") is { } format && pattern is null)
        {
            return format switch
            {
                "date-time" => "2026-01-01T00:00:00Z",
                "date" => "2026-01-01",
                "duration" => "1s",
                "ipv4" or "ip" => "10.0.0.1",
                "ipv6" => "::1",
                "cidr" => "10.0.0.0/8",
                "uri" or "url" => "https://example.com/a",
                "uuid" => "00000000-0000-4000-8000-000000000000",
                "email" => "a@example.com",
                "hostname" => "example.com",
                "byte" => "YQ==",
                _ => new string('a', Math.Max(1, minimum)),
            };
        }

        if (pattern is null)
        {
            return new string((char)('a' + ordinal), Math.Min(Math.Max(1, minimum), maximum));
        }

        return Texts.SelectMany(t => new[] { t, t.PadRight(minimum, t.Length > 0 ? t[^1] : 'a') })
            .Where(t => t.Length >= minimum && t.Length <= maximum && pattern.IsMatch(t))
            .Skip(ordinal).FirstOrDefault() ?? "";
    }

    private static JsonValue Integer(JsonObject schema, int ordinal)
    {
        var least = Least(schema) ?? Math.Min(1, Most(schema) ?? 1);
        var step = schema["multipleOf"] is JsonInteger { Value: > 1 } multiple ? multiple.Value : 1;
        var value = (long)Math.Ceiling(least / step) * step;
        return value + (schema.GetBoolean("exclusiveMinimum") == true ? step : 0) + (ordinal * step);
    }

    private static JsonValue Number(JsonObject schema, int ordinal) => (Least(schema) ?? 0) + (schema.GetBoolean("exclusiveMinimum") == true ? 0.5 : 0) + ordinal;

    private static double? Least(JsonObject schema) => Number(schema["minimum"]);

    private static double? Most(JsonObject schema) => Number(schema["maximum"]);

    private static double? Number(JsonValue? value) => value switch
    {
        JsonInteger integer => integer.Value,
        JsonDouble number => number.Value,
        _ => null,
    };

    private static JsonObject With(this JsonObject value, JsonObject more)
    {
        var joined = value.ToBuilder();
        foreach (var (key, member) in more)
        {
            if (key is not ("apiVersion" or "kind" or "metadata"))
            {
                joined[key] = member;
            }
        }

        return joined.Build();
    }
}
