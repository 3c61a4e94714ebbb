using System.Collections.Concurrent;

namespace Kube.Runtime;

/// <summary>Holds objects until the caches show what the controller itself has written (read your writes).</summary>
internal sealed class WriteGate(TimeProvider time, TimeSpan timeout)
{
    private readonly ConcurrentDictionary<ObjectKey, Expectation[]> _expected = new();

    /// <summary>Holds a key until <paramref name="isSeen"/> says so, or the time-out passes.</summary>
    public void Expect(ObjectKey key, Func<bool> isSeen)
    {
        if (isSeen())
            return;
        var expectation = new Expectation(isSeen, time.GetTimestamp());
        _expected.AddOrUpdate(key, [expectation], (_, others) => [.. others, expectation]);
    }

    /// <summary>Whether a key is held for something.</summary>
    public bool IsHolding(ObjectKey key) => !_expected.IsEmpty && _expected.ContainsKey(key);

    /// <summary>Whether a key may run now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="wait">If not: how long it is held at most.</param>
    /// <param name="gaveUp">If so: whether it runs although something was not seen in time.</param>
    public bool MayRun(ObjectKey key, out TimeSpan wait, out bool gaveUp)
    {
        wait = default;
        gaveUp = false;
        if (_expected.IsEmpty || !_expected.TryGetValue(key, out var expected))
            return true;
        foreach (var expectation in expected)
        {
            if (expectation.IsSeen())
                continue;
            var left = timeout - time.GetElapsedTime(expectation.Since);
            if (left > wait)
                wait = left;
            gaveUp |= left <= TimeSpan.Zero;
        }
        if (wait > TimeSpan.Zero)
            return false;
        _expected.TryRemove(key, out _);
        return true;
    }

    private sealed record Expectation(Func<bool> IsSeen, long Since);
}
