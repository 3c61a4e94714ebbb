namespace Kube.Schema.Crds.Checks;

/// <summary>All nodes of a schema.</summary>
internal static class SchemaTraversal
{
    /// <summary><paramref name="schema"/> and every schema in it, in any place where one may stand.</summary>
    public static IEnumerable<JsonSchemaProps> All(JsonSchemaProps? schema)
    {
        if (schema is null)
        {
            yield break;
        }

        var open = new Stack<JsonSchemaProps>();
        open.Push(schema);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            foreach (var child in Children(node))
            {
                open.Push(child);
            }
        }
    }

    /// <summary>Whether two schemas say the same, in whatever order their properties stand.</summary>
    public static bool Same(JsonSchemaProps? left, JsonSchemaProps? right) =>
        left == right || (left is not null && right is not null && left.ToJson() == right.ToJson());

    private static IEnumerable<JsonSchemaProps> Children(JsonSchemaProps node)
    {
        JsonSchemaProps?[] single = [node.Items?.Schema, node.Not, node.AdditionalProperties?.Schema, node.AdditionalItems?.Schema];
        return single.OfType<JsonSchemaProps>()
            .Concat(node.Items?.Schemas ?? default)
            .Concat(node.AllOf)
            .Concat(node.AnyOf)
            .Concat(node.OneOf)
            .Concat(node.Properties.Values)
            .Concat(node.PatternProperties.Values)
            .Concat(node.Definitions.Values)
            .Concat(node.Dependencies.Values.Select(dependency => dependency.Schema).OfType<JsonSchemaProps>());
    }
}
