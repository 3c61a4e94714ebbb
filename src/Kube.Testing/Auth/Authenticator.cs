using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kube.Testing.Http;
using Kube.Testing.Serving;

namespace Kube.Testing.Auth;

/// <summary>Who a request speaks for: bearer tokens and client certificates mapped to users, then impersonation.</summary>
internal sealed class Authenticator(ServerState state)
{
    private readonly ConcurrentDictionary<string, User> _tokens = new(StringComparer.Ordinal);

    /// <summary>A new token that speaks for a user.</summary>
    public string Issue(User user)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _tokens[token] = user;
        return token;
    }

    /// <summary>Makes a token worthless; false where it was so before.</summary>
    public bool Revoke(string token) => _tokens.TryRemove(token, out _);

    /// <exception cref="ApiStatusException">401: the credentials are not ours.</exception>
    public User Authenticate(ServerRequest request)
    {
        if (request.Header("Authorization") is { Length: > 0 } header)
        {
            return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && _tokens.TryGetValue(header[7..].Trim(), out var user)
                ? user
                : throw ApiErrors.Unauthorized();
        }

        if (request.ClientCertificateSubject is { } subject)
        {
            return FromSubject(subject);
        }

        return state.Options.RequireAuthentication ? User.Anonymous : User.Admin;
    }

    /// <summary>The user to act as, where the headers ask for another one, and who asks.</summary>
    /// <exception cref="ApiStatusException">400: a group or extra without a user.</exception>
    public static User? Impersonated(ServerRequest request)
    {
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
    private static User FromSubject(string subject)
    {
        var parts = subject.Split(',', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToList();
        var groups = parts.Where(p => p[0] == "O").Select(p => p[1].Trim('"')).Append(User.Authenticated).ToList();
        return new(parts.FirstOrDefault(p => p[0] == "CN")?[1].Trim('"') ?? "", groups);
    }
}
