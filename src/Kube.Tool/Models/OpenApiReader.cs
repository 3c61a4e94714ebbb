using System.Text.Json;

namespace Kube.Tool.Models;

/// <summary>Reads the named schemas of OpenAPI documents, version 2 (<c>swagger.json</c>) and version 3 (a file a group version).</summary>
internal static class OpenApiReader
{
    private const string V2Prefix = "#/definitions/";
    private const string V3Prefix = "#/components/schemas/";

    /// <summary>The schemas of a file, or of all <c>*.json</c> files of a folder, by name.</summary>
    /// <exception cref="ToolException">A file is not there, is not JSON, or is no OpenAPI document.</exception>
    public static SortedDictionary<string, ApiSchema> Read(string path)
    {
        var schemas = new SortedDictionary<string, ApiSchema>(StringComparer.Ordinal);
        foreach (var (name, schema, file) in Definitions(path)) schemas[name] = ReadSchema(name, schema, file);
        return schemas;
    }

    /// <summary>The schemas as they were written, by name.</summary>
    /// <exception cref="ToolException">As for <see cref="Read"/>.</exception>
    public static SortedDictionary<string, JsonElement> ReadDefinitions(string path)
    {
        var schemas = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, schema, _) in Definitions(path)) schemas[name] = schema.Clone();
        return schemas;
    }

    // Each v3 file repeats what it needs of others; the copies are equal.
    private static IEnumerable<(string Name, JsonElement Schema, string File)> Definitions(string path)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToArray() : [path];
        if (files.Length == 0) throw new ToolException($"The folder '{path}' holds no OpenAPI document (*.json).");
        foreach (var file in files)
        {
            using var document = Json.Read(file);
            var root = document.RootElement;
            if (!root.TryGetProperty("definitions", out var named) && !(root.TryGetProperty("components", out var components) && components.TryGetProperty("schemas", out named)))
                throw new ToolException($"'{file}' is no OpenAPI document: it has neither 'definitions' (v2) nor 'components.schemas' (v3).");
            foreach (var schema in named.EnumerateObject()) yield return (schema.Name, schema.Value, file);
        }
    }

    private static ApiSchema ReadSchema(string name, JsonElement schema, string file)
    {
        var required = Strings(schema, "required");
        var properties = new List<ApiProperty>();
        if (schema.TryGetProperty("properties", out var members))
        {
            foreach (var member in members.EnumerateObject())
                properties.Add(new(member.Name, ReadType(member.Value, $"{file}: {name}.{member.Name}"), required.Contains(member.Name), Strings(member.Value, "x-kubernetes-list-map-keys")));
        }
        var kinds = new List<ApiKind>();
        if (schema.TryGetProperty("x-kubernetes-group-version-kind", out var list))
        {
            foreach (var kind in list.EnumerateArray()) kinds.Add(new(Text(kind, "group"), Text(kind, "version"), Text(kind, "kind")));
        }
        return new(name, [.. properties.OrderBy(p => p.Name, StringComparer.Ordinal)], kinds);
    }

    private static ApiType ReadType(JsonElement schema, string place)
    {
        // Version 3 wraps a reference that has more to say, such as a default, in allOf.
        if (schema.TryGetProperty("allOf", out var all) && all.GetArrayLength() == 1) return ReadType(all[0], place);
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = reference.GetString()!;
            foreach (var prefix in (ReadOnlySpan<string>)[V2Prefix, V3Prefix])
            {
                if (target.StartsWith(prefix, StringComparison.Ordinal)) return new ApiType.Reference(target[prefix.Length..]);
            }
            throw new ToolException($"{place}: the reference '{target}' leads out of the document.");
        }
        return Text(schema, "type") switch
        {
            "array" => new ApiType.Array(ReadType(schema.GetProperty("items"), place + "[]")),
            "object" or "" when schema.TryGetProperty("additionalProperties", out var value) => new ApiType.Map(ReadType(value, place + "{}")),
            "object" or "" => new ApiType.Any(),
            var type => new ApiType.Scalar(type, Text(schema, "format")),
        };
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string[] Strings(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
