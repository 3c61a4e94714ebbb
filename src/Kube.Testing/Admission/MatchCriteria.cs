using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Selectors;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>Which writes a webhook, a policy or a binding is about: rules and selectors.</summary>
internal sealed class MatchCriteria
{
    private static readonly string[] Configurations =
    [
        "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
        "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
    ];

    private readonly LabelFilter _namespaces;
    private readonly LabelFilter _objects;
    private readonly IReadOnlyList<ResourceRule> _rules;
    private readonly IReadOnlyList<ResourceRule> _excluded;
    private readonly bool _isExact;
    private readonly bool _isAllWithoutRules;

    private MatchCriteria(JsonObject source, JsonArray? rules, JsonArray? excluded, bool isAllWithoutRules)
    {
        _namespaces = LabelFilter.From(source.GetObject("namespaceSelector"));
        _objects = LabelFilter.From(source.GetObject("objectSelector"));
        _rules = ResourceRule.ReadAll(rules);
        _excluded = ResourceRule.ReadAll(excluded);
        _isExact = source.GetString("matchPolicy") == "Exact";
        _isAllWithoutRules = isAllWithoutRules;
    }

    /// <summary>The criteria of a webhook.</summary>
    public static MatchCriteria OfWebhook(JsonObject webhook) => new(webhook, webhook.GetArray("rules"), null, isAllWithoutRules: false);

    /// <summary>A <c>MatchResources</c>, of a policy or a binding; without rules it is about everything.</summary>
    public static MatchCriteria OfPolicy(JsonObject match) =>
        new(match, match.GetArray("resourceRules"), match.GetArray("excludeResourceRules"), isAllWithoutRules: true);

    /// <summary>Whether a write configures admission itself: nothing is ever asked about that, or a cluster could lock itself.</summary>
    public static bool IsExempt(AdmissionAttributes write) => write.Call.Group == "admissionregistration.k8s.io" && Configurations.Contains(write.Call.Resource.Kind);

    /// <summary>The resource by whose name the criteria hold for a write: its own or, unless they are exact, an equivalent; none where they do not hold.</summary>
    /// <exception cref="ApiStatusException">404: the write's namespace, whose labels matter, is not there.</exception>
    public ApiResource? Match(ServerState state, AdmissionAttributes write)
    {
        if (!MatchesObjects(write) || Find(state, write, _excluded) is not null)
        {
            return null;
        }

        var matched = _rules.Count == 0 && _isAllWithoutRules ? write.Call.Resource : Find(state, write, _rules);
        // Asked last: a namespace that is missing is no error of a webhook that is not about the write at all.
        return matched is not null && MatchesNamespace(state, write) ? matched : null;
    }

    private bool MatchesObjects(AdmissionAttributes write) =>
        _objects.IsEverything
        || (write.Value is { } value && _objects.Matches(value.Labels))
        || (write.Old is { } old && _objects.Matches(old.Labels));

    private bool MatchesNamespace(ServerState state, AdmissionAttributes write)
    {
        if (_namespaces.IsEverything || (write.Namespace.Length == 0 && !write.IsNamespace))
        {
            return true;
        }

        if (write is { IsNamespace: true, Subresource: "", Value: { } written })
        {
            return _namespaces.Matches(written.Labels);
        }

        var found = state.Namespace(write.Namespace) ?? throw ApiErrors.NotFound("", "namespaces", write.Namespace);
        return _namespaces.Matches(found.Labels);
    }

    private ApiResource? Find(ServerState state, AdmissionAttributes write, IReadOnlyList<ResourceRule> rules)
    {
        var own = write.Call.Resource;
        foreach (var rule in rules)
        {
            if (rule.Matches(write, own))
            {
                return own;
            }
        }

        if (_isExact || rules.Count == 0)
        {
            return null;
        }

        var others = state.Registry.All
            .Where(r => r.StorageGroup == own.StorageGroup && r.Plural == own.Plural && r != own && (write.Subresource.Length == 0 || r.Subresource(write.Subresource) is not null))
            .ToList();
        return rules.SelectMany(_ => others, (rule, other) => (rule, other)).FirstOrDefault(p => p.rule.Matches(write, p.other)).other;
    }
}
