using Kube.Schema.Json;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Storage;
using Kube.Testing.Tls;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Serving;

/// <summary>What all endpoints of one server share.</summary>
internal sealed class ServerState(EmbeddedApiServerOptions options)
{
    public EmbeddedApiServerOptions Options { get; } = options;

    public TimeProvider Clock => Options.TimeProvider;

    /// <summary>Who signs certificates; none without HTTPS.</summary>
    public CertificateAuthority? Authority { get; } = options.UseHttps ? new("embedded-api-server-ca") : null;

    public ObjectStore Store { get; } = new(options.WatchHistory);

    public ResourceRegistry Registry { get; } = new();

    /// <summary>Where webhooks are.</summary>
    public WebhookRoutes WebhookRoutes { get; } = new();

    /// <summary>Calls webhooks.</summary>
    public WebhookCaller Webhooks => _webhooks ??= new(WebhookRoutes, Clock);

    private WebhookCaller? _webhooks;

    /// <summary>Cancelled when the server stops: watches end.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>Called after an object was written or removed, with its resource; controllers hang here.</summary>
    public event Action<ApiResource, StoreChange, JsonObject>? Written;

    /// <summary>What reads that allow it are answered from, where a test wants them stale.</summary>
    public StoreSnapshot? StaleReads { get => Volatile.Read(ref _staleReads); set => Volatile.Write(ref _staleReads, value); }

    private StoreSnapshot? _staleReads;

    public string Now => ManagedFields.Stamp(Clock.GetUtcNow());

    public ResourceStore StoreOf(ApiResource resource) => Store.Of(resource.StorageGroup, resource.Plural);

    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value) => Written?.Invoke(resource, change, value);

    /// <summary>A stored namespace, or none.</summary>
    public JsonObject? Namespace(string name) => Store.Of("", "namespaces").Current[new("", name)];
}
