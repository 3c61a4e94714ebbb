using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>One schema of a CRD, in the server's order: root, structure, defaults, the walk over all nodes with their rules, the rules' total cost.</summary>
internal static class SchemaChecks
{
    // The server prints these by their Go names. All but Type are told through one error with the whole schema.
    private const string RootFields = "[Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations]";

    public static void Check(JsonSchemaProps schema, bool hasStatus, string version, FieldPath parent, CrdCheckOptions options, List<FieldError> errors)
    {
        var found = new List<FieldError>();
        var path = parent.Child("openAPIV3Schema");
        if (hasStatus)
        {
            CheckStatusRoot(schema, parent, found);
        }

        if (schema.Nullable)
        {
            found.Add(FieldError.Forbidden(parent.Child("openAPIV3Schema.nullable"), "nullable cannot be true at the root"));
        }

        string? unsupported = null;
        IRuleScope? rules = null;
        if (options.RequireStructural)
        {
            unsupported = StructuralChecks.Unsupported(schema);
            if (unsupported is null && StructuralIsFine(schema, path, options, found))
            {
                rules = options.Rules.Begin(schema, new(options.KnownRules, options.KnownMessageExpressions, options.UnchangedSchemas.Contains(version)));
            }
        }

        var walk = new SchemaWalk(options);
        walk.Check(schema, path, rules);
        found.AddRange(walk.SchemaErrors);
        found.AddRange(walk.RuleErrors);
        if (found.Count == 0 && unsupported is not null)
        {
            // Most of these are told by the walk, more exactly.
            found.Add(FieldError.Invalid(path, "", unsupported));
        }

        rules?.CheckTotal(path, found);
        errors.AddRange(found);
    }

    private static bool StructuralIsFine(JsonSchemaProps schema, FieldPath path, CrdCheckOptions options, List<FieldError> found)
    {
        var structural = StructuralChecks.Check(schema, path);
        found.AddRange(structural);
        if (structural.Count > 0)
        {
            return false;
        }

        var defaults = DefaultChecks.Check(schema, path, options.RequirePrunedDefaults);
        found.AddRange(defaults);
        return defaults.Count == 0;
    }

    private static void CheckStatusRoot(JsonSchemaProps schema, FieldPath parent, List<FieldError> found)
    {
        // In the order of the Go struct: Type comes before all but a few fields, and an error there ends the check.
        if (schema.Id is not null || schema.Schema is not null || schema.Ref is not null)
        {
            found.Add(NotAtRoot(schema, parent));
            return;
        }

        if (!string.IsNullOrEmpty(schema.Type) && schema.Type != "object")
        {
            found.Add(FieldError.Invalid(parent.Child("openAPIV3Schema.type"), schema.Type, "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled"));
            return;
        }

        var other = schema with
        {
            Description = null,
            Type = null,
            Format = null,
            Title = null,
            Maximum = null,
            ExclusiveMaximum = false,
            Minimum = null,
            ExclusiveMinimum = false,
            MaxLength = null,
            MinLength = null,
            Pattern = null,
            MaxItems = null,
            MinItems = null,
            UniqueItems = false,
            MultipleOf = null,
            Required = default,
            Items = null,
            Properties = default,
            ExternalDocs = null,
            Example = null,
            XPreserveUnknownFields = null,
            XValidations = default,
        };
        if (other != new JsonSchemaProps())
        {
            found.Add(NotAtRoot(schema, parent));
        }
    }

    private static FieldError NotAtRoot(JsonSchemaProps schema, FieldPath parent) => FieldError.InvalidStruct(
        parent.Child("openAPIV3Schema"),
        GoForms.Of(schema),
        $"only {RootFields} fields are allowed at the root of the schema if the status subresource is enabled");
}
