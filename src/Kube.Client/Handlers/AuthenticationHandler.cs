using System.Net;

namespace Kube.Client;

/// <summary>Adds the credential to each request. After a 401 it drops the credential, gets a fresh one and sends once more.</summary>
internal sealed class AuthenticationHandler(ICredentialProvider provider, RotatingTransport? transport) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // A caller's own header is the caller's business.
        if (request.Headers.Authorization is { } own && !request.Options.TryGetValue(RotatingTransport.Credential, out _) && own.Parameter is not null)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        var credential = await GetAsync(request, cancellationToken).ConfigureAwait(false);
        Set(request, credential);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized) return response;

        provider.Invalidate(credential);
        KubeCredential renewed;
        bool newFiles;
        try
        {
            renewed = await GetAsync(request, cancellationToken).ConfigureAwait(false);
            newFiles = transport is not null && await transport.ReloadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
        // Nothing new to show: the server's own words explain best.
        if (ReferenceEquals(renewed, credential) && !newFiles) return response;
        response.Dispose();
        RequestFacts.CountResend(request);
        Set(request, renewed);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    // Ours have limits of their own; one of the user's might wait for ever.
    private ValueTask<KubeCredential> GetAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var credential = provider.GetAsync(cancellationToken);
        return credential.IsCompleted || provider is not RenewingCredential || !request.Options.TryGetValue(RequestFacts.Deadline, out var deadline)
            ? credential
            : new(deadline.WithoutClockAsync(credential));
    }

    private static void Set(HttpRequestMessage request, KubeCredential credential)
    {
        request.Headers.Authorization = credential.Authorization;
        request.Options.Set(RotatingTransport.Credential, credential);
    }
}
