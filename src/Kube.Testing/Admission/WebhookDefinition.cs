using System.Collections.Immutable;
using Kube.Schema.Json;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Objects;
using Kube.Testing.Storage;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Admission;

/// <summary>One webhook of a configuration, read once.</summary>
internal sealed class WebhookDefinition
{
    private WebhookDefinition(JsonObject configuration, JsonObject webhook, int index)
    {
        Configuration = configuration.Name;
        Name = webhook.GetString("name") ?? "";
        Key = $"{Configuration}/{Name}/{index}";
        Criteria = MatchCriteria.OfWebhook(webhook);
        Address = WebhookAddress.Read(webhook.GetObject("clientConfig") ?? JsonObject.Empty);
        IgnoresFailures = webhook.GetString("failurePolicy") == "Ignore";
        Timeout = TimeSpan.FromSeconds(webhook.GetInteger("timeoutSeconds") ?? 10);
        HasNoSideEffectsOnDryRun = webhook.GetString("sideEffects") is "None" or "NoneOnDryRun";
        ReviewVersions = [.. (webhook.GetArray("admissionReviewVersions") ?? JsonArray.Empty).OfType<JsonString>().Select(v => v.Value)];
        IsReinvoked = webhook.GetString("reinvocationPolicy") == "IfNeeded";
        Conditions = MatchConditions.Of(webhook.GetArray("matchConditions"), hasParams: false);
    }

    public string Configuration { get; }

    public string Name { get; }

    /// <summary>Tells it from all other webhooks.</summary>
    public string Key { get; }

    public MatchCriteria Criteria { get; }

    public WebhookAddress Address { get; }

    /// <summary>Whether a failed call lets the write pass.</summary>
    public bool IgnoresFailures { get; }

    public TimeSpan Timeout { get; }

    public bool HasNoSideEffectsOnDryRun { get; }

    public ImmutableArray<string> ReviewVersions { get; }

    /// <summary>Whether it is asked again where a later webhook changed the object.</summary>
    public bool IsReinvoked { get; }

    public MatchConditions Conditions { get; }

    public static IEnumerable<WebhookDefinition> ReadAll(JsonObject configuration) =>
        (configuration.GetArray("webhooks") ?? JsonArray.Empty).OfType<JsonObject>().Select((webhook, i) => new WebhookDefinition(configuration, webhook, i));
}

/// <summary>What is read from all objects of a store, again only when one of them changed.</summary>
internal sealed class ConfigurationSource<T>(ResourceStore store, Func<JsonObject, IEnumerable<T>> read)
{
    private sealed record Snapshot(Collection Of, IReadOnlyList<T> Items);

    private volatile Snapshot? _snapshot;

    /// <summary>The items, by the names of their objects.</summary>
    public IReadOnlyList<T> Current
    {
        get
        {
            var now = store.Current;
            if (now.Count == 0)
            {
                return [];
            }

            var snapshot = _snapshot;
            if (snapshot is null || !ReferenceEquals(snapshot.Of, now))
            {
                _snapshot = snapshot = new(now, [.. now.All.SelectMany(o => read(o.Value))]);
            }

            return snapshot.Items;
        }
    }
}
