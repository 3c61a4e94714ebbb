using System.Buffers;
using System.Text.Json;
using Kube.Client;

namespace Kube.Runtime;

/// <summary>Holds objects back from deletion until what was made for them outside the cluster is cleaned up.</summary>
/// <remarks>
/// <para>Guarantees: the work runs only while the finalizer is on the object, so nothing is made that nobody would clean up; the
/// finalizer goes only after the clean-up said <see cref="ReconcileResult.Done"/>; both writes name the object's UID and version, so a
/// stale cache can neither hold nor release an object that was created anew, nor undo somebody else's finalizer.</para>
/// <para>Assumptions: the clean-up is repeatable. It runs again when the process dies between it and the removal. A cache that is behind
/// does not make it run again, unless it is behind for longer than <see cref="ControllerOptions.WriteSeenTimeout"/>.</para>
/// <para>Needs the verbs <c>get</c> and <c>patch</c> on the resource.</para>
/// </remarks>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class Finalizer<T> where T : class, IKubeObject<T>
{
    private const int Attempts = 5;

    private readonly Api<T> _api;

    /// <summary>Makes the helper.</summary>
    /// <param name="api">The objects; any namespace of theirs.</param>
    /// <param name="name">The finalizer: a domain of yours, a slash, a word, such as <c>example.com/cleanup</c>.</param>
    /// <exception cref="ArgumentException">The name is not of that form, which API servers refuse.</exception>
    public Finalizer(Api<T> api, string name)
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Split('/') is not [{ Length: > 0 } domain, { Length: > 0 }] || !domain.Contains('.'))
            throw new ArgumentException($"'{name}' is no finalizer: it must be a domain, a slash and a word, such as 'example.com/cleanup'.", nameof(name));
        _api = api;
        Name = name;
    }

    /// <summary>The finalizer.</summary>
    public string Name { get; }

    /// <summary>Does what is due: hold, work, clean up and release, or nothing.</summary>
    /// <param name="resource">The object as the reconciler got it.</param>
    /// <param name="context">The reconciler's context.</param>
    /// <param name="reconcile">The work, on an object that is held.</param>
    /// <param name="cleanUp">The clean-up. Only <see cref="ReconcileResult.Done"/> releases the object; every other result means that it is not finished.</param>
    /// <param name="cancellationToken">The reconciler's token.</param>
    /// <returns>What the reconciler is to return.</returns>
    public async ValueTask<ReconcileResult> RunAsync(
        T resource,
        ReconcileContext context,
        Func<T, CancellationToken, ValueTask<ReconcileResult>> reconcile,
        Func<T, CancellationToken, ValueTask<ReconcileResult>> cleanUp,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(context);
        switch (FinalizerTable.Next(resource.HasFinalizer(Name), resource.IsDeleting))
        {
            case FinalizerStep.Add:
                // What the server answers is worked on at once: no event is needed, which a predicate might have dropped.
                return await HoldAsync(resource, cancellationToken).ConfigureAwait(false) is { } held
                    ? await reconcile(context.Wrote(held), cancellationToken).ConfigureAwait(false)
                    : ReconcileResult.Retry;
            case FinalizerStep.Reconcile:
                return await reconcile(resource, cancellationToken).ConfigureAwait(false);
            case FinalizerStep.CleanUp:
                var result = await cleanUp(resource, cancellationToken).ConfigureAwait(false);
                if (result != ReconcileResult.Done)
                    return result;
                await ReleaseAsync(resource, cancellationToken).ConfigureAwait(false);
                // The write that takes the last finalizer off deletes the object, and its answer has no version that a cache could reach.
                context.Wrote(resource, cached => cached.Metadata.Uid == resource.Metadata.Uid && cached.HasFinalizer(Name));
                return ReconcileResult.Done;
            default:
                return ReconcileResult.Done;
        }
    }

    /// <summary>Puts the finalizer on.</summary>
    /// <returns>The object as it is now; <see langword="null"/> when the cache was stale and a newer state is on its way.</returns>
    private async Task<T?> HoldAsync(T resource, CancellationToken cancellationToken)
    {
        try
        {
            return await PatchAsync(resource, [.. resource.Metadata.Finalizers ?? [], Name], cancellationToken).ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsConflict || e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Takes the finalizer off; a cache that is behind does not stop it, for the clean-up is done.</summary>
    private async Task ReleaseAsync(T resource, CancellationToken cancellationToken)
    {
        var current = resource;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PatchAsync(current, [.. current.Metadata.Finalizers!.Where(f => f != Name)], cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (KubeApiException e) when (e.IsNotFound)
            {
                return;
            }
            catch (KubeApiException e) when (e.IsConflict && attempt < Attempts)
            {
                var live = await ApiOf(resource).GetOrNullAsync(resource.Name, cancellationToken: cancellationToken).ConfigureAwait(false);
                // Gone, gone and created anew, or released by another hand: nothing of ours is left to take off.
                if (live is null || live.Metadata.Uid != resource.Metadata.Uid || !live.HasFinalizer(Name))
                    return;
                current = live;
            }
        }
    }

    private Task<T> PatchAsync(T resource, string[] finalizers, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            // Both are preconditions: the server answers 409 for another object or another version.
            json.WriteString("uid", resource.Metadata.Uid);
            json.WriteString("resourceVersion", resource.Metadata.ResourceVersion);
            json.WriteStartArray("finalizers");
            foreach (var finalizer in finalizers)
                json.WriteStringValue(finalizer);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return ApiOf(resource).PatchAsync(resource.Name, Patch.Merge(body.WrittenSpan), cancellationToken: cancellationToken);
    }

    // A controller of all namespaces has an API without one; writes need the object's own.
    private Api<T> ApiOf(T resource) => _api.Namespace is null && resource.Namespace is { } ns ? _api.Client.For<T>(_api.Type, ns) : _api;
}
