using System.Threading.Channels;
using Kube.Schema.Json;
using Kube.Testing.Auth;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Serving;
using Kube.Testing.Storage;

namespace Kube.Testing.Controllers;

/// <summary>Collects objects whose owners are gone, and carries out the orphan and foreground policies.</summary>
/// <remarks>One worker reads changes in order; all that it decides follows from the store as it is then.</remarks>
internal sealed class GarbageCollector(ServerState state, DeleteEndpoint deleter) : IAsyncDisposable
{
    private readonly Channel<Work> _work = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly Dictionary<string, Place> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<StoreKey, ApiResource>> _dependents = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private sealed record Work(ApiResource Resource, StoreChange Change, JsonObject Value);

    private sealed record Place(ApiResource Resource, StoreKey Key);

    public void Start() => _running = Task.Run(RunAsync);

    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value) => _work.Writer.TryWrite(new(resource, change, value));

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
            await foreach (var work in _work.Reader.ReadAllAsync(_stop.Token))
            {
                await HandleAsync(work);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task HandleAsync(Work work)
    {
        var (resource, change, value) = work;
        var key = new StoreKey(value.Namespace, value.Name);
        if (change == StoreChange.Deleted)
        {
            _live.Remove(value.Uid);
            Index(resource, key, value, isGone: true);
            foreach (var (of, dependent) in DependentsOf(value.Uid))
            {
                await CheckAsync(of, dependent);
            }

            foreach (var owner in Owners(value))
            {
                if (_live.TryGetValue(owner.GetString("uid") ?? "", out var found))
                {
                    await SettleAsync(found.Resource, found.Key);
                }
            }

            return;
        }

        _live[value.Uid] = new(resource, key);
        Index(resource, key, value, isGone: false);
        if (value.IsDeleting)
        {
            await SettleAsync(resource, key);
        }

        if (value.OwnerReferences.Count > 0)
        {
            await CheckAsync(resource, key);
        }
    }

    private void Index(ApiResource resource, StoreKey key, JsonObject value, bool isGone)
    {
        foreach (var owner in Owners(value))
        {
            var uid = owner.GetString("uid") ?? "";
            if (!_dependents.TryGetValue(uid, out var dependents))
            {
                _dependents.Add(uid, dependents = []);
            }

            if (isGone)
            {
                dependents.Remove(key);
            }
            else
            {
                dependents[key] = resource;
            }
        }
    }

    private List<Place> DependentsOf(string uid) =>
        _dependents.TryGetValue(uid, out var found) ? [.. found.Select(d => new Place(d.Value, d.Key))] : [];

    private JsonObject? Current(ApiResource resource, StoreKey key) => state.StoreOf(resource).Current[key];

    /// <summary>Deletes an object whose owners are all gone or going; takes the references to those out where another owner stays.</summary>
    private async Task CheckAsync(ApiResource resource, StoreKey key)
    {
        if (Current(resource, key) is not { } value)
        {
            return;
        }

        var solid = new List<JsonObject>();
        var isWaiting = false;
        var dangling = 0;
        foreach (var owner in Owners(value))
        {
            var found = Find(owner, value);
            if (found is null)
            {
                dangling++;
            }
            else if (found.IsDeleting && found.Finalizers.Contains(Deletion.ForegroundFinalizer))
            {
                isWaiting = true;
            }
            else
            {
                solid.Add(owner);
            }
        }

        if (dangling == 0 && !isWaiting)
        {
            return;
        }

        if (solid.Count > 0)
        {
            Put(resource, key, value, value.WithMeta("ownerReferences", JsonArray.From(solid)));
        }
        else if (!value.IsDeleting)
        {
            await DeleteAsync(resource, key, isWaiting && DependentsOf(value.Uid).Count > 0 ? "Foreground" : null);
        }
    }

    /// <summary>Carries out the policy of an owner that is being deleted.</summary>
    private async Task SettleAsync(ApiResource resource, StoreKey key)
    {
        if (Current(resource, key) is not { IsDeleting: true } value)
        {
            return;
        }

        if (value.Finalizers.Contains(Deletion.OrphanFinalizer))
        {
            foreach (var (of, dependent) in DependentsOf(value.Uid))
            {
                if (Current(of, dependent) is { } orphan)
                {
                    var left = Owners(orphan).Where(o => o.GetString("uid") != value.Uid).ToList();
                    Put(of, dependent, orphan, orphan.WithMeta("ownerReferences", left.Count == 0 ? null : JsonArray.From(left)));
                }
            }

            Finish(resource, key, Deletion.OrphanFinalizer);
        }
        else if (value.Finalizers.Contains(Deletion.ForegroundFinalizer))
        {
            foreach (var (of, dependent) in DependentsOf(value.Uid))
            {
                await CheckAsync(of, dependent);
            }

            var isBlocked = DependentsOf(value.Uid).Any(d => Current(d.Resource, d.Key) is { } current
                && Owners(current).Any(o => o.GetString("uid") == value.Uid && o.GetBoolean("blockOwnerDeletion") == true));
            if (!isBlocked)
            {
                Finish(resource, key, Deletion.ForegroundFinalizer);
            }
        }
    }

    private void Finish(ApiResource resource, StoreKey key, string finalizer)
    {
        while (Current(resource, key) is { } value)
        {
            var left = value.Finalizers.Where(f => f != finalizer).ToList();
            if (left.Count > 0)
            {
                if (Put(resource, key, value, value.WithFinalizers(left)))
                {
                    return;
                }
            }
            else if (state.Store.TryRemove(state.StoreOf(resource), key, value) is { } gone)
            {
                state.OnWritten(resource, StoreChange.Deleted, gone);
                return;
            }
        }
    }

    private bool Put(ApiResource resource, StoreKey key, JsonObject old, JsonObject value)
    {
        var rules = new Ownership(resource.Shape.Resolved, resource.ApiVersion, FieldSet.Empty);
        value = FieldManager.Update(rules, old, value, "kube-controller-manager", "", state.Now);
        if (state.Store.TryPut(state.StoreOf(resource), key, old, value) is not { } written)
        {
            return false;
        }

        state.OnWritten(resource, StoreChange.Modified, written);
        return true;
    }

    private async Task DeleteAsync(ApiResource resource, StoreKey key, string? policy)
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
            await deleter.DeleteOneAsync(call, new() { Policy = policy }, _stop.Token);
        }
        catch (ApiStatusException error) when (error.Code is 404 or 409)
        {
            // Gone or changed meanwhile: the change itself brings the object here again.
        }
    }

    /// <summary>The owner a reference means, or none where it is gone or lives in another namespace.</summary>
    private JsonObject? Find(JsonObject reference, JsonObject dependent)
    {
        if (!_live.TryGetValue(reference.GetString("uid") ?? "", out var found) || (found.Resource.IsNamespaced && found.Key.Namespace != dependent.Namespace))
        {
            return null;
        }

        return Current(found.Resource, found.Key) is { } owner && owner.Uid == reference.GetString("uid") ? owner : null;
    }

    private static IEnumerable<JsonObject> Owners(JsonObject value) => value.OwnerReferences.OfType<JsonObject>();
}
