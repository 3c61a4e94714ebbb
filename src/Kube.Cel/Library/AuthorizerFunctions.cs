namespace Kube.Cel.Library;

/// <summary>Kubernetes' authorization library: <c>authorizer.group('').resource('pods').namespace('x').check('get').allowed()</c> (KEP-3488).</summary>
internal static class AuthorizerFunctions
{
    public static void AddTo(FunctionTable table)
    {
        var text = CelType.String;
        table
            .Member("path", "authorizer_path", CelAuthorizer.PathCheck, CelAuthorizer.Authorizer, text, (in a, in path) => path.AsString.Length == 0
                ? CelValue.Error("path must not be empty")
                : Named(a, path, CelAuthorizer.PathCheck, static (r, value) => r with { Path = value }))
            .Member("serviceAccount", "authorizer_serviceaccount", CelAuthorizer.Authorizer, [CelAuthorizer.Authorizer, text, text], arguments =>
                With(arguments[0], r => r with { User = $"system:serviceaccount:{arguments[1].AsString}:{arguments[2].AsString}" }, CelAuthorizer.Authorizer))
            .Member("group", "authorizer_group", CelAuthorizer.GroupCheck, CelAuthorizer.Authorizer, text, (in a, in group) =>
                Named(a, group, CelAuthorizer.GroupCheck, static (r, value) => r with { Group = value }))
            .Member("resource", "groupcheck_resource", CelAuthorizer.ResourceCheck, CelAuthorizer.GroupCheck, text, (in g, in resource) =>
                Named(g, resource, CelAuthorizer.ResourceCheck, static (r, value) => r with { Resource = value }))
            .Member("subresource", "resourcecheck_subresource", CelAuthorizer.ResourceCheck, CelAuthorizer.ResourceCheck, text, (in c, in subresource) =>
                Named(c, subresource, CelAuthorizer.ResourceCheck, static (r, value) => r with { Subresource = value }))
            .Member("namespace", "resourcecheck_namespace", CelAuthorizer.ResourceCheck, CelAuthorizer.ResourceCheck, text, (in c, in name) =>
                Named(c, name, CelAuthorizer.ResourceCheck, static (r, value) => r with { Namespace = value }))
            .Member("name", "resourcecheck_name", CelAuthorizer.ResourceCheck, CelAuthorizer.ResourceCheck, text, (in c, in name) =>
                Named(c, name, CelAuthorizer.ResourceCheck, static (r, value) => r with { Name = value }))
            .Member("check", "pathcheck_check", CelAuthorizer.Decision, CelAuthorizer.PathCheck, text, (in c, in verb) => Check(c, verb))
            .Member("check", "resourcecheck_check", CelAuthorizer.Decision, CelAuthorizer.ResourceCheck, text, (in c, in verb) => Check(c, verb))
            .Member("allowed", "decision_allowed", CelType.Bool, CelAuthorizer.Decision, (in d) => CelValue.Bool(((CelAuthorizer.Answer)d.AsOpaque).Allowed))
            .Member("reason", "decision_reason", text, CelAuthorizer.Decision, (in d) => CelValue.String(((CelAuthorizer.Answer)d.AsOpaque).Reason))
            .Member("errored", "decision_errored", CelType.Bool, CelAuthorizer.Decision, (in d) => CelValue.False)
            .Member("error", "decision_error", text, CelAuthorizer.Decision, (in d) => CelValue.String(""));
    }

    private static CelValue Named(in CelValue step, in CelValue name, CelType result, Func<CelAccessRequest, string, CelAccessRequest> change)
    {
        var value = name.AsString;
        return With(step, r => change(r, value), result);
    }

    private static CelValue With(in CelValue step, Func<CelAccessRequest, CelAccessRequest> change, CelType result)
    {
        var from = (CelAuthorizer.Question)step.AsOpaque;
        return CelValue.Opaque(new CelAuthorizer.Question(result, from.Ask, change(from.Request)));
    }

    private static CelValue Check(in CelValue step, in CelValue verb)
    {
        var question = (CelAuthorizer.Question)step.AsOpaque;
        var (allowed, reason) = question.Ask(question.Request with { Verb = verb.AsString });
        return CelValue.Opaque(new CelAuthorizer.Answer(allowed, reason));
    }
}
