namespace Kube.Runtime.Tests;

/// <summary>What the queue must do, written as plainly as possible and as slowly as it likes: lists that are searched, no heap, no lanes.</summary>
internal sealed class WorkQueueModel(BackoffPolicy backoff, TimeSpan debounce, TimeSpan longestDebounce)
{
    private readonly Dictionary<int, Key> _keys = [];
    private readonly List<int> _ready = [];
    private readonly List<int> _waiting = [];
    private int _starts;

    private sealed class Key
    {
        public double? EventDue, ScheduledDue, FirstEvent;
        public bool ChangedItself, Running, Jumped, Early;
        public double NotBefore;
        public int Failures;
        public WorkPriority Priority, Lane;

        public bool Asked => EventDue is not null || ScheduledDue is not null;

        public double Due
        {
            get
            {
                var anything = Math.Min(EventDue ?? double.MaxValue, ScheduledDue ?? double.MaxValue);
                return ChangedItself && !Jumped && EventDue is { } own
                    ? Math.Min(own, Math.Max(ScheduledDue ?? double.MaxValue, NotBefore))
                    : Math.Max(anything, NotBefore);
            }
        }
    }

    public void Add(int key, double now, WorkPriority priority, bool changedItself)
    {
        Promote(now);
        var asked = Get(key, priority);
        asked.ChangedItself |= changedItself;
        if (debounce == TimeSpan.Zero)
        {
            asked.EventDue = Math.Min(asked.EventDue ?? double.MaxValue, now);
        }
        else
        {
            asked.FirstEvent ??= now;
            asked.EventDue = Math.Min(now + debounce.TotalMilliseconds, asked.FirstEvent.Value + longestDebounce.TotalMilliseconds);
        }
        Place(key, now);
    }

    public void AddAfter(int key, double now, double delay, WorkPriority priority)
    {
        Promote(now);
        var asked = Get(key, priority);
        asked.ScheduledDue = Math.Min(asked.ScheduledDue ?? double.MaxValue, now + delay);
        Place(key, now);
    }

    public (int Key, int Failures)? Take(double now)
    {
        Promote(now);
        if (_ready.Count == 0)
            return null;
        _starts++;
        var lanes = _ready.Select(key => _keys[key].Lane);
        var lane = _starts % 16 == 0 ? lanes.Min() : lanes.Max();
        var taken = _ready.First(key => _keys[key].Lane == lane);
        _ready.Remove(taken);
        var state = _keys[taken];
        state.Running = true;
        state.Early = now < state.NotBefore;
        state.EventDue = state.ScheduledDue = state.FirstEvent = null;
        state.ChangedItself = false;
        state.Priority = WorkPriority.Low;
        return (taken, state.Failures);
    }

    public void Done(int key, double now, string outcome, double delay, WorkPriority priority)
    {
        Promote(now);
        var state = _keys[key];
        state.Running = false;
        switch (outcome)
        {
            case "failure":
                if (!state.Early)
                    state.Failures++;
                state.Jumped = state.Early;
                state.NotBefore = now + backoff.Delay(state.Failures, 0).TotalMilliseconds;
                state.ScheduledDue = Math.Min(state.ScheduledDue ?? double.MaxValue, state.NotBefore);
                state.Priority = Max(state.Priority, WorkPriority.Normal);
                break;
            case "hold":
                state.ScheduledDue = Math.Min(state.ScheduledDue ?? double.MaxValue, now + delay);
                state.Priority = Max(state.Priority, priority);
                break;
            default:
                (state.Failures, state.NotBefore, state.Jumped) = (0, 0, false);
                if (outcome == "requeue")
                {
                    state.ScheduledDue = Math.Min(state.ScheduledDue ?? double.MaxValue, now + delay);
                    state.Priority = Max(state.Priority, WorkPriority.Normal);
                }
                break;
        }
        if (state.Asked)
            Place(key, now);
        else
            _keys.Remove(key);
    }

    public (int Ready, int Waiting) Counts => (_ready.Count, _waiting.Count);

    private Key Get(int key, WorkPriority priority)
    {
        if (!_keys.TryGetValue(key, out var state))
            _keys[key] = state = new Key();
        state.Priority = Max(state.Priority, priority);
        return state;
    }

    private void Place(int key, double now)
    {
        var state = _keys[key];
        if (state.Running)
            return;
        if (_ready.Contains(key))
        {
            if (state.Priority > state.Lane)
            {
                state.Lane = state.Priority;
                _ready.Remove(key);
                _ready.Add(key);
            }
            return;
        }
        _waiting.Remove(key);
        if (state.Due > now)
            _waiting.Add(key);
        else
            MakeReady(key);
    }

    private void Promote(double now)
    {
        foreach (var key in _waiting.Where(key => _keys[key].Due <= now).OrderBy(key => _keys[key].Due).ToArray())
        {
            _waiting.Remove(key);
            MakeReady(key);
        }
    }

    private void MakeReady(int key)
    {
        _keys[key].Lane = _keys[key].Priority;
        _ready.Add(key);
    }

    private static WorkPriority Max(WorkPriority a, WorkPriority b) => a > b ? a : b;
}
