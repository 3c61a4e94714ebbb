namespace Kube.Runtime;

/// <summary>Who is there, and so whose an object is: rendezvous hashing, the member with the highest score for a key.</summary>
/// <remarks>
/// When a member goes only its keys move, each to the next highest; when one comes it takes its share from all. Two members can hold
/// the same key by their views only when one of them does not see the other: that is what <see cref="ShardMember"/> rules out.
/// Scores must never change: replicas of different releases run beside each other during an update, and must agree.
/// </remarks>
internal sealed class ShardView
{
    private readonly string[] _members;
    private readonly ulong[] _hashes;

    /// <param name="members">The members' identities, in any order, each once.</param>
    public ShardView(IEnumerable<string> members)
    {
        _members = [.. members.Order(StringComparer.Ordinal)];
        _hashes = Array.ConvertAll(_members, static member => Mix(Hash(Offset, member)));
    }

    public static ShardView Empty { get; } = new([]);

    /// <summary>The members in ordinal order.</summary>
    public IReadOnlyList<string> Members => _members;

    /// <summary>Whose a key is; <see langword="null"/> when nobody is there.</summary>
    public string? OwnerOf(ObjectKey key)
    {
        var hash = Hash(Hash(Hash(Offset, key.Namespace ?? ""), "/"), key.Name);
        var (best, owner) = (0UL, -1);
        for (var i = 0; i < _hashes.Length; i++)
        {
            var score = Mix(hash ^ _hashes[i]);
            // Of equal scores the first member's in order: every replica must decide alike.
            if (owner < 0 || score > best)
                (best, owner) = (score, i);
        }
        return owner < 0 ? null : _members[owner];
    }

    public bool HasSameMembers(ShardView other) => _members.AsSpan().SequenceEqual(other._members);

    private const ulong Offset = 14695981039346656037;

    // FNV-1a over UTF-16 units: names are ASCII, and what is hashed is short.
    private static ulong Hash(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }

    // The finaliser of SplitMix64: spreads what FNV leaves in the low bits.
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
