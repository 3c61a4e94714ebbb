using System.Threading.Channels;
using Kube.Schema.Json;
using Kube.Testing.Auth;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Serving;
using Kube.Testing.Storage;

namespace Kube.Testing.Controllers;

/// <summary>Empties namespaces that are being deleted, says on their status what still holds them, and lets them go.</summary>
internal sealed class NamespaceController(ServerState state, DeleteEndpoint deleter) : IAsyncDisposable
{
    private static readonly (string Type, string Reason, string Message)[] Healthy =
    [
        ("NamespaceDeletionDiscoveryFailure", "ResourcesDiscovered", "All resources successfully discovered"),
        ("NamespaceDeletionGroupVersionParsingFailure", "ParsedGroupVersions", "All legacy kube types successfully parsed"),
        ("NamespaceDeletionContentFailure", "ContentDeleted", "All content successfully deleted, may be waiting on finalization"),
    ];

    private readonly Channel<string> _work = Channel.CreateUnbounded<string>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly ApiResource _namespaces = state.Registry.Find("", "v1", "namespaces")!;
    private Task _running = Task.CompletedTask;

    public void Start() => _running = Task.Run(RunAsync);

    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value)
    {
        if (resource is { Group: "", Plural: "namespaces" } && change != StoreChange.Deleted && value.IsDeleting)
        {
            _work.Writer.TryWrite(value.Name);
        }
        else if (change == StoreChange.Deleted && value.Namespace.Length > 0 && state.Namespace(value.Namespace)?.IsDeleting == true)
        {
            _work.Writer.TryWrite(value.Namespace);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _work.Writer.TryComplete();
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var name in _work.Reader.ReadAllAsync(_stop.Token))
            {
                await EmptyAsync(name);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task EmptyAsync(string name)
    {
        var remaining = new List<(ApiResource Resource, JsonObject Value)>();
        foreach (var resource in state.Registry.All.Where(r => r.IsNamespaced && r.Has("delete")).DistinctBy(r => (r.StorageGroup, r.Plural)))
        {
            foreach (var (key, value) in state.StoreOf(resource).Current.In(name))
            {
                if (!value.IsDeleting)
                {
                    await DeleteAsync(resource, key);
                }

                if (state.StoreOf(resource).Current[key] is { } left)
                {
                    remaining.Add((resource, left));
                }
            }
        }

        var store = state.StoreOf(_namespaces);
        var namespaceKey = new StoreKey("", name);
        if (store.Current[namespaceKey] is not { IsDeleting: true } stored)
        {
            return;
        }

        if (remaining.Count > 0)
        {
            var told = WithConditions(stored, remaining);
            if (!told.Equals(stored))
            {
                state.Store.TryPut(store, namespaceKey, stored, told);
            }

            return;
        }

        if (state.Store.TryRemove(store, namespaceKey, stored) is { } gone)
        {
            state.OnWritten(_namespaces, StoreChange.Deleted, gone);
        }
    }

    private async Task DeleteAsync(ApiResource resource, StoreKey key)
    {
        var call = new ResourceCall
        {
            Http = new ServerRequest { Method = "DELETE", RawPath = "" },
            Resource = resource,
            Verb = "delete",
            Namespace = key.Namespace,
            Name = key.Name,
            User = User.Admin,
        };
        try
        {
            await deleter.DeleteOneAsync(call, new() { Policy = "Background" }, _stop.Token);
        }
        catch (ApiStatusException error) when (error.Code is 404 or 409)
        {
            // Gone already.
        }
    }

    private JsonObject WithConditions(JsonObject value, List<(ApiResource Resource, JsonObject Value)> remaining)
    {
        foreach (var (type, reason, message) in Healthy)
        {
            value = CrdConditions.With(value, type, "False", reason, message, state.Now);
        }

        var content = remaining.GroupBy(r => ApiErrors.Qualified(r.Resource.Plural, r.Resource.Group)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} has {g.Count()} resource instances");
        value = CrdConditions.With(value, "NamespaceContentRemaining", "True", "SomeResourcesRemain", $"Some resources are remaining: {string.Join(", ", content)}", state.Now);
        var finalizers = remaining.SelectMany(r => r.Value.Finalizers).GroupBy(f => f).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key} in {g.Count()} resource instances").ToList();
        return finalizers.Count == 0
            ? value
            : CrdConditions.With(value, "NamespaceFinalizersRemaining", "True", "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}", state.Now);
    }
}
