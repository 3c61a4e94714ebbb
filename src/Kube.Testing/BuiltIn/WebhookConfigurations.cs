using Kube.Schema.Json;
using Kube.Testing.Objects;
using static Kube.Testing.BuiltIn.Defaults;

namespace Kube.Testing.BuiltIn;

/// <summary>Defaults of webhook configurations and admission policies.</summary>
internal static class WebhookConfigurations
{
    public static JsonObject Default(JsonObject value) => value.GetArray("webhooks") is { } webhooks
        ? value.With("webhooks", JsonArray.From(webhooks.Select(w => w is JsonObject webhook ? DefaultWebhook(webhook, value.ObjectKind == "MutatingWebhookConfiguration") : w)))
        : value;

    public static JsonObject DefaultPolicy(JsonObject value)
    {
        var spec = value.GetObject("spec") ?? JsonObject.Empty;
        spec = Filled(spec, "failurePolicy", "Fail");
        return spec.GetObject("matchConstraints") is { } match ? value.With("spec", spec.With("matchConstraints", DefaultMatch(match))) : value.With("spec", spec);
    }

    public static JsonObject DefaultBinding(JsonObject value) => value.At("spec", "matchResources") is JsonObject match
        ? value.WithAt(DefaultMatch(match), "spec", "matchResources")
        : value;

    private static JsonObject DefaultMatch(JsonObject match)
    {
        match = Filled(Filled(Filled(match, "namespaceSelector", JsonObject.Empty), "objectSelector", JsonObject.Empty), "matchPolicy", "Equivalent");
        return match.GetArray("resourceRules") is { } rules
            ? match.With("resourceRules", JsonArray.From(rules.Select(r => r is JsonObject rule ? Filled(rule, "scope", "*") : r)))
            : match;
    }

    private static JsonObject DefaultWebhook(JsonObject webhook, bool isMutating)
    {
        webhook = Filled(webhook, "failurePolicy", "Fail");
        webhook = Filled(webhook, "matchPolicy", "Equivalent");
        webhook = Filled(webhook, "namespaceSelector", JsonObject.Empty);
        webhook = Filled(webhook, "objectSelector", JsonObject.Empty);
        webhook = Filled(webhook, "timeoutSeconds", 10);
        webhook = isMutating ? Filled(webhook, "reinvocationPolicy", "Never") : webhook;
        if (webhook.GetArray("rules") is { } rules)
        {
            webhook = webhook.With("rules", JsonArray.From(rules.Select(r => r is JsonObject rule ? Filled(rule, "scope", "*") : r)));
        }

        return webhook.At("clientConfig", "service") is JsonObject service ? webhook.WithAt(Filled(service, "port", 443), "clientConfig", "service") : webhook;
    }
}
