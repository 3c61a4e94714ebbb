using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Kube.Client;

/// <summary>OpenID Connect: the ID token while it holds, then a new one by the refresh token.</summary>
/// <remarks>Renewed tokens live in this process only: the kubeconfig is not written back.</remarks>
internal sealed class OidcCredential : RenewingCredential
{
    private const int MaxAnswer = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly Func<HttpMessageHandler> _handler;
    private string? _refreshToken;

    public OidcCredential(IReadOnlyDictionary<string, string> settings, TimeProvider time, Func<HttpMessageHandler>? handler = null) : base(time)
    {
        _settings = settings;
        _handler = handler ?? CreateHandler;
        _refreshToken = Setting("refresh-token");
    }

    protected override async Task<(KubeCredential Credential, DateTimeOffset RenewAt)> RenewAsync(KubeCredential? last, bool rejected, CancellationToken cancellationToken)
    {
        if (last is null && Setting("id-token") is { } given && Expiry(given) is { } end && end > Time.GetUtcNow() + TimeSpan.FromSeconds(10))
            return (KubeCredential.Bearer(given, end), BeforeEnd(end));
        var token = await RefreshAsync(cancellationToken).ConfigureAwait(false);
        var expiry = Expiry(token);
        return (KubeCredential.Bearer(token, expiry), BeforeEnd(expiry));
    }

    /// <summary>The <c>exp</c> claim; null for a token that has none or is no JWT.</summary>
    internal static DateTimeOffset? Expiry(string jwt)
    {
        var parts = jwt.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
            return claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty("exp", out var exp) && exp.TryGetDouble(out var seconds) ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<string> RefreshAsync(CancellationToken cancellationToken)
    {
        var issuer = Setting("idp-issuer-url") ?? throw Wrong("has no idp-issuer-url");
        var client = Setting("client-id") ?? throw Wrong("has no client-id");
        var refresh = _refreshToken ?? throw Wrong("has no refresh-token, and its id-token has ended; log in again");
        using var limit = new CancellationTokenSource(Limit, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var http = new HttpClient(_handler()) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswer };
        try
        {
            using var discovery = await GetJsonAsync(http, issuer.TrimEnd('/') + "/.well-known/openid-configuration", either.Token).ConfigureAwait(false);
            var endpoint = Text(discovery.RootElement, "token_endpoint") ?? throw Wrong($"{issuer} names no token_endpoint");
            // RFC 6749 §2.3.1: the header first; some issuers take the secret only in the body.
            using var answer = await ExchangeAsync(http, endpoint, client, refresh, inHeader: true, either.Token).ConfigureAwait(false)
                ?? await ExchangeAsync(http, endpoint, client, refresh, inHeader: false, either.Token).ConfigureAwait(false)
                ?? throw Wrong($"{endpoint} refused the refresh token; log in again");
            _refreshToken = Text(answer.RootElement, "refresh_token") ?? refresh;
            return Text(answer.RootElement, "id_token") ?? throw Wrong($"{endpoint} gave no id_token; is the scope openid granted?");
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new KubeConfigException($"auth-provider oidc: {issuer} gave no answer within {Limit.TotalSeconds:0} s", innerException: e);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException or UriFormatException)
        {
            throw new KubeConfigException($"auth-provider oidc: {issuer}: {e.Message.ReplaceLineEndings(" ")}", innerException: e);
        }
    }

    private static async Task<JsonDocument> GetJsonAsync(HttpClient http, string url, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(url), cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<JsonDocument?> ExchangeAsync(HttpClient http, string endpoint, string client, string refresh, bool inHeader, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh };
        var secret = Setting("client-secret");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        if (inHeader && secret is not null)
        {
            var pair = $"{Uri.EscapeDataString(client)}:{Uri.EscapeDataString(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        }
        else
        {
            form["client_id"] = client;
            if (secret is not null) form["client_secret"] = secret;
        }
        request.Content = new FormUrlEncodedContent(form);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode is 400 or 401) return null;
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    private SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler();
        var pem = Setting("idp-certificate-authority-data") is { } data ? Decode(data)
            : Setting("idp-certificate-authority") is { } path ? Certificates.ReadSource(PemSource.FromFile(path), "idp-certificate-authority")
            : null;
        if (pem is null) return handler;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Certificates.LoadAuthorities(pem, "idp-certificate-authority"));
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        return handler;
    }

    private static byte[] Decode(string data)
    {
        try
        {
            return Convert.FromBase64String(data);
        }
        catch (FormatException e)
        {
            throw new KubeConfigException("auth-provider oidc has an idp-certificate-authority-data that is not base64", innerException: e);
        }
    }

    private string? Setting(string name) => _settings.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static string? Text(JsonElement at, string name) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static KubeConfigException Wrong(string what) => new($"auth-provider oidc {what}");
}
