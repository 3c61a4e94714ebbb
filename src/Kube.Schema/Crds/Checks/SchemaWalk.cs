using Kube.Schema.Json;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>The walk over every node of a schema: fields a CRD must not use, list and map types, texts of rules; and the rules' compilation where nothing else is wrong below.</summary>
internal sealed class SchemaWalk(CrdCheckOptions options)
{
    internal static readonly string[] KnownTypes = ["array", "boolean", "integer", "number", "object", "string"];

    public List<FieldError> SchemaErrors { get; } = [];

    public List<FieldError> RuleErrors { get; } = [];

    public void Check(JsonSchemaProps root, FieldPath path, IRuleScope? rules) =>
        Node(root, path, new(ForbiddenDefaults: options.AllowDefaults ? null : "", InsideMetadata: false, Uncorrelatable: null), isRoot: true, rules);

    /// <summary>What holds for a node because of where it stands.</summary>
    /// <param name="ForbiddenDefaults">Why it must have no default; none where it may.</param>
    /// <param name="InsideMetadata">Whether it belongs to the metadata of a resource.</param>
    /// <param name="Uncorrelatable">The highest list or map above whose entries cannot be found in the old object.</param>
    private sealed record Surroundings(string? ForbiddenDefaults, bool InsideMetadata, FieldPath? Uncorrelatable);

    private void Node(JsonSchemaProps? schema, FieldPath path, Surroundings place, bool isRoot, IRuleScope? rules)
    {
        if (schema is null)
        {
            return;
        }

        var before = SchemaErrors.Count;
        Unsupported(schema, path, place);
        if (schema.UniqueItems)
        {
            SchemaErrors.Add(FieldError.Forbidden(path.Child("uniqueItems"), "uniqueItems cannot be set to true since the runtime complexity becomes quadratic"));
        }

        AdditionalProperties(schema, path, place, rules);
        Properties(schema, path, place, isRoot, rules);
        Junctors(schema, path, place);
        Items(schema, path, place, rules);
        foreach (var dependency in schema.Dependencies)
        {
            Node(dependency.Value.Schema, path.Child("dependencies").Key(dependency.Key), place, isRoot: false, null);
        }

        if (schema.XPreserveUnknownFields == false)
        {
            SchemaErrors.Add(FieldError.Invalid(path.Child("x-kubernetes-preserve-unknown-fields"), false, "must be true or undefined"));
        }

        ListTypeChecks.Check(schema, path, options, SchemaErrors);
        RuleTextChecks.Check(schema, path, SchemaErrors);

        // A rule over a broken schema would give errors that nobody can act on.
        if (!schema.XValidations.IsEmpty && SchemaErrors.Count == before)
        {
            rules?.Compile(path, place.Uncorrelatable, RuleErrors);
        }
    }

    private void Unsupported(JsonSchemaProps schema, FieldPath path, Surroundings place)
    {
        if (options.RequireKnownTypes && !string.IsNullOrEmpty(schema.Type) && !KnownTypes.Contains(schema.Type))
        {
            SchemaErrors.Add(FieldError.NotSupported(path.Child("type"), schema.Type, KnownTypes));
        }

        if (schema.Default is not null && place.ForbiddenDefaults is { } reason)
        {
            SchemaErrors.Add(FieldError.Forbidden(path.Child("default"), $"must not be set {reason}".TrimEnd()));
        }

        foreach (var (field, used) in ((string, bool)[])
            [
                ("id", !string.IsNullOrEmpty(schema.Id)),
                ("additionalItems", schema.AdditionalItems is not null),
                ("patternProperties", !schema.PatternProperties.IsEmpty),
                ("definitions", !schema.Definitions.IsEmpty),
                ("dependencies", !schema.Dependencies.IsEmpty),
                ("$ref", schema.Ref is not null),
            ])
        {
            if (used)
            {
                SchemaErrors.Add(FieldError.Forbidden(path.Child(field), $"{field} is not supported"));
            }
        }

        if (schema.Type == "null")
        {
            SchemaErrors.Add(FieldError.Forbidden(path.Child("type"), "type cannot be set to null, use nullable as an alternative"));
        }

        if (schema.Items is { Schemas.IsEmpty: false })
        {
            SchemaErrors.Add(FieldError.Forbidden(path.Child("items"), "items must be a schema object and not an array"));
        }

        if (place.InsideMetadata && schema.XEmbeddedResource)
        {
            SchemaErrors.Add(FieldError.Forbidden(path.Child("x-kubernetes-embedded-resource"), "must not be used inside of resource meta"));
        }
    }

    private void AdditionalProperties(JsonSchemaProps schema, FieldPath path, Surroundings place, IRuleScope? rules)
    {
        if (schema.AdditionalProperties is not { } values)
        {
            return;
        }

        if (!schema.Properties.IsEmpty && (!values.Allows || values.Schema is not null))
        {
            SchemaErrors.Add(FieldError.Forbidden(path.Child("additionalProperties"), "additionalProperties and properties are mutual exclusive"));
        }

        // Without a value it could not be told what to prune from a default there.
        var below = place.InsideMetadata ? place with { ForbiddenDefaults = "inside additionalProperties applying to object metadata" } : place;
        Node(values.Schema, path.Child("additionalProperties"), below, isRoot: false, values.Schema is { } child ? rules?.AdditionalProperties(child) : null);
    }

    private void Properties(JsonSchemaProps schema, FieldPath path, Surroundings place, bool isRoot, IRuleScope? rules)
    {
        foreach (var property in schema.Properties)
        {
            var below = place;
            if (schema.XMapType is not (null or "granular" or "atomic"))
            {
                below = below with { Uncorrelatable = below.Uncorrelatable ?? path };
            }

            if ((isRoot || schema.XEmbeddedResource) && Pruning.IsMetaField(property.Key))
            {
                below = below with { InsideMetadata = true, ForbiddenDefaults = isRoot ? $"in top-level {property.Key}" : below.ForbiddenDefaults };
            }

            Node(property.Value, path.Child("properties").Key(property.Key), below, isRoot: false, rules?.Property(property.Key, property.Value));
        }
    }

    private void Junctors(JsonSchemaProps schema, FieldPath path, Surroundings place)
    {
        Node(schema.Not, path.Child("not"), place, isRoot: false, null);
        foreach (var (field, schemas) in ((string, EquatableArray<JsonSchemaProps>)[])[("allOf", schema.AllOf), ("oneOf", schema.OneOf), ("anyOf", schema.AnyOf)])
        {
            for (var i = 0; i < schemas.Count; i++)
            {
                Node(schemas[i], path.Child(field).Index(i), place, isRoot: false, null);
            }
        }

        foreach (var definition in schema.Definitions)
        {
            Node(definition.Value, path.Child("definitions").Key(definition.Key), place, isRoot: false, null);
        }
    }

    private void Items(JsonSchemaProps schema, FieldPath path, Surroundings place, IRuleScope? rules)
    {
        if (schema.Items is not { } items)
        {
            return;
        }

        // Only the items of a map list can be found in the old object.
        var below = schema.XListType == "map" ? place : place with { Uncorrelatable = place.Uncorrelatable ?? path };
        Node(items.Schema, path.Child("items"), below, isRoot: false, items.Schema is { } child ? rules?.Items(child) : null);
        for (var i = 0; i < items.Schemas.Count; i++)
        {
            Node(items.Schemas[i], path.Child("items").Index(i), below, isRoot: false, rules?.Items(items.Schemas[i]));
        }
    }
}
