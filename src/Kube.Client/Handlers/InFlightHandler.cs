namespace Kube.Client;

/// <summary>Bounds the requests on their way, from the first byte to the headers of the answer.</summary>
/// <remarks>It stands within retries and authentication: a call that sleeps before a repetition, or waits for a login, holds no place that others need.</remarks>
internal sealed class InFlightHandler(int places) : DelegatingHandler
{
    private readonly SemaphoreSlim _places = new(places, places);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
