using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Fields that objects of a version lose when they are stored: without a conversion webhook only <c>apiVersion</c> is changed, then what the stored version does not know is pruned.</summary>
internal static class LostFields
{
    public static IEnumerable<Diagnostic> Of(ResourceReading reading, JoinedDefinition definition)
    {
        var (own, stored) = (reading.Model!.Crd.Version, definition.Stored.Model!.Crd.Version);
        if (ReferenceEquals(reading, definition.Stored) || !own.Served || definition.Crd.Spec.Conversion is not null || own.Schema is not { } schema || stored.Schema is not { } kept) yield break;
        foreach (var path in Lost(schema, kept, []))
        {
            var end = SchemaTrail.Follow(reading, [.. path], 0);
            var location = SchemaTokens.Of(end, reading);
            if (reading.IsHere(location))
                yield return Diagnostic.Create(Rules.LostField, location, end.Member?.Member.Symbol.Name ?? path[path.Length - 1].Name, own.Name, stored.Name, definition.Stored.Type.Name);
        }
    }

    private static IEnumerable<PathStep[]> Lost(JsonSchemaProps schema, JsonSchemaProps stored, PathStep[] path)
    {
        if (stored.XPreserveUnknownFields == true) yield break;
        foreach (var property in schema.Properties)
        {
            PathStep[] way = [.. path, new("properties", false), new(property.Key, true)];
            if (stored.Properties.TryGetValue(property.Key, out var there))
            {
                foreach (var lost in Lost(property.Value, there, way)) yield return lost;
            }
            else if (stored.AdditionalProperties is null)
            {
                yield return way;
            }
        }
        if (schema.Items?.Schema is { } item && stored.Items?.Schema is { } storedItem)
        {
            foreach (var lost in Lost(item, storedItem, [.. path, new("items", false)])) yield return lost;
        }
        if (schema.AdditionalProperties?.Schema is { } value && stored.AdditionalProperties?.Schema is { } storedValue)
        {
            foreach (var lost in Lost(value, storedValue, [.. path, new("additionalProperties", false)])) yield return lost;
        }
    }
}
