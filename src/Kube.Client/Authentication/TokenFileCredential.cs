namespace Kube.Client;

/// <summary>A token in a file, read again about every minute and when the server rejected it; a failed read keeps the last token.</summary>
internal sealed class TokenFileCredential(string path, string? initial, TimeProvider time) : RenewingCredential(time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task<(KubeCredential Credential, DateTimeOffset RenewAt)> RenewAsync(KubeCredential? last, bool rejected, CancellationToken cancellationToken)
    {
        var renewAt = Time.GetUtcNow() + Interval;
        try
        {
            var token = TokenText.Check(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), path);
            // The same token again is the same credential: a retry with it would be rejected again.
            return (last?.Authorization?.Parameter == token ? last : KubeCredential.Bearer(token), renewAt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KubeConfigException)
        {
            if (last is not null) return (last, renewAt);
            if (initial is not null) return (KubeCredential.Bearer(TokenText.Check(initial, "token")), renewAt);
            throw new KubeConfigException($"the token cannot be read: {e.Message}", path, innerException: e);
        }
    }
}
