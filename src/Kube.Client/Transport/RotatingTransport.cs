namespace Kube.Client;

/// <summary>Sends requests over sockets, and moves to new connections when the client certificate or the CA changes.</summary>
/// <remarks>
/// Each identity has a <see cref="SocketsHttpHandler"/> of its own. When it changes, new requests go to a new handler; the old one is
/// disposed of when no request is being sent on it, which closes its idle connections and leaves answers that still stream (a watch) alone.
/// </remarks>
internal sealed class RotatingTransport(TlsFiles files, Func<TlsMaterial, SocketsHttpHandler> connect) : HttpMessageHandler
{
    /// <summary>The credential a request is sent with; set by <see cref="AuthenticationHandler"/>.</summary>
    public static readonly HttpRequestOptionsKey<KubeCredential> Credential = new("Kube.Credential");

    private readonly Lock _gate = new();
    private Generation? _current;
    private bool _disposed;

    /// <summary>Reads the TLS files again after a refusal; says whether they changed.</summary>
    public Task<bool> ReloadAsync(CancellationToken cancellationToken) => files.ReloadAsync(_current?.Files, cancellationToken);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var material = await files.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendAsync(material, request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            // No connection, so nothing was sent. Perhaps the server rotated its CA before we read the file again.
            if (!await files.ReloadAsync(material, cancellationToken).ConfigureAwait(false)) throw;
        }
        material = await files.GetAsync(cancellationToken).ConfigureAwait(false);
        return await SendAsync(material, request, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _disposed = true;
            _current?.Retire();
            _current = null;
        }
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAsync(TlsMaterial material, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.TryGetValue(Credential, out var credential);
        var generation = Enter(material, credential?.ClientCertificate is null ? null : credential);
        try
        {
            return await generation.Invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) generation.Leave();
        }
    }

    private Generation Enter(TlsMaterial material, KubeCredential? credential)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(KubeClient));
            if (_current is not { } current || !ReferenceEquals(current.Files, material) || !ReferenceEquals(current.Credential, credential))
            {
                _current?.Retire();
                var identity = credential is null ? material : material with { Certificate = credential.ClientCertificate, Intermediates = credential.Intermediates };
                _current = current = new Generation(material, credential, new HttpMessageInvoker(connect(identity)));
            }
            current.Enter();
            return current;
        }
    }

    // Every member is called under the gate.
    private sealed class Generation(TlsMaterial files, KubeCredential? credential, HttpMessageInvoker invoker)
    {
        private int _sending;
        private bool _retired;

        public TlsMaterial Files => files;

        public KubeCredential? Credential => credential;

        public HttpMessageInvoker Invoker => invoker;

        public void Enter() => _sending++;

        public void Leave()
        {
            _sending--;
            DisposeWhenDone();
        }

        public void Retire()
        {
            _retired = true;
            DisposeWhenDone();
        }

        private void DisposeWhenDone()
        {
            if (_retired && _sending == 0) invoker.Dispose();
        }
    }
}
