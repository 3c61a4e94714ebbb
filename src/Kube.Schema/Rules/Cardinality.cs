using Kube.Schema.Crds;

namespace Kube.Schema.Rules;

/// <summary>How often a schema node can occur in one object, by the bounds of the lists and maps above it.</summary>
internal static class Cardinality
{
    /// <summary>The count for the nodes directly below <paramref name="schema"/>; null once anything on the way has no bound.</summary>
    public static ulong? Below(JsonSchemaProps schema, ulong? count)
    {
        ulong? factor = schema.Type switch
        {
            "object" when schema.AdditionalProperties is not null => schema.MaxProperties is { } entries ? (ulong)Math.Max(0, entries) : null,
            "array" => schema.MaxItems is { } items ? (ulong)Math.Max(0, items) : null,
            _ => 1,
        };
        return count is { } above && factor is { } each ? RuleLimits.Multiply(above, each) : null;
    }
}
