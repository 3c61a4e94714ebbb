namespace Kube;

/// <summary>Which object among those of its type: namespace and name. The key of caches and queues.</summary>
/// <param name="Namespace">The namespace; <see langword="null"/> for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectKey(string? Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>The key of an object.</summary>
    /// <exception cref="ArgumentException">The object has no name.</exception>
    public static ObjectKey Of(IKubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var metadata = value.Metadata;
        if (string.IsNullOrEmpty(metadata.Name)) throw new ArgumentException($"The {value.Kind} has no metadata.name.", nameof(value));
        return new(string.IsNullOrEmpty(metadata.Namespace) ? null : metadata.Namespace, metadata.Name);
    }

    /// <summary>Reads <c>namespace/name</c> or <c>name</c>.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static ObjectKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') switch
        {
            [{ Length: > 0 } name] => new(null, name),
            [{ Length: > 0 } ns, { Length: > 0 } name] => new(ns, name),
            _ => throw new FormatException($"'{text}' is neither 'name' nor 'namespace/name'."),
        };
    }

    /// <summary>By namespace, then by name, ordinally.</summary>
    public int CompareTo(ObjectKey other) =>
        string.CompareOrdinal(Namespace, other.Namespace) is not 0 and var order ? order : string.CompareOrdinal(Name, other.Name);

    /// <summary><c>namespace/name</c>, or the name alone.</summary>
    public override string ToString() => Namespace is null ? Name : $"{Namespace}/{Name}";

    /// <summary>Orders keys.</summary>
    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    /// <summary>Orders keys.</summary>
    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    /// <summary>Orders keys.</summary>
    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    /// <summary>Orders keys.</summary>
    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;
}

/// <summary>Which object: type, namespace and name. UID and version do not count, so it also names what does not exist yet or any more.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Namespace">The namespace; <see langword="null"/> for cluster-scoped objects.</param>
/// <param name="Name">The name.</param>
public readonly record struct ObjectRef(ResourceType Type, string? Namespace, string Name)
{
    /// <summary>Names an object of a type known at compile time.</summary>
    public static ObjectRef Of<T>(T value) where T : class, IResource<T> => Of(T.Type, value);

    /// <summary>Names an object of a type known at run time.</summary>
    public static ObjectRef Of(ResourceType type, IKubeObject value)
    {
        ArgumentNullException.ThrowIfNull(type);
        var key = ObjectKey.Of(value);
        return new(type, key.Namespace, key.Name);
    }

    /// <summary>The key among objects of the type.</summary>
    public ObjectKey Key => new(Namespace, Name);

    /// <summary>For people: <c>deployments.apps/v1 default/web</c>.</summary>
    public override string ToString() => $"{Type} {Key}";
}
