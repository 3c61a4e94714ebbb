using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Structural;
using Kube.Schema.Validation;

namespace Kube.Schema.Rules;

/// <summary>CEL rules as a server of one version handles them.</summary>
/// <param name="server">The server's version.</param>
internal sealed class KubernetesRules(KubernetesVersion server) : IRules
{
    public IRuleScope? Begin(JsonSchemaProps root, RuleOptions options) => RuleScope.Create(
        root,
        new RuleCompiler(CelEnvironment.ForServer(server), CelEnvironment.ForVersion(KubernetesVersion.Newest))
        {
            KnownRules = options.KnownRules,
            KnownMessageExpressions = options.KnownMessageExpressions,
        },
        options.SkipCostOfEach);

    // What is stored was accepted once, maybe by a newer server: it runs with all that is known.
    public IRuleEvaluator? Prepare(StructuralSchema schema, bool isResourceRoot)
    {
        var newest = CelEnvironment.ForVersion(KubernetesVersion.Newest);
        return RuleEvaluator.Create(schema.Source, isResourceRoot, new RuleCompiler(newest, newest));
    }
}
