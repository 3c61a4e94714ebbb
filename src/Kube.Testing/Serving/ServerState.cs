using Kube.Schema.Json;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>What all endpoints of one server share.</summary>
internal sealed class ServerState(EmbeddedApiServerOptions options)
{
    public EmbeddedApiServerOptions Options { get; } = options;

    public TimeProvider Clock => Options.TimeProvider;

    public ObjectStore Store { get; } = new(options.WatchHistory);

    public ResourceRegistry Registry { get; } = new();

    /// <summary>Cancelled when the server stops: watches end.</summary>
    public CancellationTokenSource Stopping { get; } = new();

    /// <summary>Called after an object was written or removed, with its resource; controllers hang here.</summary>
    public event Action<ApiResource, StoreChange, JsonObject>? Written;

    public string Now => ManagedFields.Stamp(Clock.GetUtcNow());

    public ResourceStore StoreOf(ApiResource resource) => Store.Of(resource.StorageGroup, resource.Plural);

    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value) => Written?.Invoke(resource, change, value);

    /// <summary>A stored namespace, or none.</summary>
    public JsonObject? Namespace(string name) => Store.Of("", "namespaces").Current[new("", name)];
}
