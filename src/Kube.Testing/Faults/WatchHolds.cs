using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Kube.Testing.Faults;

/// <summary>Watches that are to say nothing for a while.</summary>
internal sealed class WatchHolds
{
    private ImmutableList<Hold> _holds = [];

    public IDisposable Add(Func<RequestRecord, bool> when)
    {
        var hold = new Hold(when);
        ImmutableInterlocked.Update(ref _holds, static (all, one) => all.Add(one), hold);
        return new Release(() => End(hold));
    }

    public void Clear()
    {
        foreach (var hold in _holds)
        {
            End(hold);
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Apply(
        RequestRecord request, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            while (Volatile.Read(ref _holds).Find(h => h.When(request)) is { } hold)
            {
                await hold.Ended.Task.WaitAsync(cancellationToken);
            }

            yield return line;
        }
    }

    private void End(Hold hold)
    {
        ImmutableInterlocked.Update(ref _holds, static (all, one) => all.Remove(one), hold);
        hold.Ended.TrySetResult();
    }

    private sealed record Hold(Func<RequestRecord, bool> When)
    {
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
