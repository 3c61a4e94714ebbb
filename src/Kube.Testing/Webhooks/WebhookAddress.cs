using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Objects;

namespace Kube.Testing.Webhooks;

/// <summary>Whom a <c>clientConfig</c> names.</summary>
/// <param name="Url">The URL, that of a service by its name in the cluster.</param>
/// <param name="CaBundle">Certificates in PEM that vouch for the webhook's; empty for those the machine trusts.</param>
/// <param name="Service">Namespace and name, where it is a service.</param>
internal sealed record WebhookAddress(Uri Url, string CaBundle, (string Namespace, string Name)? Service)
{
    private const int HttpsPort = 443;

    /// <summary>Reads a <c>clientConfig</c> that passed validation.</summary>
    public static WebhookAddress Read(JsonObject clientConfig)
    {
        var bundle = clientConfig.GetString("caBundle") is { Length: > 0 } encoded ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Trim() : "";
        if (clientConfig.GetString("url") is { Length: > 0 } url)
        {
            return new(new Uri(url), bundle, null);
        }

        var service = clientConfig.GetObject("service") ?? JsonObject.Empty;
        var @namespace = service.GetString("namespace") ?? "";
        var name = service.GetString("name") ?? "";
        var port = service.GetInteger("port") ?? HttpsPort;
        var path = "/" + (service.GetString("path") ?? "").TrimStart('/');
        return new(new Uri(string.Create(CultureInfo.InvariantCulture, $"https://{name}.{@namespace}.svc:{port}{path}")), bundle, (@namespace, name));
    }
}
