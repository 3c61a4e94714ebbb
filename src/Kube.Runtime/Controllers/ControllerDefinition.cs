using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime;

/// <summary>All that makes up a controller, as its builder collected it.</summary>
internal sealed record ControllerDefinition<T> where T : class, IKubeObject
{
    public required string Name { get; init; }

    public required Informer<T> Informer { get; init; }

    public required IReadOnlyList<ControllerSource<T>> Sources { get; init; }

    public required IReconciler<T> Reconciler { get; init; }

    public ControllerOptions Options { get; init; } = new();

    public Func<ReconcileFailure<T>, CancellationToken, ValueTask>? OnFailure { get; init; }

    public FailureEvents? Events { get; init; }

    public Func<ObjectKey, bool>? IsMine { get; init; }

    public ShardMember? Shards { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Random Random { get; init; } = Random.Shared;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
