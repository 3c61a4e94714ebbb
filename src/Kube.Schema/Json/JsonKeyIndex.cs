namespace Kube.Schema.Json;

/// <summary>Where each key of a big object stands: open addressing over positions, so an object's own members are the only copy of its keys.</summary>
internal sealed class JsonKeyIndex
{
    private readonly int[] _slots;

    private JsonKeyIndex(int count)
    {
        var size = 16;
        while (size < count * 2)
        {
            size *= 2;
        }

        _slots = new int[size];
    }

    /// <summary>The index of <paramref name="members"/>, up to the first key that stands twice (<paramref name="duplicate"/>, else -1).</summary>
    public static JsonKeyIndex Over(KeyValuePair<string, JsonValue>[] members, out int duplicate)
    {
        var index = new JsonKeyIndex(members.Length);
        for (var i = 0; i < members.Length; i++)
        {
            var slot = index.SlotOf(members, members[i].Key);
            if (index._slots[slot] != 0)
            {
                duplicate = i;
                return index;
            }

            index._slots[slot] = i + 1;
        }

        duplicate = -1;
        return index;
    }

    /// <summary>The position of <paramref name="key"/>, else -1.</summary>
    public int Find(KeyValuePair<string, JsonValue>[] members, string key) => _slots[SlotOf(members, key)] - 1;

    private int SlotOf(KeyValuePair<string, JsonValue>[] members, string key)
    {
        var mask = _slots.Length - 1;
        var slot = StringComparer.Ordinal.GetHashCode(key) & mask;
        while (_slots[slot] != 0 && !string.Equals(members[_slots[slot] - 1].Key, key, StringComparison.Ordinal))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
