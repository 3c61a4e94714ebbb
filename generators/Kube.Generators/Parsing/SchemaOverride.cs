using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Schemas that attributes declare instead of the type: <c>[RawSchema]</c>, <c>[SchemaFrom]</c>, <c>[Schemaless]</c>, <c>[IntOrString]</c>.</summary>
internal static class SchemaOverride
{
    /// <summary>The declared schema; none where the type speaks for itself.</summary>
    public static JsonSchemaProps? Read(Annotations annotations, TypeReader types, ISymbol member)
    {
        if (annotations.RawSchema is { } raw)
        {
            try
            {
                return JsonSchemaProps.FromJson(JsonValue.Parse(raw.Text(0) ?? ""));
            }
            catch (Exception e) when (e is JsonParseException or JsonShapeException)
            {
                types.Findings.Add(FindingRule.InvalidJson, raw.Location(0), "RawSchema", e.Message);
                return TypeTable.Any;
            }
        }
        if (annotations.SchemaFrom?.Argument(0) is ITypeSymbol other) return types.Read(other, member)?.Schema;
        if (annotations.IsIntOrString) return new JsonSchemaProps { XIntOrString = true };
        return annotations.IsSchemaless ? TypeTable.Any : null;
    }
}
