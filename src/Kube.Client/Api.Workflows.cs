namespace Kube.Client;

public sealed partial class Api<T>
{
    private const int ConflictRetries = 10;

    /// <summary>Reads an object, changes it and replaces it; when someone else was faster (409), does so again with what is there now.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="change">Gives the changed object; called once a try. Giving back an equal object writes nothing.</param>
    /// <param name="parameters">How to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The object as it is now.</returns>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsConflict"/> when ten tries in a row came too late.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> UpdateAsync(string name, Func<T, T> change, ReplaceParams? parameters = null, CancellationToken cancellationToken = default) =>
        UpdateAsync(name, change, value => ReplaceAsync(value, parameters, cancellationToken), cancellationToken);

    /// <summary>As <see cref="UpdateAsync(string, Func{T, T}, ReplaceParams?, CancellationToken)"/>, but writes the status.</summary>
    /// <inheritdoc cref="UpdateAsync(string, Func{T, T}, ReplaceParams?, CancellationToken)"/>
    public Task<T> UpdateStatusAsync(string name, Func<T, T> change, ReplaceParams? parameters = null, CancellationToken cancellationToken = default) =>
        UpdateAsync(name, change, value => ReplaceStatusAsync(value, parameters, cancellationToken), cancellationToken);

    /// <summary>Reads an object, or creates it when there is none of that name; safe when several do so at once.</summary>
    /// <returns>The object that was there, or the created one.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public async Task<T> GetOrCreateAsync(T value, CreateParams? parameters = null, CancellationToken cancellationToken = default)
    {
        var api = Namespace is null && NamespaceOf(value) is { } ns ? Client.For<T>(Type, ns) : this;
        while (true)
        {
            if (await api.GetOrNullAsync(NameOf(value), cancellationToken: cancellationToken).ConfigureAwait(false) is { } found) return found;
            try
            {
                return await api.CreateAsync(value, parameters, cancellationToken).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsAlreadyExists)
            {
                // Someone else created it in between: theirs is what is there.
            }
        }
    }

    /// <summary>Creates an object, or applies it (server-side apply) when there is one of that name: for callers who must know which.</summary>
    /// <returns>The object, and whether it was created.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<(T Object, bool Created)> CreateOrApplyAsync(T value, ApplyParams parameters, CancellationToken cancellationToken = default) =>
        // Apply creates what is missing, in one request and without a race; the server's code tells which it was.
        Client.CallAsync(
            Requests.Patch(Type, NamespaceOf(value), NameOf(value), Patch.Apply(value), Given(parameters)),
            (response, body) => (Client.Read<T>(body), response.StatusCode == System.Net.HttpStatusCode.Created), cancellationToken);

    /// <summary>Restarts the pods of a workload (deployment, daemon set, stateful set), as <c>kubectl rollout restart</c> does.</summary>
    /// <exception cref="InvalidOperationException">This is the API of all namespaces.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public Task<T> RestartAsync(string name, PatchParams? parameters = null, CancellationToken cancellationToken = default) => Client.ObjectAsync<T>(
        Requests.Restart(Type, Namespace ?? throw new InvalidOperationException("A workload is restarted in its namespace."), name, Client.Options.TimeProvider.GetUtcNow(), parameters),
        cancellationToken);

    /// <summary>The same resources, read as metadata only: a fraction of the bytes, for those who need names, labels and owners.</summary>
    public Api<PartialObjectMetadata> MetadataOnly() => new(Client, Type, Namespace);

    private async Task<T> UpdateAsync(string name, Func<T, T> change, Func<T, Task<T>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++)
        {
            var current = await GetAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            var changed = change(current);
            if (changed.Equals(current)) return current;
            try
            {
                return await write(changed).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsConflict && attempt < ConflictRetries)
            {
                // Two that collided should not collide again.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 * attempt)), Client.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
