namespace Kube;

/// <summary>Changed copies of metadata.</summary>
public static class ObjectMetaExtensions
{
    /// <summary>A copy with this label.</summary>
    public static ObjectMeta WithLabel(this ObjectMeta metadata, string key, string value) => metadata with { Labels = With(metadata.Labels, key, value) };

    /// <summary>A copy without this label.</summary>
    public static ObjectMeta WithoutLabel(this ObjectMeta metadata, string key) => metadata with { Labels = Without(metadata.Labels, key) };

    /// <summary>A copy with this annotation.</summary>
    public static ObjectMeta WithAnnotation(this ObjectMeta metadata, string key, string value) => metadata with { Annotations = With(metadata.Annotations, key, value) };

    /// <summary>A copy without this annotation.</summary>
    public static ObjectMeta WithoutAnnotation(this ObjectMeta metadata, string key) => metadata with { Annotations = Without(metadata.Annotations, key) };

    /// <summary>A copy with this finalizer at the end, unless it is there.</summary>
    public static ObjectMeta WithFinalizer(this ObjectMeta metadata, string finalizer) =>
        metadata.Finalizers?.Contains(finalizer) == true ? metadata : metadata with { Finalizers = [.. metadata.Finalizers ?? [], finalizer] };

    /// <summary>A copy without this finalizer.</summary>
    public static ObjectMeta WithoutFinalizer(this ObjectMeta metadata, string finalizer) =>
        metadata.Finalizers?.Contains(finalizer) == true ? metadata with { Finalizers = [.. metadata.Finalizers.Where(f => f != finalizer)] } : metadata;

    /// <summary>What an apply may send: without what only the server writes.</summary>
    internal static ObjectMeta ForApply(this ObjectMeta metadata) => metadata with
    {
        ManagedFields = null,
        ResourceVersion = null,
        Uid = null,
        Generation = null,
        CreationTimestamp = null,
        DeletionTimestamp = null,
        DeletionGracePeriodSeconds = null,
        SelfLink = null,
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string>? map, string key, string value)
    {
        var copy = map is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(map, StringComparer.Ordinal);
        copy[key] = value;
        return copy;
    }

    private static IReadOnlyDictionary<string, string>? Without(IReadOnlyDictionary<string, string>? map, string key)
    {
        if (map is null || !map.ContainsKey(key)) return map;
        var copy = new Dictionary<string, string>(map, StringComparer.Ordinal);
        copy.Remove(key);
        return copy;
    }
}
