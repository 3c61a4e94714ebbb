using System.Text.Json;
using System.Text.Json.Nodes;
using Kube.Conformance.Data;

namespace Kube.Models.Tests;

/// <summary>Objects made from the OpenAPI document with every field set survive the way through our types: none is missing, none has the wrong type.</summary>
public class EveryFieldTests
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static readonly JsonElement? Definitions = Load();

    public static TheoryData<string> Kinds()
    {
        var data = new TheoryData<string>();
        foreach (var (apiVersion, kind) in BuiltInKinds.All.Keys.Order()) data.Add($"{apiVersion} {kind}");
        return data;
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_with_every_field_set_loses_nothing(string kind)
    {
        if (Definitions is not { } definitions) { Assert.Skip("No OpenAPI document: kubernetes/*/openapi-spec/swagger.json is in none of the conformance roots."); return; }
        var parts = kind.Split(' ');
        var known = BuiltInKinds.All[(parts[0], parts[1])];
        var name = definitions.EnumerateObject().Single(d => IsKind(d.Value, known.Type)).Name;
        var made = new Maker(definitions).Make(name, 0)!.AsObject();
        var json = made.ToJsonString();
        Assert.Empty(JsonLoss.Find(json, known.RoundTrip(json)));
        // Damage anywhere is one clear error, or goes unnoticed inside a string; never another exception.
        for (var length = 1; length < json.Length; length += 1 + json.Length / 40)
            Assert.Throws<KubeSerializationException>(() => known.RoundTrip(json[..length]));
    }

    private static bool IsKind(JsonElement schema, ResourceType type) =>
        schema.TryGetProperty("x-kubernetes-group-version-kind", out var kinds) && kinds.GetArrayLength() == 1
        && kinds[0].GetProperty("group").GetString() == type.Group && kinds[0].GetProperty("version").GetString() == type.Version && kinds[0].GetProperty("kind").GetString() == type.Kind;

    private static JsonElement? Load()
    {
        var file = ConformanceData.Files("kubernetes", "swagger.json").LastOrDefault();
        if (file is null) return null;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty("definitions").Clone();
    }

    /// <summary>Makes a value of a schema with every property set, recursion cut at a depth.</summary>
    private sealed class Maker(JsonElement definitions)
    {
        private const int MaxDepth = 14;
        private readonly Stack<string> _open = new();
        private int _number;

        public JsonNode? Make(string name, int depth)
        {
            switch (name)
            {
                case Meta + "Time": return "2026-11-20T17:30:00Z";
                case Meta + "MicroTime": return "2026-11-20T17:30:00.123456Z";
                case Meta + "FieldsV1": return new JsonObject { ["f:metadata"] = new JsonObject() };
                case "io.k8s.apimachinery.pkg.api.resource.Quantity": return $"{++_number}500Mi";
                case "io.k8s.apimachinery.pkg.util.intstr.IntOrString": return ++_number % 2 == 0 ? _number : "25%";
            }
            if (name.EndsWith(".JSON", StringComparison.Ordinal) || name.EndsWith(".RawExtension", StringComparison.Ordinal)) return new JsonObject { ["any"] = new JsonArray(1, "a") };
            if (name.EndsWith("OrBool", StringComparison.Ordinal)) return true;
            if (name.EndsWith("OrStringArray", StringComparison.Ordinal)) return new JsonArray("a");
            if (name.EndsWith("OrArray", StringComparison.Ordinal)) return new JsonArray(new JsonObject { ["type"] = "string" });
            if (_open.Contains(name) || depth > MaxDepth) return new JsonObject();

            _open.Push(name);
            var value = Object(definitions.GetProperty(name), depth);
            _open.Pop();
            return value;
        }

        private JsonObject Object(JsonElement schema, int depth)
        {
            var value = new JsonObject();
            if (!schema.TryGetProperty("properties", out var properties)) return value;
            foreach (var property in properties.EnumerateObject())
            {
                // A schema inside itself is left out: an empty one lacks what it requires.
                if (property.Value.TryGetProperty("$ref", out var target) && _open.Contains(Name(target))) continue;
                if (property.Value.TryGetProperty("items", out var items) && items.TryGetProperty("$ref", out var item) && _open.Contains(Name(item))) continue;
                if (property.Value.TryGetProperty("additionalProperties", out var map) && map.TryGetProperty("$ref", out var entry) && _open.Contains(Name(entry))) continue;
                value[property.Name] = Value(property.Value, depth + 1);
            }
            // An object inside another says what it is, too.
            if (schema.TryGetProperty("x-kubernetes-group-version-kind", out var kinds) && kinds.GetArrayLength() == 1)
            {
                var group = kinds[0].GetProperty("group").GetString()!;
                var version = kinds[0].GetProperty("version").GetString()!;
                value["apiVersion"] = group.Length == 0 ? version : $"{group}/{version}";
                value["kind"] = kinds[0].GetProperty("kind").GetString();
            }
            return value;
        }

        private JsonNode? Value(JsonElement schema, int depth)
        {
            if (schema.TryGetProperty("$ref", out var target)) return Make(Name(target), depth);
            var format = schema.TryGetProperty("format", out var f) ? f.GetString() : null;
            return (schema.TryGetProperty("type", out var type) ? type.GetString() : "object", format) switch
            {
                ("array", _) => new JsonArray(Value(schema.GetProperty("items"), depth), Value(schema.GetProperty("items"), depth)),
                ("object", _) when schema.TryGetProperty("additionalProperties", out var values) => new JsonObject { ["a.b/c"] = Value(values, depth) },
                ("object", _) => new JsonObject { ["x"] = 1 },
                ("string", "byte") => "AQID",
                ("string", "date-time") => "2026-11-20T17:30:00Z",
                ("string", _) => $"text {++_number}",
                ("boolean", _) => true,
                ("integer", "int64") => 9_007_199_254_740_993L + ++_number,
                ("integer", _) => ++_number,
                ("number", _) => ++_number + 0.5,
                var other => throw new InvalidOperationException($"The test does not know the type {other}."),
            };
        }

        private static string Name(JsonElement reference) => reference.GetString()!["#/definitions/".Length..];
    }
}
