using Kube.YamlFormat;

namespace Kube.Build;

/// <summary>How roles are named and whom they are given to.</summary>
/// <param name="Name">The roles' name.</param>
/// <param name="IsClusterWide">Whether controllers watch the cluster; else one namespace, that into which the roles are applied.</param>
/// <param name="ServiceAccount">Who gets them; empty for nobody: no bindings are written.</param>
/// <param name="Namespace">The service account's namespace.</param>
internal sealed record RbacSettings(string Name, bool IsClusterWide, string ServiceAccount, string Namespace);

/// <summary>Roles and bindings as YAML: the same permissions give the same bytes.</summary>
internal static class RbacManifest
{
    private static readonly string[] VerbOrder = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

    /// <summary>The documents, each beginning with its <c>apiVersion</c>; empty when nothing is needed.</summary>
    public static string Write(IEnumerable<Permission> permissions, RbacSettings settings)
    {
        var roles = permissions
            .GroupBy(permission => RoleOf(permission.Place, settings))
            .OrderBy(role => role.Key.Order).ThenBy(role => role.Key.Namespace, StringComparer.Ordinal);
        var documents = new List<string>();
        var bindings = new List<string>();
        foreach (var role in roles)
        {
            documents.Add(JsonToYaml.Convert(RoleJson(role.Key, Rules(role))));
            if (settings.ServiceAccount.Length > 0)
                bindings.Add(JsonToYaml.Convert(BindingJson(role.Key, settings)));
        }
        return string.Join("---\n", documents.Concat(bindings));
    }

    private sealed record Role(string Kind, string Name, string Namespace, int Order);

    private sealed record Rule(string Group, IReadOnlyList<string> Resources, IReadOnlyList<string> Verbs, string Names);

    private static Role RoleOf(RolePlace place, RbacSettings settings) => place.Kind switch
    {
        RolePlaceKind.Watched when settings.IsClusterWide => new Role("ClusterRole", settings.Name, "", 0),
        RolePlaceKind.Cluster => new Role("ClusterRole", settings.Name, "", 0),
        RolePlaceKind.Watched => new Role("Role", settings.Name, "", 1),
        RolePlaceKind.Leases => new Role("Role", settings.Name + "-leases", settings.Namespace, 2),
        _ => new Role("Role", settings.Name, place.Namespace, 3),
    };

    /// <summary>Resources of one group that need the same verbs become one rule.</summary>
    private static IEnumerable<Rule> Rules(IEnumerable<Permission> permissions) => permissions
        .GroupBy(permission => (permission.Group, permission.Resource, permission.Names))
        .Select(resource => (resource.Key, Verbs: string.Join(",", Ordered(resource.Select(permission => permission.Verb)))))
        .GroupBy(resource => (resource.Key.Group, resource.Key.Names, resource.Verbs))
        .Select(rule => new Rule(rule.Key.Group, [.. rule.Select(resource => resource.Key.Resource).OrderBy(name => name, StringComparer.Ordinal)], rule.Key.Verbs.Split(','), rule.Key.Names))
        .OrderBy(rule => rule.Group, StringComparer.Ordinal).ThenBy(rule => rule.Resources[0], StringComparer.Ordinal).ThenBy(rule => rule.Names, StringComparer.Ordinal);

    private static IEnumerable<string> Ordered(IEnumerable<string> verbs) => verbs.Distinct(StringComparer.Ordinal)
        .OrderBy(verb => Array.IndexOf(VerbOrder, verb) is >= 0 and var place ? place : int.MaxValue).ThenBy(verb => verb, StringComparer.Ordinal);

    private static string RoleJson(Role role, IEnumerable<Rule> rules) =>
        $$"""{{{Head(role.Kind, role)}},"rules":[{{string.Join(",", rules.Select(RuleJson))}}]}""";

    private static string RuleJson(Rule rule)
    {
        var names = rule.Names.Length == 0 ? "" : $"\"resourceNames\":{List(rule.Names.Split(','))},";
        return $$"""{"apiGroups":{{List([rule.Group])}},"resources":{{List(rule.Resources)}},{{names}}"verbs":{{List(rule.Verbs)}}}""";
    }

    private static string BindingJson(Role role, RbacSettings settings) =>
        $$"""
        {{{Head(role.Kind + "Binding", role)}},
        "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":{{Text(role.Kind)}},"name":{{Text(role.Name)}}},
        "subjects":[{"kind":"ServiceAccount","name":{{Text(settings.ServiceAccount)}},"namespace":{{Text(settings.Namespace)}}}]}
        """;

    private static string Head(string kind, Role role)
    {
        var ns = role.Namespace.Length == 0 ? "" : $",\"namespace\":{Text(role.Namespace)}";
        return $$"""
            "apiVersion":"rbac.authorization.k8s.io/v1","kind":{{Text(kind)}},"metadata":{"name":{{Text(role.Name)}}{{ns}}}
            """;
    }

    private static string List(IEnumerable<string> values) => $"[{string.Join(",", values.Select(Text))}]";

    private static string Text(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
