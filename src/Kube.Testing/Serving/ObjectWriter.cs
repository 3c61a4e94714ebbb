using System.Globalization;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Testing.Admission;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>What a write made of an object.</summary>
/// <param name="Value">The object as the client sees it.</param>
/// <param name="Created">Whether it is new.</param>
internal sealed record WriteResult(JsonObject Value, bool Created);

/// <summary>Takes objects through admission, preparation and validation into the store.</summary>
internal sealed class ObjectWriter(ServerState state, ObjectAccess access, IAdmission admission)
{
    private const int NameAttempts = 8;
    private const int UpdateAttempts = 100;
    private const int GeneratedNameLength = 63;
    private const int SuffixLength = 5;
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Stores a new object that was decoded already.</summary>
    /// <exception cref="ApiStatusException">It is refused.</exception>
    public async Task<WriteResult> CreateAsync(ResourceCall call, WriteOptions options, JsonObject decoded, bool isApplied, CancellationToken cancellationToken)
    {
        var strategy = Strategies.For(call.Resource);
        var value = call.Resource.IsNamespaced ? decoded.WithMeta("namespace", call.Namespace) : decoded.WithMeta("namespace", null);
        value = OwnerDuplicates.Removed(call, value, afterAdmission: false);
        // What the server alone says of an object is nobody's field.
        value = value.WithMeta("deletionTimestamp", null).WithMeta("deletionGracePeriodSeconds", null);
        if (!isApplied)
        {
            value = FieldManager.Update(Rules(call, strategy), null, value, options.FieldManager, call.Subresource, state.Now, strategy.Zero);
        }

        // Admission sees what the client sent, defaults filled: the name may still be missing, and so are uid and times.
        value = await admission.MutateAsync(AdmissionAttributes.ForCreate(call, options, value), cancellationToken);
        value = OwnerDuplicates.Removed(call, value, afterAdmission: true);
        var generate = value.Name.Length == 0 && value.Metadata.GetString("generateName") is { Length: > 0 };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CreateOnce(call, options, generate ? WithGeneratedName(value) : value, isApplied, cancellationToken);
            }
            catch (ApiStatusException error) when (generate && error.Reason == "AlreadyExists" && attempt < NameAttempts)
            {
                // Taken by chance: another name may be free.
            }
        }
    }

    /// <summary>Changes a stored object; again from the newest where another write came between and the client did not say which version it knew.</summary>
    /// <param name="call">The request; its name says which object.</param>
    /// <param name="options">Its options.</param>
    /// <param name="change">Makes the new object from the one that clients see; it gets none where <paramref name="create"/> may make one.</param>
    /// <param name="create">Whether a missing object is created.</param>
    /// <param name="isApplied">Whether <paramref name="change"/> noted the field managers itself, as an apply does.</param>
    /// <param name="cancellationToken">Stops waiting for webhooks.</param>
    /// <exception cref="ApiStatusException">It is refused.</exception>
    public async Task<WriteResult> UpdateAsync(
        ResourceCall call, WriteOptions options, Func<JsonObject?, ValueTask<JsonObject>> change, bool create, bool isApplied, CancellationToken cancellationToken)
    {
        var store = state.StoreOf(call.Resource);
        for (var attempt = 1; ; attempt++)
        {
            var warnings = call.Warnings.Count;
            var stored = store.Current[call.Key];
            if (stored is null)
            {
                return create
                    ? await CreateAsync(call, options, await change(null), isApplied, cancellationToken)
                    : throw call.NotFound();
            }

            var existing = await access.ReadAsync(call.Resource, stored, cancellationToken);
            var updated = await change(existing);
            var isConditional = updated.ResourceVersion is not ("" or "0");
            if (await UpdateOnce(call, options, store, stored, existing, updated, cancellationToken) is { } result)
            {
                return new(result, Created: false);
            }

            if ((isConditional && updated.ResourceVersion != existing.ResourceVersion) || attempt == UpdateAttempts)
            {
                throw call.Conflict(ApiErrors.Modified);
            }

            call.Warnings.RemoveRange(warnings, call.Warnings.Count - warnings);
        }
    }

    private async Task<WriteResult> CreateOnce(ResourceCall call, WriteOptions options, JsonObject value, bool isApplied, CancellationToken cancellationToken)
    {
        var resource = call.Resource;
        var strategy = Strategies.For(resource);
        var hasVersion = value.ResourceVersion.Length > 0 && !isApplied;
        value = strategy.PrepareForCreate(WithSystemFields(call, value).WithMeta("generation", null));
        value = Normalized(value);
        var problems = strategy.ValidateCreate(value);
        if (problems.Count > 0)
        {
            throw ApiErrors.Invalid(call.Group, value.ObjectKind, value.Name, problems);
        }

        call.Warnings.AddRange(ObjectMetaValidation.FinalizerWarnings(value.Metadata, null));
        call.Warnings.AddRange(strategy.Warnings(value, null));
        await admission.ValidateAsync(AdmissionAttributes.ForCreate(call, options, value), cancellationToken);
        if (hasVersion && !options.DryRun)
        {
            throw ApiErrors.Unclassified("resourceVersion should not be set on objects to be created");
        }

        var store = state.StoreOf(resource);
        var key = new StoreKey(call.Namespace, value.Name);
        if (options.DryRun)
        {
            return store.Current[key] is { } there ? throw Exists(call, there, value) : new(value, Created: true);
        }

        var stored = store.Current[key] is null
            ? state.Store.TryPut(store, key, null, await access.ToStorageAsync(resource, value, cancellationToken))
            : null;
        if (stored is null)
        {
            throw Exists(call, store.Current[key] ?? value, value);
        }

        state.OnWritten(resource, StoreChange.Added, stored);
        return new(await access.ReadAsync(resource, stored, cancellationToken), Created: true);
    }

    /// <summary>The updated object, or none where another write came first.</summary>
    private async Task<JsonObject?> UpdateOnce(
        ResourceCall call, WriteOptions options, ResourceStore store, JsonObject stored, JsonObject existing, JsonObject updated, CancellationToken cancellationToken)
    {
        var strategy = Strategies.For(call.Resource);
        updated = OwnerDuplicates.Removed(call, await MutateAsync(call, options, updated, existing, cancellationToken), afterAdmission: true);
        CheckVersion(call, strategy, existing, updated);
        updated = updated.WithMeta("resourceVersion", existing.ResourceVersion);
        updated = strategy.PrepareForUpdate(Kept(updated, existing), existing, call.Subresource);
        updated = Normalized(updated);
        // The metadata is judged for all kinds and then by each kind again: a cause there is told twice.
        IReadOnlyList<FieldCause> problems = [.. MetadataRules.Update(updated, existing), .. strategy.ValidateUpdate(updated, existing, call.Subresource, call.Warnings)];
        if (problems.Count > 0)
        {
            throw ApiErrors.Invalid(call.Group, updated.ObjectKind, existing.Name, problems);
        }

        call.Warnings.AddRange(ObjectMetaValidation.FinalizerWarnings(updated.Metadata, existing.Metadata));
        call.Warnings.AddRange(call.Subresource.Length == 0 ? strategy.Warnings(updated, existing) : []);
        await admission.ValidateAsync(Admitted(call, options, updated, existing), cancellationToken);
        var isGone = updated.IsDeleting && !updated.Finalizers.Any() && !(strategy is BuiltInStrategy builtIn && builtIn.IsHeld(updated)) && (updated.At("metadata", "deletionGracePeriodSeconds") is not JsonInteger { Value: > 0 });
        if (options.DryRun)
        {
            return updated;
        }

        var toStore = await access.ToStorageAsync(call.Resource, updated, cancellationToken);
        if (isGone)
        {
            return Remove(call, store, stored) ? updated : null;
        }

        if (SameButTimes(stored, toStore))
        {
            return existing;
        }

        var result = state.Store.TryPut(store, call.Key, stored, toStore);
        if (result is null)
        {
            return null;
        }

        state.OnWritten(call.Resource, StoreChange.Modified, result);
        return await access.ReadAsync(call.Resource, result, cancellationToken);
    }

    private async ValueTask<JsonObject> MutateAsync(ResourceCall call, WriteOptions options, JsonObject updated, JsonObject existing, CancellationToken cancellationToken)
    {
        var write = Admitted(call, options, updated, existing);
        var mutated = await admission.MutateAsync(write, cancellationToken);
        return call.View is not { } view ? mutated : ReferenceEquals(mutated, write.Value) ? updated : view.Change(updated, mutated);
    }

    /// <summary>The update as admission sees it: of the object, or of a subresource's own.</summary>
    private static AdmissionAttributes Admitted(ResourceCall call, WriteOptions options, JsonObject updated, JsonObject existing) => call.View is { } view
        ? AdmissionAttributes.ForUpdate(call, options, view.Show(updated), view.Show(existing))
        : AdmissionAttributes.ForUpdate(call, options, updated, existing);

    /// <summary>Takes an object out of the store; false where another write came first.</summary>
    public bool Remove(ResourceCall call, ResourceStore store, JsonObject stored)
    {
        var gone = state.Store.TryRemove(store, call.Key, stored);
        if (gone is not null)
        {
            state.OnWritten(call.Resource, StoreChange.Deleted, gone);
        }

        return gone is not null;
    }

    /// <summary>The rules of field ownership at an endpoint.</summary>
    public static Ownership Rules(ResourceCall call, ObjectStrategy strategy) =>
        new(call.Resource.Shape.Resolved, call.Resource.ApiVersion, strategy.ResetFields(call.Subresource));

    private static ApiStatusException Exists(ResourceCall call, JsonObject there, JsonObject value) => value.Metadata.GetString("generateName") is { Length: > 0 }
        ? ApiErrors.NoNameGenerated(call.Group, call.Plural, there.Name)
        : there.IsDeleting
            ? ApiErrors.ObjectIsBeingDeleted(call.Group, call.Plural, there.Name)
            : ApiErrors.AlreadyExists(call.Group, call.Plural, there.Name);

    private static void CheckVersion(ResourceCall call, ObjectStrategy strategy, JsonObject existing, JsonObject updated)
    {
        var version = updated.ResourceVersion;
        if (version.Length > 0 && !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw ApiErrors.Unclassified($"strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }

        if (version is "" or "0")
        {
            if (!strategy.AllowsUnconditionalUpdate)
            {
                throw ApiErrors.Invalid(call.Group, call.Plural, call.Name, [FieldCause.Invalid("metadata.resourceVersion", 0, "must be specified for an update")]);
            }
        }
        else if (version != existing.ResourceVersion)
        {
            throw call.Conflict(ApiErrors.Modified);
        }
    }

    /// <summary>The metadata no update may change, from the stored object.</summary>
    private static JsonObject Kept(JsonObject updated, JsonObject existing)
    {
        var old = existing.Metadata;
        var meta = updated.Metadata.ToBuilder();
        meta["generation"] = old["generation"];
        meta["creationTimestamp"] = old["creationTimestamp"];
        meta["selfLink"] = null;
        meta["uid"] = updated.Uid.Length == 0 ? old["uid"] : meta["uid"];
        if (existing.IsDeleting)
        {
            meta["deletionTimestamp"] = old["deletionTimestamp"];
            meta["deletionGracePeriodSeconds"] ??= old["deletionGracePeriodSeconds"];
        }

        return updated.With("metadata", meta.Build());
    }

    private JsonObject WithSystemFields(ResourceCall call, JsonObject value)
    {
        var meta = value.Metadata.ToBuilder();
        meta["namespace"] = call.Resource.IsNamespaced ? call.Namespace : null;
        meta["uid"] = Guid.NewGuid().ToString();
        meta["creationTimestamp"] = state.Now;
        meta["selfLink"] = null;
        meta["deletionTimestamp"] = null;
        meta["deletionGracePeriodSeconds"] = null;
        meta["resourceVersion"] = null;
        return value.With("metadata", meta.Build());
    }

    private static JsonObject WithGeneratedName(JsonObject value)
    {
        var prefix = value.Metadata.GetString("generateName")!;
        if (prefix.Length > GeneratedNameLength - SuffixLength)
        {
            prefix = prefix[..(GeneratedNameLength - SuffixLength)];
        }

        return value.WithMeta("name", prefix + new string(Random.Shared.GetItems<char>(SuffixLetters, SuffixLength)));
    }

    /// <summary>Metadata without fields that are empty: the wire does not show them.</summary>
    private static JsonObject Normalized(JsonObject value)
    {
        var meta = value.Metadata;
        foreach (var entry in value.Metadata)
        {
            if (entry.Value is JsonNull or JsonArray { Count: 0 } or JsonObject { Count: 0 } or JsonString { Value: "" })
            {
                meta = meta.Without(entry.Key);
            }
        }

        return value.With("metadata", meta);
    }

    /// <summary>Whether two objects differ in nothing, or in no more than the times of their field managers.</summary>
    private static bool SameButTimes(JsonObject stored, JsonObject updated) => stored.Equals(updated) || WithoutTimes(stored).Equals(WithoutTimes(updated));

    private static JsonObject WithoutTimes(JsonObject value) => value.Metadata.GetArray("managedFields") is { } entries
        ? value.WithMeta("managedFields", JsonArray.From(entries.Select(e => e is JsonObject entry ? entry.Without("time") : e)))
        : value;
}
