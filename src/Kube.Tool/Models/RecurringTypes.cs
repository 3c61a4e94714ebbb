namespace Kube.Tool.Models;

/// <summary>Which lists, maps and objects are the same in many resources: those that come from templates. What holds a time or metadata is of one resource only.</summary>
internal sealed class RecurringTypes(IReadOnlyDictionary<string, ApiSchema> schemas)
{
    private static readonly HashSet<string> Unique = new(StringComparer.Ordinal)
    {
        "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta",
        "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta",
        "io.k8s.apimachinery.pkg.apis.meta.v1.Condition",
        "io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry",
        "io.k8s.apimachinery.pkg.apis.meta.v1.Status",
        "io.k8s.apimachinery.pkg.apis.meta.v1.Time",
        "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime",
    };

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether values of the type are lists, maps or objects that recur.</summary>
    public bool Contains(ApiType type) => type switch
    {
        ApiType.Array array => IsPlain(array.Item),
        ApiType.Map map => IsPlain(map.Value),
        ApiType.Reference reference => !IsScalar(reference) && IsPlain(reference),
        _ => false,
    };

    private static bool IsScalar(ApiType.Reference reference) => ModelNames.Known.TryGetValue(reference.Name, out var known) && known.IsValueType;

    private bool IsPlain(ApiType type) => type switch
    {
        ApiType.Scalar scalar => scalar.Format != "date-time",
        ApiType.Array array => IsPlain(array.Item),
        ApiType.Map map => IsPlain(map.Value),
        ApiType.Reference reference => IsPlain(reference.Name),
        // Any JSON is kept as it came, and may be large.
        _ => false,
    };

    private bool IsPlain(string schema)
    {
        if (Unique.Contains(schema)) return false;
        if (ModelNames.Known.ContainsKey(schema) || !schemas.TryGetValue(schema, out var found)) return true;
        if (_known.TryGetValue(schema, out var known)) return known;
        // A schema within itself is judged by its other properties.
        _known[schema] = true;
        return _known[schema] = found.Properties.All(p => IsPlain(p.Type));
    }
}
