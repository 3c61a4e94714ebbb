using Kube.Schema.Json;
using Kube.Testing.Admission;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Serving;

/// <summary>DELETE of an object and of a collection.</summary>
internal sealed class DeleteEndpoint(ServerState state, ObjectAccess access, ObjectWriter writer, ReadEndpoint reader, IAdmission admission, Presentation presentation)
{
    private const int Attempts = 100;

    public async Task<ServerResponse> DeleteAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        Presentation.Negotiate(call);
        var options = DeletionOptions.Read(call.Http);
        var (value, isGone) = await DeleteOneAsync(call, options, cancellationToken);
        if (!isGone || Strategies.For(call.Resource).ReturnsDeletedObject)
        {
            return presentation.Object(call, 200, value);
        }

        var form = Accept.Negotiate(call.Http.Header("Accept"), BodyForm.Table, BodyForm.Metadata, BodyForm.MetadataList);
        return presentation.Write(call, 200, form with { Form = BodyForm.Plain }, ApiErrors.Success(call.Name, call.Group, call.Plural, value.Uid));
    }

    public async Task<ServerResponse> DeleteCollectionAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        var form = Presentation.Negotiate(call);
        var options = ListOptions.Read(call.Http, isWatch: false);
        var deletion = DeletionOptions.Read(call.Http);
        var page = await reader.ReadPage(call, options, Selection.Of(call, options), cancellationToken);
        var items = await access.ReadAsync(call.Resource, page.Items, cancellationToken);
        foreach (var item in items)
        {
            try
            {
                await DeleteOneAsync(call with { Name = item.Name, Namespace = item.Namespace }, deletion, cancellationToken);
            }
            catch (ApiStatusException error) when (error.Reason == "NotFound")
            {
                // Somebody else was faster: it is gone, which is what was asked for.
            }
        }

        return presentation.List(call, form, items, page.Meta(call.IsCustom));
    }

    /// <summary>Deletes one object, or marks it for deletion where finalizers hold it.</summary>
    /// <returns>The object as it is now (or last was), and whether it is gone.</returns>
    public async Task<(JsonObject Value, bool IsGone)> DeleteOneAsync(ResourceCall call, DeletionOptions options, CancellationToken cancellationToken)
    {
        var store = state.StoreOf(call.Resource);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = store.Current[call.Key] ?? throw call.NotFound();
            var existing = await access.ReadAsync(call.Resource, stored, cancellationToken);
            options.CheckPreconditions(call, existing);
            var deletion = AdmissionAttributes.ForDelete(call, options, existing);
            await admission.MutateAsync(deletion, cancellationToken);
            await admission.ValidateAsync(deletion, cancellationToken);
            var finalizers = Deletion.Finalizers(existing, options);
            if (Deletion.HoldsItself(call, existing))
            {
                // A namespace is held by spec.finalizers, a pod by its grace period: marked now, gone later.
            }
            else if (finalizers.Count == 0)
            {
                if (options.DryRun || writer.Remove(call, store, stored))
                {
                    return (existing, true);
                }

                continue;
            }

            var marked = Deletion.Mark(call, stored, finalizers, state.Now);
            if (options.DryRun || marked.Equals(stored))
            {
                return (await access.ReadAsync(call.Resource, marked, cancellationToken), false);
            }

            if (state.Store.TryPut(store, call.Key, stored, marked) is { } result)
            {
                state.OnWritten(call.Resource, Storage.StoreChange.Modified, result);
                return (await access.ReadAsync(call.Resource, result, cancellationToken), false);
            }
        }

        throw call.Conflict(ApiErrors.Modified);
    }
}
