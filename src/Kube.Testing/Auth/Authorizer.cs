using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Serving;
using Kube.Testing.Storage;

namespace Kube.Testing.Auth;

/// <summary>Role-based access control over the roles and bindings in the store, and the few rights everybody has.</summary>
internal sealed class Authorizer(ServerState state)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>What the bindings of <c>system:public-info-viewer</c> and <c>system:discovery</c> give.</summary>
    private static readonly string[] PublicPaths = ["/healthz", "/livez", "/readyz", "/version", "/version/"];

    private static readonly string[] DiscoveryPaths = ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", .. PublicPaths];

    /// <summary>What every authenticated user may ask about itself, as <c>system:basic-user</c> gives it.</summary>
    private static readonly JsonObject[] BasicRules =
    [
        Rule("authorization.k8s.io", "selfsubjectaccessreviews", "selfsubjectrulesreviews"),
        Rule("authentication.k8s.io", "selfsubjectreviews"),
    ];

    public bool Allows(User user, AccessAttributes access) =>
        user.IsMaster || (access.Resource.Length == 0 ? AllowsPath(user, access) : Rules(user, access.Namespace).Any(r => Covers(r, access)));

    /// <exception cref="ApiStatusException">403: the user may not.</exception>
    public void Check(User user, AccessAttributes access)
    {
        if (!Allows(user, access))
        {
            throw Denied(user, access);
        }
    }

    public static ApiStatusException Denied(User user, AccessAttributes access)
    {
        if (access.Resource.Length == 0)
        {
            return new(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {access.Verb} path \"{access.Path}\"", JsonObject.Empty);
        }

        var where = access.Namespace.Length > 0 ? $"in the namespace \"{access.Namespace}\"" : "at the cluster scope";
        return ApiErrors.Forbidden(
            access.Group,
            access.Resource,
            access.Name,
            $"User \"{user.Name}\" cannot {access.Verb} resource \"{access.QualifiedResource}\" in API group \"{access.Group}\" {where}");
    }

    /// <summary>The rules that hold for a user in a namespace.</summary>
    public IEnumerable<JsonObject> Rules(User user, string @namespace)
    {
        if (user.Groups.Contains(User.Authenticated))
        {
            foreach (var rule in BasicRules)
            {
                yield return rule;
            }
        }

        foreach (var (_, binding) in Store("clusterrolebindings").Current.All)
        {
            foreach (var rule in RulesOf(binding, user, ""))
            {
                yield return rule;
            }
        }

        if (@namespace.Length == 0)
        {
            yield break;
        }

        foreach (var (_, binding) in Store("rolebindings").Current.In(@namespace))
        {
            foreach (var rule in RulesOf(binding, user, @namespace))
            {
                yield return rule;
            }
        }
    }

    private bool AllowsPath(User user, AccessAttributes access)
    {
        var isPublic = access.Verb is "get" or "head" && PublicPaths.Contains(access.Path);
        var isDiscovery = access.Verb is "get" && user.Groups.Contains(User.Authenticated) && DiscoveryPaths.Any(p => PathMatches(p, access.Path));
        return isPublic || isDiscovery || Rules(user, "").Any(r =>
            Has(r, "verbs", access.Verb) && Texts(r, "nonResourceURLs").Any(p => PathMatches(p, access.Path)));
    }

    private ResourceStore Store(string plural) => state.Store.Of(Group, plural);

    private IEnumerable<JsonObject> RulesOf(JsonObject binding, User user, string @namespace)
    {
        var subjects = (binding.GetArray("subjects") ?? JsonArray.Empty).OfType<JsonObject>();
        return subjects.Any(s => IsSubject(s, user, binding.Namespace)) ? RulesOfRole(binding, @namespace) ?? [] : [];
    }

    /// <summary>The rules of the role that a binding names, or none (null) where there is no such role.</summary>
    public IEnumerable<JsonObject>? RulesOfRole(JsonObject binding, string @namespace)
    {
        var name = binding.TextAt("roleRef", "name") ?? "";
        var role = binding.TextAt("roleRef", "kind") == "Role"
            ? Store("roles").Current[new(@namespace, name)]
            : Store("clusterroles").Current[new("", name)];
        return role is null ? null : (role.GetArray("rules") ?? JsonArray.Empty).OfType<JsonObject>();
    }

    private static bool IsSubject(JsonObject subject, User user, string bindingNamespace)
    {
        var name = subject.GetString("name") ?? "";
        return subject.GetString("kind") switch
        {
            "User" => name == user.Name,
            "Group" => user.Groups.Contains(name),
            "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.GetString("namespace") ?? bindingNamespace}:{name}",
            _ => false,
        };
    }

    private static bool Covers(JsonObject rule, AccessAttributes access) =>
        Has(rule, "verbs", access.Verb)
        && Has(rule, "apiGroups", access.Group)
        && (Has(rule, "resources", access.QualifiedResource) || (access.Subresource.Length > 0 && Texts(rule, "resources").Contains("*/" + access.Subresource)))
        && (Texts(rule, "resourceNames") is var names && (!names.Any() || names.Contains(access.Name)));

    private static bool Has(JsonObject rule, string field, string value) => Texts(rule, field).Any(t => t == "*" || t == value);

    private static IEnumerable<string> Texts(JsonObject rule, string field) => (rule.GetArray(field) ?? JsonArray.Empty).OfType<JsonString>().Select(t => t.Value);

    private static bool PathMatches(string pattern, string path) =>
        pattern == "*" || pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static JsonObject Rule(string group, params string[] resources) => JsonValue.Object(
        ("verbs", JsonValue.Array("create")),
        ("apiGroups", JsonValue.Array(group)),
        ("resources", JsonArray.From(resources.Select(r => (JsonValue)JsonString.Of(r)))));
}
