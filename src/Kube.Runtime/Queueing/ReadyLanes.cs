namespace Kube.Runtime;

/// <summary>The keys that are due, first in first out within each priority.</summary>
internal struct ReadyLanes<TKey> where TKey : notnull
{
    /// <summary>One start in so many serves the lowest lane that has work.</summary>
    public const int LowestLaneEvery = 16;

    private EntryList<TKey> _low;
    private EntryList<TKey> _normal;
    private EntryList<TKey> _high;
    private int _starts;

    public int Count { get; private set; }

    public int CountOf(WorkPriority priority) => LaneOf(ref this, priority).Count;

    public void Add(WorkEntry<TKey> entry, WorkPriority priority)
    {
        entry.Lane = priority;
        LaneOf(ref this, priority).Append(entry);
        Count++;
    }

    public void Remove(WorkEntry<TKey> entry)
    {
        LaneOf(ref this, entry.Lane).Remove(entry);
        Count--;
    }

    /// <summary>Takes the next key. There must be one.</summary>
    public WorkEntry<TKey> Take()
    {
        var fromBelow = ++_starts % LowestLaneEvery == 0;
        var (first, step) = fromBelow ? (WorkPriority.Low, 1) : (WorkPriority.High, -1);
        for (var priority = first; ; priority += step)
        {
            if (LaneOf(ref this, priority).First is { } entry)
            {
                Remove(entry);
                return entry;
            }
        }
    }

    private static ref EntryList<TKey> LaneOf(ref ReadyLanes<TKey> lanes, WorkPriority priority)
    {
        switch (priority)
        {
            case WorkPriority.High: return ref lanes._high;
            case WorkPriority.Normal: return ref lanes._normal;
            default: return ref lanes._low;
        }
    }
}
