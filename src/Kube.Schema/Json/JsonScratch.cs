namespace Kube.Schema.Json;

/// <summary>The stacks on which a reader gathers the items and members of what is still open. One a thread, kept between documents.</summary>
internal sealed class JsonScratch
{
    private const int KeptUpTo = 4096;

    [ThreadStatic]
    private static JsonScratch? _free;

    private JsonValue[] _items = new JsonValue[64];
    private KeyValuePair<string, JsonValue>[] _members = new KeyValuePair<string, JsonValue>[128];

    public int ItemCount { get; private set; }

    public int MemberCount { get; private set; }

    public static JsonScratch Rent()
    {
        var scratch = _free ?? new();
        _free = null;
        return scratch;
    }

    public void Return()
    {
        if (_items.Length > KeptUpTo || _members.Length > KeptUpTo)
        {
            return;
        }

        // After a whole document both stacks are empty; after an error what is left must not keep a tree alive.
        Array.Clear(_items, 0, ItemCount);
        Array.Clear(_members, 0, MemberCount);
        ItemCount = 0;
        MemberCount = 0;
        _free = this;
    }

    public void Push(JsonValue item)
    {
        if (ItemCount == _items.Length)
        {
            Array.Resize(ref _items, ItemCount * 2);
        }

        _items[ItemCount++] = item;
    }

    public void Push(string key, JsonValue value)
    {
        if (MemberCount == _members.Length)
        {
            Array.Resize(ref _members, MemberCount * 2);
        }

        _members[MemberCount++] = new(key, value);
    }

    public JsonValue[] PopItems(int first)
    {
        var items = new JsonValue[ItemCount - first];
        Array.Copy(_items, first, items, 0, items.Length);
        Array.Clear(_items, first, items.Length);
        ItemCount = first;
        return items;
    }

    public KeyValuePair<string, JsonValue>[] PopMembers(int first)
    {
        var members = new KeyValuePair<string, JsonValue>[MemberCount - first];
        Array.Copy(_members, first, members, 0, members.Length);
        Array.Clear(_members, first, members.Length);
        MemberCount = first;
        return members;
    }
}
