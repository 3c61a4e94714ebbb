using Kube.Cel.Kubernetes;

namespace Kube.Cel;

/// <summary>Arithmetic on moments and spans, with the reference implementation's limits.</summary>
internal static class Moments
{
    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>The moment, or <c>timestamp overflow</c> outside the years 1 to 9999.</summary>
    public static CelValue At(long unixSeconds, long nanos = 0, int offsetSeconds = 0)
    {
        var carry = nanos >= 0 ? nanos / NanosPerSecond : -((-nanos + NanosPerSecond - 1) / NanosPerSecond);
        var seconds = Numbers.Add(unixSeconds, carry);
        return seconds.IsError || seconds.AsInt is < Timestamp.MinUnixSeconds or > Timestamp.MaxUnixSeconds
            ? CelError.TimestampOverflow
            : CelValue.Timestamp(new Timestamp(seconds.AsInt, (int)(nanos - (carry * NanosPerSecond)), offsetSeconds));
    }

    public static CelValue Add(in CelValue timestamp, long nanoseconds) =>
        At(timestamp.UnixSeconds + (nanoseconds / NanosPerSecond), timestamp.Nanos + (nanoseconds % NanosPerSecond), timestamp.AsTimestamp.OffsetSeconds);

    public static CelValue Subtract(in CelValue timestamp, long nanoseconds) =>
        At(timestamp.UnixSeconds - (nanoseconds / NanosPerSecond), timestamp.Nanos - (nanoseconds % NanosPerSecond), timestamp.AsTimestamp.OffsetSeconds);

    /// <summary>The span between two moments, or <c>duration overflow</c> beyond what 64-bit nanoseconds hold.</summary>
    public static CelValue Between(in CelValue later, in CelValue earlier)
    {
        var nanos = Numbers.Multiply(later.UnixSeconds - earlier.UnixSeconds, NanosPerSecond);
        var sum = nanos.IsError ? nanos : Numbers.Add(nanos.AsInt, later.Nanos - earlier.Nanos);
        return sum.IsError ? CelError.DurationOverflow : CelValue.Duration(sum.AsInt);
    }
}
