using Kube.Client;

namespace Kube.Runtime;

/// <summary>Waits for objects.</summary>
public static class WaitExtensions
{
    /// <summary>Waits until an object meets a condition.</summary>
    /// <remarks>Watches the one object. Faults of the watch do not end the wait; the last one is told when the time runs out.</remarks>
    /// <param name="api">The objects; of one namespace if the type is namespaced.</param>
    /// <param name="name">Which.</param>
    /// <param name="condition">What to wait for.</param>
    /// <param name="timeout">How long to wait at most; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The object as it met the condition; <see langword="null"/> when it met it by not being there.</returns>
    /// <exception cref="TimeoutException">The time ran out; the message tells the last state and the last fault.</exception>
    public static async Task<T?> WaitForAsync<T>(this Api<T> api, string name, WaitCondition<T> condition, TimeSpan timeout, CancellationToken cancellationToken = default)
        where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(api);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(condition);
        var time = api.Client.Options.TimeProvider;
        var watcher = api.Watcher(fields: FieldSelector.Parse("metadata.name=" + name));
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        T? last = null;
        try
        {
            return await FollowAsync(watcher, condition, seen => last = seen, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var state = last is null ? "it does not exist" : $"it is at version {last.Metadata.ResourceVersion}";
            var fault = watcher.Health is { FaultsInARow: > 0, LastFault: { } trouble } ? $" The watch fails: {trouble.Message}" : "";
            throw new TimeoutException($"Waited {timeout} for {api.Type.Kind} '{name}' {condition.Description}; {state}.{fault}");
        }
    }

    /// <summary>Waits until an object is gone.</summary>
    /// <param name="api">The objects; of one namespace if the type is namespaced.</param>
    /// <param name="value">The object: another one of the same name counts as gone.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">The time ran out.</exception>
    public static Task WaitUntilDeletedAsync<T>(this Api<T> api, T value, TimeSpan timeout, CancellationToken cancellationToken = default) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        return api.WaitForAsync(value.Name, WaitConditions.Deleted<T>(value.Metadata.Uid), timeout, cancellationToken);
    }

    private static async Task<T?> FollowAsync<T>(Watcher<T> watcher, WaitCondition<T> condition, Action<T?> seen, CancellationToken cancellationToken) where T : class, IKubeObject<T>
    {
        T? current = null, collected = null;
        await foreach (var told in watcher.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            switch (told.Kind)
            {
                case WatcherEventKind.Begin:
                    collected = null;
                    continue;
                case WatcherEventKind.Initial:
                    collected = told.Object;
                    continue;
                case WatcherEventKind.Complete:
                    current = collected;
                    break;
                case WatcherEventKind.Applied:
                    current = told.Object;
                    break;
                case WatcherEventKind.Deleted:
                    current = null;
                    break;
                default:
                    continue;
            }
            seen(current);
            if (condition.IsMet(current))
                return current;
        }
        throw new OperationCanceledException(cancellationToken);
    }
}
