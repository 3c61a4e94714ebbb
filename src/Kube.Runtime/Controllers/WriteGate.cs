using System.Collections.Concurrent;

namespace Kube.Runtime;

/// <summary>What a cache shows of something that was written.</summary>
internal enum WriteSight
{
    /// <summary>It is still behind.</summary>
    NotYet,
    /// <summary>It shows what was written, or something newer.</summary>
    Shown,
    /// <summary>It is past the write, and the object is not there any more.</summary>
    Gone,
}

/// <summary>Holds objects until the caches show what the controller itself has written (read your writes).</summary>
internal sealed class WriteGate(TimeProvider time, TimeSpan timeout)
{
    /// <summary>How often a held key looks for itself.</summary>
    /// <remarks>
    /// What is waited for mostly announces itself by an event of the object. Not always: what was made and deleted again while the
    /// watch was down has none, and the one who made it must be told that it is gone.
    /// </remarks>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ObjectKey, Expectation[]> _expected = new();

    /// <summary>How many keys are held.</summary>
    public int Count => _expected.Count;

    /// <summary>Holds a key until the cache is past a write, or the time-out passes.</summary>
    public void Expect(ObjectKey key, Func<WriteSight> look)
    {
        if (look() == WriteSight.Shown)
            return;
        var expectation = new Expectation(look, time.GetTimestamp());
        _expected.AddOrUpdate(key, [expectation], (_, others) => [.. others, expectation]);
    }

    /// <summary>Whether a key is held for something.</summary>
    public bool IsHolding(ObjectKey key) => !_expected.IsEmpty && _expected.ContainsKey(key);

    /// <summary>Whether a key may run now, and if so whether it has to.</summary>
    public GateAnswer Ask(ObjectKey key)
    {
        if (_expected.IsEmpty || !_expected.TryGetValue(key, out var expected))
            return default;
        var (wait, gaveUp, gone) = (TimeSpan.Zero, false, false);
        foreach (var expectation in expected)
        {
            var sight = expectation.Look();
            gone |= sight == WriteSight.Gone;
            if (sight != WriteSight.NotYet)
                continue;
            var left = timeout - time.GetElapsedTime(expectation.Since);
            wait = left > wait ? left : wait;
            gaveUp |= left <= TimeSpan.Zero;
        }
        if (wait > TimeSpan.Zero)
            return new GateAnswer(Wait: wait < LookEvery ? wait : LookEvery);
        _expected.TryRemove(key, out _);
        return new GateAnswer(HasGivenUp: gaveUp, MustRun: gaveUp || gone);
    }

    private sealed record Expectation(Func<WriteSight> Look, long Since);
}

/// <summary>What a gate says.</summary>
/// <param name="Wait">Not before then; null for now.</param>
/// <param name="HasGivenUp">Something was not shown in time.</param>
/// <param name="MustRun">Something that was written is gone, or nobody knows: also a key that only looked must run.</param>
internal readonly record struct GateAnswer(TimeSpan? Wait = null, bool HasGivenUp = false, bool MustRun = false);
