using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kube.Testing.Http;
using Kube.Testing.Serving;

namespace Kube.Testing.Auth;

/// <summary>Who a request speaks for: bearer tokens and client certificates mapped to users, then impersonation.</summary>
internal sealed class Authenticator(ServerState state)
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);

    // One connection, one certificate object: its chain is checked once.
    private readonly ConditionalWeakTable<X509Certificate2, User> _certificates = [];

    /// <summary>A new token that speaks for a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="lifetime">How long, by the server's clock; none for ever.</param>
    public string Issue(User user, TimeSpan? lifetime = null)
    {
        // Random enough for a test, without waking OpenSSL in a server that speaks no TLS.
        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = new(user, lifetime is { } time ? state.Clock.GetUtcNow() + time : DateTimeOffset.MaxValue);
        return token;
    }

    /// <summary>Whom a token speaks for, or none where it is not ours or no longer good.</summary>
    public User? Find(string token) => _tokens.TryGetValue(token, out var found) && state.Clock.GetUtcNow() < found.Until ? found.User : null;

    /// <summary>Makes a token worthless; false where it was so before.</summary>
    public bool Revoke(string token) => _tokens.TryRemove(token, out _);

    /// <exception cref="ApiStatusException">401: the credentials are not ours.</exception>
    public User Authenticate(ServerRequest request)
    {
        if (request.Header("Authorization") is { Length: > 0 } header)
        {
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && Find(header[7..].Trim()) is { } user ? user : throw ApiErrors.Unauthorized();
        }

        if (request.ClientCertificate is { } certificate)
        {
            return _certificates.GetValue(certificate, FromCertificate);
        }

        return state.Options.RequireAuthentication ? User.Anonymous : User.Admin;
    }

    private static bool AsksForAnother(ServerRequest request)
    {
        foreach (var header in request.Headers)
        {
            if (header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The user to act as, where the headers ask for another one, and who asks.</summary>
    /// <exception cref="ApiStatusException">400: a group or extra without a user.</exception>
    public static User? Impersonated(ServerRequest request)
    {
        if (!AsksForAnother(request))
        {
            return null;
        }

        var name = request.Header("Impersonate-User") ?? "";
        var groups = request.HeaderValues("Impersonate-Group").ToList();
        var uid = request.Header("Impersonate-Uid") ?? "";
        var extra = request.Headers
            .Where(h => h.Key.StartsWith("Impersonate-Extra-", StringComparison.OrdinalIgnoreCase))
            .GroupBy(h => Uri.UnescapeDataString(h.Key["Impersonate-Extra-".Length..].ToLowerInvariant()))
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(h => h.Value)]);
        if (name.Length == 0)
        {
            return groups.Count == 0 && uid.Length == 0 && extra.Count == 0
                ? null
                : throw ApiErrors.BadRequest(
                    $"requested &user.DefaultInfo{{Name:\"\", UID:\"{uid}\", Groups:[]string{{{string.Join(", ", groups.Select(g => $"\"{g}\""))}}}, Extra:map[string][]string(nil)}} without impersonating a user name");
        }

        if (groups.Count == 0 && name.Split(':') is ["system", "serviceaccount", var ns, _])
        {
            groups = ["system:serviceaccounts", $"system:serviceaccounts:{ns}"];
        }

        if (name != User.Anonymous.Name && !groups.Contains(User.Authenticated) && !groups.Contains("system:unauthenticated"))
        {
            groups.Add(User.Authenticated);
        }

        return new User(name, groups) { Uid = uid, Extra = extra };
    }

    /// <summary>The user of a certificate: its common name, its organisations as groups.</summary>
    private User FromCertificate(X509Certificate2 certificate)
    {
        if (state.Authority?.Knows(certificate) != true)
        {
            throw ApiErrors.Unauthorized();
        }

        var names = certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(n => !n.HasMultipleElements).ToList();
        var user = names.FirstOrDefault(n => n.GetSingleElementType().Value == CommonName)?.GetSingleElementValue();
        return user is { Length: > 0 }
            ? new(user, [.. names.Where(n => n.GetSingleElementType().Value == Organization).Select(n => n.GetSingleElementValue()!), User.Authenticated])
            {
                Extra = new Dictionary<string, IReadOnlyList<string>>
                {
                    ["authentication.kubernetes.io/credential-id"] = ["X509SHA256=" + certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant()],
                },
            }
            : throw ApiErrors.Unauthorized();
    }

    private sealed record Token(User User, DateTimeOffset Until);
}
