using Kube.Schema.Json;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>Defaults must be values of their own schema, without unknown fields, and give good metadata where they are part of it.</summary>
internal static class DefaultChecks
{
    /// <summary>Puts a default where it would stand in a whole object: what is known of that object around it.</summary>
    private delegate JsonValue Surround(JsonValue value);

    public static IReadOnlyList<FieldError> Check(JsonSchemaProps schema, FieldPath path, bool requirePruned)
    {
        if (SchemaTraversal.All(schema).All(node => node.Default is null))
        {
            return [];
        }

        var errors = new List<FieldError>();
        var root = StructuralSchema.From(schema with { XEmbeddedResource = true });
        var budget = RuleCallIn.BudgetOfRequest;
        Node(root, root, path, Whole, insideMetadata: false, requirePruned, ref budget, errors);
        return errors;
    }

    /// <summary>Whether a default has unknown fields, as only CRDs of old can have.</summary>
    public static bool HasUnprunedDefaults(JsonSchemaProps schema)
    {
        if (SchemaTraversal.All(schema).All(node => node.Default is null) || !StructuralChecks.IsStructural(schema))
        {
            return false;
        }

        var root = StructuralSchema.From(schema);
        return HasUnpruned(root, root, value => value);
    }

    private static void Node(
        StructuralSchema schema,
        StructuralSchema root,
        FieldPath path,
        Surround around,
        bool insideMetadata,
        bool requirePruned,
        ref long budget,
        List<FieldError> errors)
    {
        if (schema.IsEmbeddedResource)
        {
            insideMetadata = false;
            around = Whole;
            root = schema;
        }

        if (schema.Default is { } value)
        {
            var place = path.Child("default");
            var before = errors.Count;
            if (insideMetadata)
            {
                CheckMetadata(value, root, around, place, errors);
            }
            else
            {
                CheckPlain(value, schema, place, requirePruned, errors);
            }

            if (errors.Count == before)
            {
                CheckValue(value, schema, ReferenceEquals(schema, root), place, ref budget, errors);
            }
        }

        // Defaults below additionalProperties are forbidden where it matters.
        if (schema.Items is { } items && budget >= 0)
        {
            Node(items, root, path.Child("items"), item => around(JsonValue.Array(item)), insideMetadata, requirePruned, ref budget, errors);
        }

        foreach (var name in schema.PropertyNames)
        {
            if (budget < 0)
            {
                return;
            }

            var inside = insideMetadata || (schema.IsEmbeddedResource && Pruning.IsMetaField(name));
            Node(schema.Properties[name], root, path.Child("properties").Key(name), item => around(JsonValue.Object((name, item))), inside, requirePruned, ref budget, errors);
        }
    }

    private static void CheckMetadata(JsonValue value, StructuralSchema root, Surround around, FieldPath place, List<FieldError> errors)
    {
        var whole = EmbeddedResources.Coerce(around(value), root, isResourceRoot: true, dropInvalid: false, null, out var error);
        if (error is not null)
        {
            errors.Add(FieldError.Invalid(place, value, $"must result in valid metadata: {error}"));
        }
        else if (EmbeddedResources.Validate(whole, root, isResourceRoot: true) is { Count: > 0 } problems)
        {
            var text = problems.Count == 1 ? problems[0].ToString() : $"[{string.Join(", ", problems)}]";
            errors.Add(FieldError.Invalid(place, value, $"must result in valid metadata: {text}"));
        }
    }

    private static void CheckPlain(JsonValue value, StructuralSchema schema, FieldPath place, bool requirePruned, List<FieldError> errors)
    {
        var unpruned = requirePruned && Pruning.Prune(value, schema, schema.IsEmbeddedResource) != value;
        if (unpruned)
        {
            errors.Add(FieldError.Invalid(place, value, "must not have unknown fields"));
        }

        EmbeddedResources.Coerce(value, schema, schema.IsEmbeddedResource, dropInvalid: false, null, out var error, place);
        if (error is not null)
        {
            errors.Add(error);
            return;
        }

        errors.AddRange(EmbeddedResources.Validate(value, schema, schema.IsEmbeddedResource, place));
    }

    private static void CheckValue(JsonValue value, StructuralSchema schema, bool isResourceRoot, FieldPath place, ref long budget, List<FieldError> errors)
    {
        var outcome = new ValueValidator(place).Judge(value, schema, null);
        if (!outcome.IsValid)
        {
            errors.AddRange(outcome.Errors.Select(error => error.Error));
            return;
        }

        if (RuleCallIn.Rules.Prepare(schema, isResourceRoot) is not { } rules)
        {
            return;
        }

        // Once as unchanged and once as new: rules with optionalOldSelf see the difference. The dearer run counts.
        var before = errors.Count;
        var left = budget;
        rules.Evaluate(place, value, value, null, ref left, errors);
        if (errors.Count == before)
        {
            var leftWhenNew = budget;
            rules.Evaluate(place, value, null, null, ref leftWhenNew, errors);
            left = Math.Min(left, leftWhenNew);
        }

        budget = left;
    }

    private static JsonValue Whole(JsonValue value)
    {
        var members = value as JsonObject ?? JsonObject.Empty;
        members = members.ContainsKey("kind") ? members : members.With("kind", "Validation");
        return members.ContainsKey("apiVersion") ? members : members.With("apiVersion", "validation/v1");
    }

    private static bool HasUnpruned(StructuralSchema schema, StructuralSchema root, Surround around)
    {
        if (schema.Default is { } value && around(value) is JsonObject whole)
        {
            var coerced = EmbeddedResources.Coerce(whole, root, isResourceRoot: true, dropInvalid: true, null, out _);
            if (Pruning.Prune(coerced, root, isResourceRoot: true) != whole)
            {
                return true;
            }
        }

        return (schema.AdditionalProperties is { } values && HasUnpruned(values, root, item => around(JsonValue.Object(("*", item)))))
            || (schema.Items is { } items && HasUnpruned(items, root, item => around(JsonValue.Array(item))))
            || schema.PropertyNames.Any(name => HasUnpruned(schema.Properties[name], root, item => around(JsonValue.Object((name, item)))));
    }
}
