using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Crds.Checks;
using Kube.Schema.Rules;
using Kube.Schema.Validation;

namespace Kube.Conformance.Cel;

/// <summary>Checks the rules of a schema as the CRD check does, without the parts of a CRD around it.</summary>
internal static class SchemaRuleCheck
{
    public static IReadOnlyList<FieldError> Run(JsonSchemaProps schema, KubernetesVersion? special, string[] options, bool statusSubresource)
    {
        if (special is not { } version)
        {
            var found = new List<FieldError>();
            SchemaChecks.Check(schema, statusSubresource, "v1", FieldPath.Of("spec", "validation"), new CrdCheckOptions
            {
                RequireStructural = options.Contains("requireStructuralSchema"),
                RequireKnownTypes = options.Contains("requireValidPropertyType"),
                RequirePrunedDefaults = options.Contains("requirePrunedDefaults"),
                RequireAtomicSets = options.Contains("requireAtomicSetType"),
                RequireKeyedLists = options.Contains("requireMapListKeysMapSetValidation"),
                UnchangedSchemas = options.Contains("suppressPerExpressionCost") ? ["v1"] : [],
            }, found);
            return found;
        }

        var environment = CelEnvironment.ForVersion(version);
        var path = FieldPath.Of("spec", "validation", "openAPIV3Schema");
        var scope = RuleScope.Create(schema, new RuleCompiler(environment, environment), options.Contains("suppressPerExpressionCost"));
        var walk = new SchemaWalk(new CrdCheckOptions());
        walk.Check(schema, path, options.Contains("requireStructuralSchema") ? scope : null);
        var errors = new List<FieldError>([.. walk.SchemaErrors, .. walk.RuleErrors]);
        scope?.CheckTotal(path, errors);
        return errors;
    }
}
