namespace Kube.Runtime;

/// <summary>A key with its hash code: made once, outside of locks, and used by every table that the key passes.</summary>
/// <param name="Key">The key.</param>
/// <param name="Hash">Its hash code.</param>
internal readonly record struct HashedKey<TKey>(TKey Key, int Hash) where TKey : notnull
{
    public static HashedKey<TKey> Of(TKey key) => new(key, key.GetHashCode());
}
