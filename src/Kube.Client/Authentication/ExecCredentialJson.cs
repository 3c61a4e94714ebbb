using System.Globalization;
using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kube.Client;

/// <summary>The two documents of the exec protocol: <c>KUBERNETES_EXEC_INFO</c> and the plugin's answer.</summary>
internal static class ExecCredentialJson
{
    public static string Request(ExecPlugin plugin, KubeConfig config, bool interactive)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", plugin.ApiVersion);
            json.WriteString("kind", "ExecCredential");
            json.WriteStartObject("spec");
            json.WriteBoolean("interactive", interactive);
            if (plugin.ProvideClusterInfo) WriteCluster(json, plugin, config);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static KubeCredential Read(string output, ExecPlugin plugin)
    {
        using var document = Parse(output, plugin);
        var root = document.RootElement;
        var kind = Text(root, "kind");
        var version = Text(root, "apiVersion");
        if (kind != "ExecCredential") throw Wrong(plugin, $"answered kind '{kind}', expected ExecCredential");
        if (version != plugin.ApiVersion) throw Wrong(plugin, $"answered apiVersion '{version}', expected '{plugin.ApiVersion}'; update the plugin or the kubeconfig");
        if (!root.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object) throw Wrong(plugin, "answered without a status");
        var (certificate, key, token) = (Text(status, "clientCertificateData"), Text(status, "clientKeyData"), Text(status, "token"));
        if ((certificate is null) != (key is null)) throw Wrong(plugin, "must give clientCertificateData and clientKeyData together");
        if (token is null && certificate is null) throw Wrong(plugin, "gave neither a token nor a client certificate");
        var loaded = certificate is null ? null : Certificates.LoadPair(certificate, key!, $"the client certificate of exec plugin {plugin.Command}");
        return new KubeCredential
        {
            Authorization = token is null ? null : KubeCredential.Bearer(TokenText.Check(token, $"the token of exec plugin {plugin.Command}")).Authorization,
            ClientCertificate = loaded?.Leaf,
            Intermediates = loaded?.Intermediates ?? [],
            ExpiresAt = Expiry(status, plugin) ?? (loaded is null ? null : new DateTimeOffset(loaded.Leaf.NotAfter.ToUniversalTime())),
        };
    }

    private static void WriteCluster(Utf8JsonWriter json, ExecPlugin plugin, KubeConfig config)
    {
        json.WriteStartObject("cluster");
        json.WriteString("server", config.Server.AbsoluteUri.TrimEnd('/'));
        if (config.TlsServerName is { } name) json.WriteString("tls-server-name", name);
        if (config.SkipTlsVerify) json.WriteBoolean("insecure-skip-tls-verify", true);
        if (config.CertificateAuthority is { } ca) json.WriteBase64String("certificate-authority-data", Certificates.ReadSource(ca, "certificate-authority"));
        if (config.ProxyUrl is { } proxy) json.WriteString("proxy-url", proxy.OriginalString);
        if (config.DisableCompression) json.WriteBoolean("disable-compression", true);
        json.WritePropertyName("config");
        if (plugin.ClusterConfig is { } clusterConfig) clusterConfig.WriteTo(json);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    private static JsonDocument Parse(string output, ExecPlugin plugin)
    {
        if (string.IsNullOrWhiteSpace(output)) throw Wrong(plugin, "printed nothing");
        try
        {
            if (output.AsSpan().TrimStart() is ['{', ..]) return JsonDocument.Parse(output);
            var yaml = new YamlStream();
            yaml.Load(new StringReader(output));
            return JsonDocument.Parse(YamlToJson.Convert(yaml.Documents[0].RootNode).GetRawText());
        }
        catch (Exception e) when (e is JsonException or YamlException)
        {
            throw new KubeConfigException($"exec plugin {plugin.Command} printed what is neither JSON nor YAML: {e.Message}", innerException: e);
        }
    }

    private static DateTimeOffset? Expiry(JsonElement status, ExecPlugin plugin) => Text(status, "expirationTimestamp") is not { } text
        ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Wrong(plugin, $"gave an expirationTimestamp that is no RFC 3339 time: '{text}'");

    private static string? Text(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static KubeConfigException Wrong(ExecPlugin plugin, string what) => new($"exec plugin {plugin.Command} {what}");
}
