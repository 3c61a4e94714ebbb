using Kube.Cel;
using Kube.Schema.Crds.Checks;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Validation;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Http;
using static Kube.Testing.BuiltIn.AdmissionRules;

namespace Kube.Testing.BuiltIn;

/// <summary>The rules for <c>ValidatingWebhookConfiguration</c> and <c>MutatingWebhookConfiguration</c>.</summary>
internal static class WebhookConfigurationRules
{
    public static IEnumerable<FieldCause> Validate(JsonObject value, JsonObject? old)
    {
        var names = new HashSet<string>();
        foreach (var (webhook, at) in Items(value, "webhooks", ""))
        {
            var name = webhook.GetString("name") ?? "";
            foreach (var cause in Webhook(webhook, name, at))
            {
                yield return cause;
            }

            if (name.Length > 0 && !names.Add(name))
            {
                yield return new("FieldValueDuplicate", $"Duplicate value: \"{name}\"", $"{at}.name");
            }
        }
    }

    private static IEnumerable<FieldCause> Webhook(JsonObject webhook, string name, string at)
    {
        var causes = Name(name, $"{at}.name").ToList();
        foreach (var (rule, place) in Items(webhook, "rules", at))
        {
            causes.AddRange(Rule(rule, place));
        }

        OneOf("failurePolicy", "Fail", "Ignore");
        OneOf("matchPolicy", "Equivalent", "Exact");
        OneOf("reinvocationPolicy", "IfNeeded", "Never");
        if (webhook.GetString("sideEffects") is null)
        {
            causes.Add(FieldCause.Required($"{at}.sideEffects", "must specify one of None, NoneOnDryRun"));
        }

        OneOf("sideEffects", "None", "NoneOnDryRun");
        if (webhook.GetInteger("timeoutSeconds") is { } timeout and (< 1 or > 30))
        {
            causes.Add(FieldCause.Invalid($"{at}.timeoutSeconds", timeout, "the timeout value must be between 1 and 30 seconds"));
        }

        causes.AddRange(ClientConfig(webhook.GetObject("clientConfig") ?? JsonObject.Empty, $"{at}.clientConfig"));
        causes.AddRange(ReviewVersions(webhook, $"{at}.admissionReviewVersions"));
        causes.AddRange(Conditions(webhook, at, text => AdmissionExpression.Compile(AdmissionEnvironment.Get(hasParams: false), text, hasParams: false, CelType.Bool)));
        return causes;

        void OneOf(string field, params ReadOnlySpan<string> supported)
        {
            if (webhook.GetString(field) is { } given && !supported.Contains(given))
            {
                causes.Add(Unsupported($"{at}.{field}", given, supported));
            }
        }
    }

    private static IEnumerable<FieldCause> Name(string name, string at)
    {
        if (name.Length == 0)
        {
            return [FieldCause.Required(at, "")];
        }

        var problems = NameRules.IsDns1123Subdomain(name);
        return problems.Count > 0
            ? problems.Select(p => FieldCause.Invalid(at, name, p))
            : name.Split('.').Length < 3 ? [FieldCause.Invalid(at, name, "should be a domain with at least three segments separated by dots")] : [];
    }

    private static List<FieldCause> ClientConfig(JsonObject config, string at)
    {
        var url = config.GetString("url");
        var service = config.GetObject("service");
        var errors = new List<FieldError>();
        if (url is not null)
        {
            WebhookUrlChecks.Check(url, FieldPath.Root.Child(at).Child("url"), errors);
        }

        var causes = errors.ToCauses().ToList();
        if (url is null == service is null)
        {
            causes.Insert(0, FieldCause.Required(at, "exactly one of url or service is required"));
        }

        if (service is null)
        {
            return causes;
        }

        foreach (var field in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (service.GetString(field) is not { Length: > 0 })
            {
                causes.Add(FieldCause.Required($"{at}.service.{field}", $"service {field} is required"));
            }
        }

        if (service.GetInteger("port") is { } port and (< 1 or > 65535))
        {
            causes.Add(FieldCause.Invalid($"{at}.service.port", port, "port is not valid: must be between 1 and 65535, inclusive"));
        }

        if (service.GetString("path") is { } path && !path.StartsWith('/'))
        {
            causes.Add(FieldCause.Invalid($"{at}.service.path", path, "must start with a '/'"));
        }

        return causes;
    }

    private static IEnumerable<FieldCause> ReviewVersions(JsonObject webhook, string at)
    {
        var versions = Texts(webhook, "admissionReviewVersions");
        if (versions.Count == 0)
        {
            yield return FieldCause.Required(at, "must specify one of v1, v1beta1");
        }
        else if (!versions.Any(v => v is "v1" or "v1beta1"))
        {
            yield return FieldCause.Invalid(at, webhook["admissionReviewVersions"]!, "must include at least one of v1, v1beta1");
        }

        var seen = new HashSet<string>();
        for (var i = 0; i < versions.Count; i++)
        {
            if (!seen.Add(versions[i]))
            {
                yield return FieldCause.Invalid($"{at}[{i}]", versions[i], "duplicate version");
            }
        }
    }
}
