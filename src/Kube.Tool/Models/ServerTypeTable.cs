using System.Text;
using System.Text.Json;

namespace Kube.Tool.Models;

/// <summary>Writes what the embedded server must know of the built-in types: names of fields, their types, how they merge. The notation is explained where it is read, in Kube.Testing's <c>BuiltInTypes</c>.</summary>
internal static class ServerTypeTable
{
    // Where Go's packages are; a type's short name starts after it.
    private static readonly string[] Packages =
        ["io.k8s.api.", "io.k8s.apimachinery.pkg.apis.", "io.k8s.apimachinery.pkg.", "io.k8s.apiextensions-apiserver.pkg.apis.", "io.k8s.kube-aggregator.pkg.apis."];

    /// <summary>One type a line, in ordinal order of the names.</summary>
    /// <exception cref="ToolException">A document cannot be read, or holds a type that the notation has no letter for.</exception>
    public static string Write(string openApi)
    {
        var text = new StringBuilder();
        foreach (var (name, schema) in OpenApiReader.ReadDefinitions(openApi).Select(d => (ShortName(d.Key), d.Value)).OrderBy(d => d.Item1, StringComparer.Ordinal))
        {
            text.Append(name);
            if (Text(schema, "x-kubernetes-map-type") == "atomic") text.Append("/atomic");
            if (schema.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any())
            {
                var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString()!).ToHashSet(StringComparer.Ordinal) : [];
                foreach (var property in properties.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                    text.Append(' ').Append(property.Name).Append(required.Contains(property.Name) ? "!:" : ":").Append(TypeText(property.Value, $"{name}.{property.Name}"));
            }
            else
            {
                text.Append(" = ").Append(TypeText(schema, name));
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    public static string ShortName(string name) => Packages.FirstOrDefault(p => name.StartsWith(p, StringComparison.Ordinal)) is { } package ? name[package.Length..] : name;

    private static string TypeText(JsonElement schema, string place) => Bare(schema, place) + Merge(schema) + Strategy(schema);

    private static string Bare(JsonElement schema, string place)
    {
        // Version 3 wraps a reference that has more to say in allOf.
        if (schema.TryGetProperty("allOf", out var all) && all.GetArrayLength() == 1) return Bare(all[0], place);
        if (Text(schema, "$ref") is { Length: > 0 } reference) return "@" + ShortName(reference[(reference.LastIndexOf('/') + 1)..]);
        return Text(schema, "type") switch
        {
            "array" => $"[{TypeText(schema.GetProperty("items"), place + "[]")}]",
            "object" or "" when schema.TryGetProperty("additionalProperties", out var value) => $"{{{TypeText(value, place + "{}")}}}",
            "object" => "o",
            "" => Text(schema, "format") == "int-or-string" ? "s<int-or-string>" : "*",
            "string" => "s" + Format(schema),
            "integer" => "i" + Format(schema),
            "number" => "n" + Format(schema),
            "boolean" => "b" + Format(schema),
            var other => throw new ToolException($"{place}: the type '{other}' is none of OpenAPI's."),
        };
    }

    private static string Format(JsonElement schema) => Text(schema, "format") is { Length: > 0 } format ? $"<{format}>" : "";

    // Server-side apply.
    private static string Merge(JsonElement schema) => Text(schema, "x-kubernetes-list-type") switch
    {
        "map" => $"/map({string.Join(',', schema.GetProperty("x-kubernetes-list-map-keys").EnumerateArray().Select(k => k.GetString()))})",
        { Length: > 0 } list => "/" + list,
        _ => Text(schema, "x-kubernetes-map-type") is { Length: > 0 } map ? "/" + map : "",
    };

    // Strategic merge patch.
    private static string Strategy(JsonElement schema) => Text(schema, "x-kubernetes-patch-strategy") is not { Length: > 0 } strategy
        ? ""
        : Text(schema, "x-kubernetes-patch-merge-key") is { Length: > 0 } key ? $"~{strategy}({key})" : "~" + strategy;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
