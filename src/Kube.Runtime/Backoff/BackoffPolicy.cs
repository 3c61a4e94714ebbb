namespace Kube.Runtime;

/// <summary>How long to wait before trying again: exponential growth to a ceiling, spread by jitter.</summary>
/// <remarks>
/// Pure: <see cref="Delay"/> is a function of the count of failures and a random number. Retries never run out; a ceiling, not a
/// count, bounds what a lasting fault costs.
/// </remarks>
public sealed record BackoffPolicy
{
    /// <summary>For watches: 0.8 s doubling to 30 s, half of it random, so that a fleet does not come back in one wave.</summary>
    public static BackoffPolicy Watch { get; } = new() { Initial = TimeSpan.FromMilliseconds(800), Maximum = TimeSpan.FromSeconds(30), Jitter = 0.5 };

    /// <summary>For reconciles: 5 ms (as controller-runtime) doubling to 5 minutes, a fifth of it random.</summary>
    public static BackoffPolicy Reconcile { get; } = new() { Initial = TimeSpan.FromMilliseconds(5), Maximum = TimeSpan.FromMinutes(5), Jitter = 0.2 };

    /// <summary>The delay after the first failure, before jitter. Positive.</summary>
    public TimeSpan Initial
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(Initial), value, "A backoff starts at more than zero: a zero delay is a busy loop.");
    } = TimeSpan.FromSeconds(1);

    /// <summary>The ceiling, before and after jitter. Not below <see cref="Initial"/>; at most 24 days.</summary>
    public TimeSpan Maximum
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(24) ? value : throw new ArgumentOutOfRangeException(nameof(Maximum), value, "The longest backoff lies between zero and 24 days.");
    } = TimeSpan.FromMinutes(1);

    /// <summary>By how much each failure multiplies the delay. At least 1.</summary>
    public double Factor
    {
        get;
        init => field = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(Factor), value, "The factor lies between 1 and 1000.");
    } = 2;

    /// <summary>Which part of the delay is random, 0 to 1: with 0.5 a delay of 10 s becomes 5 s to 10 s.</summary>
    public double Jitter
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Jitter), value, "The jitter lies between 0 and 1.");
    } = 0.5;

    /// <summary>The delay after this many failures in a row.</summary>
    /// <param name="failures">1 after the first failure; less counts as 1.</param>
    /// <param name="random">A random number from 0 up to 1.</param>
    public TimeSpan Delay(int failures, double random)
    {
        var start = Math.Min(Initial.Ticks, Maximum.Ticks);
        // Pow overflows to infinity, which Min brings back to the ceiling.
        var ticks = Math.Min(start * Math.Pow(Factor, Math.Max(failures, 1) - 1), Maximum.Ticks);
        return TimeSpan.FromTicks(Math.Max(1, (long)(ticks * (1 - Jitter * random))));
    }
}
