using System.Net.Http.Headers;
using System.Text;

namespace Kube.Client;

/// <summary>A credential that never changes: none, a token, or basic authentication.</summary>
internal sealed class FixedCredential(KubeCredential credential) : ICredentialProvider
{
    public static FixedCredential None { get; } = new(KubeCredential.Empty);

    public static FixedCredential Token(string token) => new(KubeCredential.Bearer(TokenText.Check(token, "the token")));

    public static FixedCredential Basic(string user, string password) =>
        new(new KubeCredential { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))) });

    public ValueTask<KubeCredential> GetAsync(CancellationToken cancellationToken) => new(credential);

    public void Invalidate(KubeCredential rejected) { }
}

internal static class TokenText
{
    /// <summary>The token without white space around it; a line break or control character inside would break the header.</summary>
    public static string Check(string token, string where)
    {
        var trimmed = token.Trim();
        if (trimmed.Length == 0) throw new KubeConfigException($"{where} is empty");
        foreach (var c in trimmed)
            if (c is < '!' or > '~') throw new KubeConfigException($"{where} holds a character that no token can hold (U+{(int)c:X4}); is it the right file?");
        return trimmed;
    }
}
