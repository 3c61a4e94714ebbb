using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>What an alternative at the root names must also stand outside of alternatives.</summary>
/// <remarks>The server looks at the root's alternatives only; deeper ones are a hole in its check that is kept here.</remarks>
internal static class CompletenessChecks
{
    public static void Check(JsonSchemaProps root, FieldPath path, List<FieldError> errors) => Values(root, root, path, path, errors);

    private static void Values(JsonSchemaProps alternatives, JsonSchemaProps core, FieldPath corePath, FieldPath path, List<FieldError> errors)
    {
        if (alternatives.Not is { } not)
        {
            Nested(not, core, corePath, path.Child("not"), errors);
        }

        foreach (var (field, schemas) in ((string, EquatableArray<JsonSchemaProps>)[])[("allOf", alternatives.AllOf), ("anyOf", alternatives.AnyOf), ("oneOf", alternatives.OneOf)])
        {
            for (var i = 0; i < schemas.Count; i++)
            {
                Nested(schemas[i], core, corePath, path.Child(field).Index(i), errors);
            }
        }
    }

    private static void Nested(JsonSchemaProps alternative, JsonSchemaProps? core, FieldPath corePath, FieldPath path, List<FieldError> errors)
    {
        if (core is null)
        {
            errors.Add(FieldError.Required(corePath, $"because it is defined in {path}"));
            return;
        }

        Values(alternative, core, corePath, path, errors);
        if (alternative.Items?.Schema is { } items)
        {
            Nested(items, core.Items?.Schema, corePath.Child("items"), path.Child("items"), errors);
        }

        foreach (var property in alternative.Properties)
        {
            core.Properties.TryGetValue(property.Key, out var own);
            Nested(property.Value, own, corePath.Child("properties").Key(property.Key), path.Child("properties").Key(property.Key), errors);
        }
    }
}
