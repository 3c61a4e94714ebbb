using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Generators.Tests.Harness;

/// <summary>Random values that a schema accepts.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="texts">Strings to try where a pattern must match.</param>
/// <param name="keys">Keys of dictionaries, whose C# type a schema does not tell.</param>
internal sealed class SchemaSampler(Random random, string[] texts, string[] keys)
{
    private static readonly string[] Words = ["", "a", "kube-system", "ClusterIP", "zwölf", "日本", "a \"quoted\" text", "line\nbreak", "\\", "true", "1"];

    public JsonValue Sample(JsonSchemaProps schema)
    {
        if (schema.Nullable && random.Next(4) == 0) return JsonValue.Null;
        if (!schema.Enum.IsEmpty) return schema.Enum[random.Next(schema.Enum.Count)];
        if (!schema.AllOf.IsEmpty && !schema.AllOf[0].Enum.IsEmpty) return Sample(schema.AllOf[0]);
        if (schema.XIntOrString) return schema.Pattern is null ? (random.Next(2) == 0 ? JsonValue.Of(random.Next(100)) : JsonValue.Of("50%")) : JsonValue.Of("250m");
        return schema.Type switch
        {
            "boolean" => JsonValue.Of(random.Next(2) == 0),
            "integer" => JsonValue.Of(Integer(schema)),
            "number" => JsonValue.Of(Number(schema)),
            "string" => JsonValue.Of(Text(schema)),
            "array" => Items(schema),
            "object" => Properties(schema),
            _ => JsonValue.Parse("""{"free":[1,"two",null,{"three":3.5}]}"""),
        };
    }

    private JsonObject Properties(JsonSchemaProps schema)
    {
        var sample = new JsonObjectBuilder();
        // Rules may need what is optional; guards drop what does not belong.
        var isWhole = !schema.XValidations.IsEmpty || random.Next(2) == 0;
        foreach (var property in schema.Properties)
        {
            if (isWhole || schema.Required.Contains(property.Key) || random.Next(2) == 0) sample.Add(property.Key, Sample(property.Value));
        }
        if (schema.AdditionalProperties?.Schema is { } value)
        {
            var count = random.Next((int)(schema.MinProperties ?? 0), (int)Math.Min(schema.MaxProperties ?? 3, keys.Length) + 1);
            foreach (var key in keys.Take(count)) sample.Add(key, Sample(value));
        }
        if (schema.XPreserveUnknownFields == true && !schema.XEmbeddedResource) sample.Add("unknownToTheSchema", JsonValue.Parse("[1,{\"a\":null}]"));
        if (schema.XEmbeddedResource)
        {
            sample["apiVersion"] = "v1";
            sample["kind"] = "ConfigMap";
            sample["metadata"] = JsonValue.Object(("name", "inner"));
        }
        return sample.Build();
    }

    private JsonArray Items(JsonSchemaProps schema)
    {
        var items = new List<JsonValue>();
        var count = random.Next((int)(schema.MinItems ?? 0), (int)Math.Min(schema.MaxItems ?? 4, 12) + 1);
        for (var tries = 0; items.Count < count && tries < 100; tries++)
        {
            var item = Sample(schema.Items!.Schema!);
            if (!items.Exists(other => IsTwin(schema, item, other))) items.Add(item);
        }
        return JsonArray.From(items);
    }

    private static bool IsTwin(JsonSchemaProps list, JsonValue item, JsonValue other) => list.XListType switch
    {
        "set" => item == other,
        "map" => list.XListMapKeys.All(key => ((JsonObject)item)[key] == ((JsonObject)other)[key]),
        _ => false,
    };

    private long Integer(JsonSchemaProps schema)
    {
        var (least, most) = schema.Format == "int32" ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        if (schema.Minimum is { } minimum) least = Math.Max(least, (long)Math.Ceiling(minimum) + (schema.ExclusiveMinimum ? 1 : 0));
        if (schema.Maximum is { } maximum && maximum < most) most = (long)Math.Floor(maximum) - (schema.ExclusiveMaximum ? 1 : 0);
        // Numbers beyond 2^53 are not the same in every JSON reader; JSON integers of ours are.
        var value = random.Next(3) switch { 0 => least, 1 => most, _ => random.NextInt64(least, most) };
        return schema.MultipleOf is { } divisor ? (long)(Math.Ceiling(least / divisor) * divisor) : value;
    }

    private double Number(JsonSchemaProps schema)
    {
        var least = (schema.Minimum ?? -1000) + (schema.ExclusiveMinimum ? 0.5 : 0);
        var most = (schema.Maximum ?? least + 2000) - (schema.ExclusiveMaximum ? 0.5 : 0);
        if (schema.MultipleOf is { } divisor) return Math.Ceiling(least / divisor) * divisor;
        return Math.Min(most, Math.Max(least, Math.Round(least + random.NextDouble() * (most - least), 2)));
    }

    private string Text(JsonSchemaProps schema)
    {
        var candidates = schema.Format switch
        {
            "uuid" => [Guid.NewGuid().ToString()],
            "date-time" => ["2026-11-20T17:30:00Z", "2026-11-20T17:30:00.123456Z"],
            "date" => ["2026-11-20"],
            "duration" => ["1h30m0s", "0s", "500ms"],
            "uri" => ["https://example.com/path?query=1"],
            "byte" => ["aGVsbG8=", "AAEC/w=="],
            "email" => ["someone@example.com"],
            "hostname" => ["www.example.com"],
            "ipv4" => ["10.0.0.1"],
            "cidr" => ["10.0.0.0/8"],
            _ when schema.AnyOf.Count == 2 && schema.AnyOf[0].Format == "ipv4" => ["192.168.0.1", "::1"],
            _ when schema.AnyOf.Count == 2 && schema.AnyOf[0].Format == "byte" => ["", "aGVsbG8=", "AAEC/w=="],
            _ => (IEnumerable<string>)[.. texts, .. Words, "17:30:00", "1.2.3", new string('x', (int)(schema.MinLength ?? 3))],
        };
        var fitting = candidates.Where(text => Fits(schema, text)).ToArray();
        return fitting.Length > 0 ? fitting[random.Next(fitting.Length)] : throw new InvalidOperationException($"no sample fits {schema}; give one in a line '// text: …'");
    }

    private static bool Fits(JsonSchemaProps schema, string text)
    {
        var length = text.EnumerateRunes().Count();
        return (schema.MinLength is not { } least || length >= least) && (schema.MaxLength is not { } most || length <= most)
            && (schema.Pattern is not { } pattern || Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant));
    }
}
