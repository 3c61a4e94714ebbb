using System.Numerics;

namespace Kube.Runtime;

/// <summary>The order in which tables of keys hold them: the same in each, so that to follow one table is to go through the other forwards.</summary>
internal static class HashOrder
{
    /// <summary>The bucket of a hash code.</summary>
    /// <param name="hash">The hash code.</param>
    /// <param name="buckets">How many buckets there are: a power of two from 2 on.</param>
    public static int Bucket(int hash, int buckets) => (int)(Spread(hash) >> (BitOperations.LeadingZeroCount((uint)buckets) + 1));

    // Spreads hash codes that differ only in some bits, such as numbers (Knuth's multiplicative hashing).
    private static uint Spread(int hash) => (uint)hash * 2654435769u;
}
