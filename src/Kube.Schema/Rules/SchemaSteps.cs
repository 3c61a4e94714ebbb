using Kube.Schema.Crds;

namespace Kube.Schema.Rules;

/// <summary>The way from the root of a schema to a node: names of properties, <c>[]</c> for items, <c>{}</c> for values of a map.</summary>
/// <param name="Steps">The steps; empty for the root.</param>
public sealed record SchemaSteps(EquatableArray<string> Steps)
{
    internal const string Items = "[]";
    internal const string Values = "{}";

    /// <summary>The root.</summary>
    public static SchemaSteps Root { get; } = new(default(EquatableArray<string>));

    internal SchemaSteps Then(string step) => new(EquatableArray.Of([.. Steps, step]));

    /// <summary>As a place in a value: <c>spec.ports[*].name</c>, <c>spec.labels[*]</c>; <c>self</c> for the root.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder();
        foreach (var step in Steps)
        {
            text.Append(step is Items or Values ? "[*]" : text.Length == 0 ? step : "." + step);
        }

        return text.Length == 0 ? "self" : text.ToString();
    }

    /// <summary>The schema at the end of the way, or null when it leaves the schema.</summary>
    internal JsonSchemaProps? Find(JsonSchemaProps root)
    {
        JsonSchemaProps? at = root;
        foreach (var step in Steps)
        {
            at = at is null ? null : step switch
            {
                Items => at.Items?.Schema,
                Values => at.AdditionalProperties?.Schema,
                _ => at.Properties.TryGetValue(step, out var property) ? property : null,
            };
        }

        return at;
    }

    internal SchemaNode? Find(SchemaNode root)
    {
        SchemaNode? at = root;
        foreach (var step in Steps)
        {
            at = at is null ? null : step switch
            {
                Items => at.Items,
                Values => at.AdditionalProperties,
                _ => at.Properties.TryGetValue(step, out var property) ? property : null,
            };
        }

        return at;
    }

    /// <summary>The root with the node at the end of the way replaced.</summary>
    internal JsonSchemaProps Replace(JsonSchemaProps root, Func<JsonSchemaProps, JsonSchemaProps> change) => Replace(root, 0, change);

    private JsonSchemaProps Replace(JsonSchemaProps at, int depth, Func<JsonSchemaProps, JsonSchemaProps> change)
    {
        if (depth == Steps.Count)
        {
            return change(at);
        }

        return Steps[depth] switch
        {
            Items when at.Items?.Schema is { } items => at with { Items = Replace(items, depth + 1, change) },
            Values when at.AdditionalProperties?.Schema is { } values => at with { AdditionalProperties = Replace(values, depth + 1, change) },
            var name when at.Properties.TryGetValue(name, out var property) => at with
            {
                Properties = at.Properties.With(name, Replace(property, depth + 1, change)),
            },
            _ => at,
        };
    }
}
