using Kube.Schema.Json;
using Kube.Testing.Crds;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Serving;
using Kube.Testing.Storage;
using Kube.Testing.Typing;

namespace Kube.Testing.Controllers;

/// <summary>What the real server's CRD controllers do: accept names, establish, serve, and clean up. Here it is done before the write is answered.</summary>
internal sealed class CrdController(ServerState state)
{
    private static readonly string[] Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];
    private static readonly string[] SubresourceVerbs = ["get", "patch", "update"];

    private readonly ApiResource _resource = state.Registry.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;
    private readonly Lock _lock = new();

    private ResourceStore Definitions => state.StoreOf(_resource);

    /// <summary>Brings status and serving of a definition up to date after it was written or removed.</summary>
    public void OnWritten(ApiResource resource, StoreChange change, JsonObject value)
    {
        if (resource.Custom is { } version)
        {
            if (change == StoreChange.Deleted && Definitions.Current[new("", version.Definition.Name)] is { IsDeleting: true } going)
            {
                Release(going);
            }

            return;
        }

        if (resource.Kind != _resource.Kind || resource.Group != _resource.Group)
        {
            return;
        }

        lock (_lock)
        {
            if (change == StoreChange.Deleted)
            {
                Withdraw(value);
            }
            else
            {
                Settle(value);
                CleanUp(value);
            }

            // A name that became free, or was taken, may change the lot of others of the group.
            var group = value.TextAt("spec", "group");
            foreach (var (_, other) in Definitions.Current.All)
            {
                if (other.Name != value.Name && other.TextAt("spec", "group") == group && !CrdConditions.IsTrue(other, "NamesAccepted"))
                {
                    Settle(other);
                }
            }
        }
    }

    private void Settle(JsonObject crd)
    {
        var key = new StoreKey("", crd.Name);
        while (Definitions.Current[key] is { } stored)
        {
            var others = Definitions.Current.All.Select(o => o.Value).Where(o => o.Name != stored.Name && o.TextAt("spec", "group") == stored.TextAt("spec", "group"));
            var settled = CrdConditions.Settle(stored, others, state.Now);
            if (settled.Equals(stored))
            {
                Serve(stored);
                return;
            }

            if (state.Store.TryPut(Definitions, key, stored, WithManager(stored, settled)) is { } written)
            {
                if (CrdConditions.IsInstalling(written))
                {
                    continue;
                }

                Serve(written);
                return;
            }
        }
    }

    /// <summary>Notes the server itself as the manager of the status it wrote.</summary>
    private JsonObject WithManager(JsonObject old, JsonObject settled)
    {
        var rules = new Ownership(_resource.Shape.Resolved, _resource.ApiVersion, FieldSet.Of("spec").Union(FieldSet.Of("metadata")));
        return FieldManager.Update(rules, old, settled, "kube-apiserver", "status", state.Now);
    }

    private void Serve(JsonObject crd)
    {
        var isServed = CrdConditions.IsTrue(crd, "Established") && CrdConditions.IsTrue(crd, "NamesAccepted");
        var resources = isServed ? Resources(CustomDefinition.Read(crd)) : [];
        var before = state.Registry.Customs.Where(r => r.Custom!.Definition.Name == crd.Name).ToList();
        var generation = crd.Generation;
        if (before.Count > 0 && before[0].Custom!.Definition.Generation == generation && isServed)
        {
            return;
        }

        state.Registry.Set(crd.Name, resources);
        if (before.Count > 0)
        {
            // Watches were opened against the old schema: clients must come again.
            state.StoreOf(before[0]).EndWatches();
        }
    }

    /// <summary>Deletes the objects of a definition that is being deleted.</summary>
    private void CleanUp(JsonObject crd)
    {
        if (!crd.IsDeleting || !crd.Finalizers.Contains(CrdObjects.CleanupFinalizer))
        {
            return;
        }

        var key = new StoreKey("", crd.Name);
        if (Definitions.Current[key] is { } stored)
        {
            var going = CrdConditions.With(stored, "Terminating", "True", "InstanceDeletionInProgress", "CustomResource deletion is in progress", state.Now);
            if (!going.Equals(stored))
            {
                state.Store.TryPut(Definitions, key, stored, WithManager(stored, going));
            }
        }

        var resource = state.Registry.Customs.FirstOrDefault(r => r.Custom!.Definition.Name == crd.Name);
        if (resource is not null)
        {
            foreach (var (objectKey, value) in state.StoreOf(resource).Current.All)
            {
                DeleteInstance(resource, objectKey, value);
            }
        }

        Release(crd);
    }

    private void DeleteInstance(ApiResource resource, StoreKey key, JsonObject value)
    {
        var store = state.StoreOf(resource);
        if (!value.Finalizers.Any())
        {
            state.Store.TryRemove(store, key, value);
            return;
        }

        if (!value.IsDeleting)
        {
            state.Store.TryPut(store, key, value, value
                .WithMeta("deletionTimestamp", state.Now)
                .WithMeta("deletionGracePeriodSeconds", 0)
                .WithMeta("generation", value.Generation + 1));
        }
    }

    /// <summary>Lets a definition go once no object of it is left.</summary>
    private void Release(JsonObject crd)
    {
        var key = new StoreKey("", crd.Name);
        var resource = state.Registry.Customs.FirstOrDefault(r => r.Custom!.Definition.Name == crd.Name);
        if ((resource is not null && state.StoreOf(resource).Current.Count > 0) || Definitions.Current[key] is not { IsDeleting: true } stored)
        {
            return;
        }

        var left = stored.Finalizers.Where(f => f != CrdObjects.CleanupFinalizer).ToList();
        if (left.Count > 0)
        {
            state.Store.TryPut(Definitions, key, stored, stored.WithFinalizers(left));
        }
        else if (state.Store.TryRemove(Definitions, key, stored) is { } gone)
        {
            Withdraw(gone);
        }
    }

    private void Withdraw(JsonObject crd)
    {
        var before = state.Registry.Customs.FirstOrDefault(r => r.Custom!.Definition.Name == crd.Name);
        state.Registry.Set(crd.Name, []);
        if (before is not null)
        {
            state.StoreOf(before).EndWatches();
        }
    }

    private static IReadOnlyList<ApiResource> Resources(CustomDefinition definition) =>
        [.. definition.Versions.Where(v => v.Served).Select(v => Resource(definition, v))];

    private static ApiResource Resource(CustomDefinition definition, CustomVersion version)
    {
        var subresources = new List<ApiSubresource>();
        if (version.HasStatus)
        {
            subresources.Add(new("status", SubresourceVerbs, "", "", definition.Kind));
        }

        if (version.Scale is not null)
        {
            subresources.Add(new("scale", SubresourceVerbs, "autoscaling", "v1", "Scale"));
        }

        return new()
        {
            Group = definition.Group,
            Version = version.Name,
            Kind = definition.Kind,
            ListKind = definition.ListKind,
            Plural = definition.Plural,
            Singular = definition.Singular,
            IsNamespaced = definition.IsNamespaced,
            Verbs = Verbs,
            ShortNames = definition.ShortNames,
            Categories = definition.Categories,
            Subresources = subresources,
            Shape = SchemaShape.OfResource(version.Schema),
            Custom = version,
        };
    }
}
