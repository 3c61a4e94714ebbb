using System.Text.Json.Nodes;
using NJsonSchema;

namespace Kube.Generators.Tests.Harness;

/// <summary>NJsonSchema as a second opinion on what a schema accepts.</summary>
internal sealed class IndependentJudge
{
    private readonly JsonSchema _schema;

    private IndependentJudge(JsonSchema schema) => _schema = schema;

    public static async Task<IndependentJudge> Of(string openApiSchema)
    {
        var node = JsonNode.Parse(openApiSchema)!;
        Translate(node);
        return new IndependentJudge(await JsonSchema.FromJsonAsync(node.ToJsonString()));
    }

    public string[] Complaints(string json) => [.. _schema.Validate(json).Select(error => $"{error.Path}: {error.Kind}")];

    /// <summary>From OpenAPI v3 with Kubernetes' extensions to JSON schema, as far as values are concerned.</summary>
    private static void Translate(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array) Translate(item);
            return;
        }
        if (node is not JsonObject schema) return;
        if (schema["x-kubernetes-int-or-string"] is not null)
        {
            schema.Remove("anyOf");
            schema["type"] = schema["nullable"] is null ? new JsonArray("integer", "string") : new JsonArray("integer", "string", "null");
        }
        // Formats that mean something else to the other side: Go's durations, integers of 64 bits, bytes.
        if (schema["format"] is JsonValue format && format.GetValueKind() == System.Text.Json.JsonValueKind.String && format.GetValue<string>() is "duration" or "int64" or "int32" or "float" or "double" or "byte") schema.Remove("format");
        if (schema["nullable"] is not null && schema["type"] is JsonValue type && type.GetValueKind() == System.Text.Json.JsonValueKind.String)
        {
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
            foreach (var part in schema["allOf"] as JsonArray ?? []) (part?["enum"] as JsonArray)?.Add(null);
        }
        schema.Remove("nullable");
        foreach (var child in schema.ToArray()) Translate(child.Value);
    }
}
