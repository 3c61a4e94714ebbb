using Kube.Schema.Json;
using Kube.Testing.Admission;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Auth;

/// <summary>Nobody grants what they do not hold: roles need the rights in them or the verb <c>escalate</c>, bindings the rights of their role or the verb <c>bind</c>.</summary>
internal sealed class Escalation(Authorizer authorizer)
{
    private const string Group = "rbac.authorization.k8s.io";

    private static readonly JsonObject Everything = (JsonObject)JsonValue.Parse("""{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}""");
    private static readonly JsonObject EveryPath = (JsonObject)JsonValue.Parse("""{"nonResourceURLs":["*"],"verbs":["*"]}""");

    /// <exception cref="ApiStatusException">403: the user lacks rights that the object gives; 404: the role of a binding is missing.</exception>
    public void Check(AdmissionAttributes write)
    {
        if (write.Call.Group != Group || write.Value is not { } value || write.Call.User.IsMaster || (write.Old is { } old && IsSameButForCollection(value, old)))
        {
            return;
        }

        switch (write.Call.Resource.Kind)
        {
            case "Role" or "ClusterRole":
                CheckRole(write, value);
                break;
            case "RoleBinding" or "ClusterRoleBinding":
                CheckBinding(write, value);
                break;
            default:
                break;
        }
    }

    private void CheckRole(AdmissionAttributes write, JsonObject role)
    {
        if (Allows(write, "escalate", write.Call.Plural, role.Name))
        {
            return;
        }

        Confirm(write, (role.GetArray("rules") ?? JsonArray.Empty).OfType<JsonObject>());
        var aggregates = role.GetObject("aggregationRule") is not null || write.Old?.GetObject("aggregationRule") is not null;
        if (aggregates && PolicyRules.Missing(Held(write), [Everything, EveryPath]).Count > 0)
        {
            throw ApiErrors.Forbidden(Group, write.Call.Plural, role.Name, "must have cluster-admin privileges to use the aggregationRule");
        }
    }

    private void CheckBinding(AdmissionAttributes write, JsonObject binding)
    {
        var plural = binding.TextAt("roleRef", "kind") == "Role" ? "roles" : "clusterroles";
        var name = binding.TextAt("roleRef", "name") ?? "";
        if (Allows(write, "bind", plural, name))
        {
            return;
        }

        Confirm(write, authorizer.RulesOfRole(binding, write.Namespace) ?? throw ApiErrors.NotFound(Group, plural, name));
    }

    private bool Allows(AdmissionAttributes write, string verb, string plural, string name) =>
        authorizer.Allows(write.Call.User, new(verb, Group, plural, "", write.Namespace, name, ""));

    private List<JsonObject> Held(AdmissionAttributes write) => [.. authorizer.Rules(write.Call.User, write.Namespace)];

    private void Confirm(AdmissionAttributes write, IEnumerable<JsonObject> wanted)
    {
        var missing = PolicyRules.Missing(Held(write), wanted);
        if (missing.Count > 0)
        {
            var user = write.Call.User;
            throw ApiErrors.Forbidden(
                Group,
                write.Call.Plural,
                write.Value!.Name,
                $"user \"{user.Name}\" (groups={PolicyRules.Quoted(user.Groups)}) is attempting to grant RBAC permissions not currently held:\n{string.Join("\n", missing)}");
        }
    }

    // The garbage collector need not hold what it takes away.
    private static bool IsSameButForCollection(JsonObject value, JsonObject old) => Bare(value).Equals(Bare(old));

    private static JsonObject Bare(JsonObject value) => value
        .WithMeta("ownerReferences", null).WithMeta("finalizers", null).WithMeta("managedFields", null).WithMeta("resourceVersion", null);
}
