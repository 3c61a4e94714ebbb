namespace Kube.Runtime;

/// <summary>Entries in the order in which they came: a list whose links are in the entries.</summary>
internal struct EntryList<TKey> where TKey : notnull
{
    public WorkEntry<TKey>? First;
    private WorkEntry<TKey>? _last;

    public int Count { get; private set; }

    public void Append(WorkEntry<TKey> entry)
    {
        entry.Previous = _last;
        if (_last is null)
            First = entry;
        else
            _last.Next = entry;
        _last = entry;
        Count++;
    }

    public void Remove(WorkEntry<TKey> entry)
    {
        if (entry.Previous is null)
            First = entry.Next;
        else
            entry.Previous.Next = entry.Next;
        if (entry.Next is null)
            _last = entry.Previous;
        else
            entry.Next.Previous = entry.Previous;
        entry.Next = entry.Previous = null;
        Count--;
    }
}
