using System.Globalization;
using System.Text;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>The conversion between versions. Paths are those of the server's internal form.</summary>
internal static class ConversionChecks
{
    public static bool IsKnownReviewVersion(string version) => version is "v1" or "v1beta1";

    /// <summary>Whether there is a CA bundle that holds no certificate.</summary>
    public static bool HasBadCaBundle(CustomResourceConversion? conversion) =>
        conversion?.Webhook?.ClientConfig?.CaBundle is { Length: > 0 } bundle && !IsCaBundle(bundle);

    public static void Check(CustomResourceConversion? conversion, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        if (conversion is null)
        {
            return;
        }

        SpecChecks.EnumText(conversion.Strategy, ["None", "Webhook"], path.Child("strategy"), errors);
        var client = conversion.Webhook?.ClientConfig;
        var clientPath = path.Child("webhookClientConfig");
        var reviewVersions = conversion.Webhook?.ConversionReviewVersions ?? default;
        if (conversion.Strategy == "Webhook")
        {
            CheckClient(client, clientPath, options, errors);
            CheckReviewVersions(reviewVersions, path.Child("conversionReviewVersions"), options, errors);
            return;
        }

        if (client is not null)
        {
            errors.Add(FieldError.Forbidden(clientPath, "should not be set when strategy is not set to Webhook"));
        }

        if (!reviewVersions.IsEmpty)
        {
            errors.Add(FieldError.Forbidden(path.Child("conversionReviewVersions"), "should not be set when strategy is not set to Webhook"));
        }
    }

    private static void CheckClient(WebhookClientConfig? client, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        switch (client)
        {
            case null:
                errors.Add(FieldError.Required(path, "required when strategy is set to Webhook"));
                return;
            case { Url: null, Service: null } or { Url: not null, Service: not null }:
                errors.Add(FieldError.Required(path, "exactly one of url or service is required"));
                break;
            case { Url: { } url }:
                WebhookUrlChecks.Check(url, path.Child("url"), errors);
                break;
            case { Service: { } service }:
                CheckService(service, path.Child("service"), errors);
                break;
        }

        if (!options.AllowBadCaBundle && client.CaBundle is { Length: > 0 } bundle && !IsCaBundle(bundle))
        {
            errors.Add(FieldError.Invalid(path.Child("caBundle"), bundle, "unable to load root certificates: unable to parse bytes as PEM block"));
        }
    }

    private static void CheckReviewVersions(EquatableArray<string> versions, FieldPath path, CrdCheckOptions options, List<FieldError> errors)
    {
        if (versions.IsEmpty)
        {
            errors.Add(FieldError.Required(path));
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i];
            errors.AddRange(seen.Add(version)
                ? NameRules.IsDns1035Label(version).Select(message => FieldError.Invalid(path.Index(i), version, message))
                : [FieldError.Invalid(path.Index(i), version, "duplicate version")]);
        }

        if (options.RequireKnownReviewVersion && !versions.Any(IsKnownReviewVersion))
        {
            errors.Add(FieldError.Invalid(path, JsonArray.From(versions.Select(JsonString.Of)), "must include at least one of v1, v1beta1"));
        }
    }

    private static void CheckService(ServiceReference service, FieldPath path, List<FieldError> errors)
    {
        // The server hands over name and namespace in each other's place, so the error names the wrong one; kept.
        if (service.Namespace.Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("name")));
        }

        if (service.Name.Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("namespace")));
        }

        if (service.Port is < 1 or > 65535)
        {
            errors.Add(FieldError.Invalid(path.Child("port"), service.Port.Value, "port is not valid: " + NameRules.MustBeBetween(1, 65535)));
        }

        if (service.Path is { Length: > 0 } urlPath and not "/")
        {
            CheckUrlPath(urlPath, path.Child("path"), errors);
        }
    }

    private static void CheckUrlPath(string urlPath, FieldPath path, List<FieldError> errors)
    {
        if (urlPath == "//")
        {
            errors.Add(FieldError.Invalid(path, urlPath, "segment[0] may not be empty"));
            return;
        }

        if (urlPath[0] != '/')
        {
            errors.Add(FieldError.Invalid(path, urlPath, "must start with a '/'"));
        }

        // The first character is left out whatever it is, and one slash at the end.
        var bare = urlPath.Substring(1);
        var steps = (bare.EndsWith("/", StringComparison.Ordinal) ? bare.Substring(0, bare.Length - 1) : bare).Split('/');
        for (var i = 0; i < steps.Length; i++)
        {
            var segment = $"segment[{i.ToString(CultureInfo.InvariantCulture)}]";
            errors.AddRange(steps[i].Length == 0
                ? [FieldError.Invalid(path, urlPath, $"{segment} may not be empty")]
                : NameRules.IsDns1123Subdomain(steps[i]).Select(message => FieldError.Invalid(path, urlPath, $"{segment}: {message}")));
        }
    }

    private static bool IsCaBundle(string base64)
    {
        try
        {
            var pem = Encoding.ASCII.GetString(Convert.FromBase64String(base64));
            return pem.Contains("-----BEGIN CERTIFICATE-----") && pem.Contains("-----END CERTIFICATE-----");
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
