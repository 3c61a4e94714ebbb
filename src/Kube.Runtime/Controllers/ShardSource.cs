using System.Threading.Channels;

namespace Kube.Runtime;

/// <summary>What becomes this replica's, each time the shards change.</summary>
internal sealed class ShardSource<T>(ShardMember shards, Store<T> store, string controller) : ControllerSource<T> where T : class, IKubeObject
{
    public override IInformer? Informer => null;

    public override string Description => $"shard {shards.Identity}";

    public override async Task RunAsync(ControllerInbox<T> inbox, Action<string, Exception> failed, CancellationToken cancellationToken)
    {
        var signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var changed = () => { signals.Writer.TryWrite(true); };
        shards.Changed += changed;
        try
        {
            // What is there before the first look is in the queue as part of the initial list, and waits there until it is decided whose it is.
            var before = shards.Tenure;
            var wasActing = shards.IsActing;
            while (await signals.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                signals.Reader.TryRead(out _);
                var (tenure, isActing) = (shards.Tenure, shards.IsActing);
                if (isActing)
                    TakeOver(inbox, tenure, wasActing && before.Term == tenure.Term ? before.View : ShardView.Empty);
                (before, wasActing) = (tenure, isActing);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            shards.Changed -= changed;
        }
    }

    private void TakeOver(ControllerInbox<T> inbox, ShardTenure tenure, ShardView before)
    {
        if (before == tenure.View)
            return;
        var mine = store.Keys.Where(key => tenure.View.OwnerOf(key.Key) == tenure.Identity && before.OwnerOf(key.Key) != tenure.Identity);
        var count = inbox.AddAll(mine, ReconcileReasons.TakenOver, WorkPriority.Low);
        // Whose end nobody was told of while the shards changed.
        inbox.AddAllGone();
        RuntimeInstruments.TookOver(controller, count);
    }
}
