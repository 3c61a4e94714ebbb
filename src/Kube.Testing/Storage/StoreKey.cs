namespace Kube.Testing.Storage;

/// <summary>An object's place in its collection. Ordered as the real server's storage orders keys: by the bytes of <c>namespace/name</c>.</summary>
/// <remarks>A class, as all that stands in collections here: the framework's collections of classes are compiled already, those of structs only when they are first used, which is most of a first server's start.</remarks>
/// <param name="Namespace">Empty for cluster scope.</param>
/// <param name="Name">The object's name.</param>
internal sealed record StoreKey(string Namespace, string Name) : IComparable<StoreKey>
{
    /// <summary>The key as text: <c>namespace/name</c>, or <c>name</c> in cluster scope.</summary>
    public string Path => Namespace.Length == 0 ? Name : Namespace + "/" + Name;

    public int CompareTo(StoreKey? other)
    {
        if (other is null)
        {
            return 1;
        }

        // "a-b/x" sorts before "a/x", since '-' is smaller than '/': equal namespaces are the only shortcut.
        return string.Equals(Namespace, other.Namespace, StringComparison.Ordinal)
            ? string.CompareOrdinal(Name, other.Name)
            : string.CompareOrdinal(Path, other.Path);
    }
}
