using Kube.Schema.Json;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Selectors;
using Kube.Testing.Serving;
using Kube.Testing.Storage;

namespace Kube.Testing.Controllers;

/// <summary>Fills cluster roles that aggregate others with the rules of those, as the controller manager does: by a server-side apply. Here it is done before the write is answered.</summary>
internal sealed class RoleAggregation(ServerState state)
{
    private const string Manager = "clusterrole-aggregation-controller";

    private readonly ApiResource _roles = state.Registry.Find("rbac.authorization.k8s.io", "v1", "clusterroles")!;
    private readonly Lock _lock = new();

    private ResourceStore Roles => state.StoreOf(_roles);

    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value)
    {
        if (resource.Kind != _roles.Kind || resource.Group != _roles.Group)
        {
            return;
        }

        lock (_lock)
        {
            // Roles that aggregate may be aggregated themselves. Those that aggregate one another in a ring may never agree: the real controller goes on for ever.
            for (var passes = 1; Pass() && passes < Roles.Current.Count; passes++)
            {
            }
        }
    }

    /// <summary>Brings each role up to date once.</summary>
    /// <returns>Whether any was not.</returns>
    private bool Pass()
    {
        var hasChanged = false;
        foreach (var (key, role) in Roles.Current.All)
        {
            if (role.At("aggregationRule", "clusterRoleSelectors") is not JsonArray selectors)
            {
                continue;
            }

            var rules = Rules(role.Name, [.. selectors.OfType<JsonObject>().Select(s => LabelFilter.From(s))]);
            if (rules.Equals(role.GetArray("rules") ?? JsonArray.Empty) || Applied(role, rules) is not { } applied || applied.Equals(role))
            {
                continue;
            }

            hasChanged = true;
            // Where another write came first, that one is looked at.
            state.Store.TryPut(Roles, key, role, applied);
        }

        return hasChanged;
    }

    /// <summary>The rules of the roles that one of the selectors selects, each rule once, by selectors and the roles' names.</summary>
    private JsonArray Rules(string aggregate, IReadOnlyList<LabelFilter> selectors)
    {
        var rules = new List<JsonValue>();
        foreach (var selector in selectors)
        {
            foreach (var (_, role) in Roles.Current.All)
            {
                if (role.Name == aggregate || !selector.Matches(role.Labels))
                {
                    continue;
                }

                foreach (var rule in role.GetArray("rules") ?? JsonArray.Empty)
                {
                    if (!rules.Contains(rule))
                    {
                        rules.Add(rule);
                    }
                }
            }
        }

        return JsonArray.From(rules);
    }

    private JsonObject Applied(JsonObject role, JsonArray rules)
    {
        var config = JsonValue.Object(("apiVersion", _roles.ApiVersion), ("kind", _roles.Kind), ("metadata", JsonValue.Object(("name", role.Name))));
        var strategy = Strategies.For(_roles);
        var ownership = new Ownership(_roles.Shape.Resolved, _roles.ApiVersion, FieldSet.Empty);
        var applied = FieldManager.Apply(
            ownership, role, rules.Count == 0 ? config : config.With("rules", rules), Manager, "", force: true, state.Now, role.Name, strategy.Zero);
        return strategy.Decode(applied, new DecodeReport());
    }
}
