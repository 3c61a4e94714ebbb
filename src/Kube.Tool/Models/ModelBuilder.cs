namespace Kube.Tool.Models;

/// <summary>Turns schemas and resources into the types to be written.</summary>
internal sealed class ModelBuilder
{
    private readonly IReadOnlyDictionary<string, ApiSchema> _schemas;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly IReadOnlyDictionary<ApiKind, ApiResource> _resources;
    private readonly RecurringTypes _recurring;

    private ModelBuilder(IReadOnlyDictionary<string, ApiSchema> schemas, IReadOnlyDictionary<string, string> names, IReadOnlyDictionary<ApiKind, ApiResource> resources)
    {
        _schemas = schemas;
        _names = names;
        _resources = resources;
        _recurring = new(schemas);
    }

    /// <summary>The types of every kind in the chosen versions and everything reachable from them, by folder and name.</summary>
    /// <param name="schemas">The schemas of the OpenAPI documents.</param>
    /// <param name="resources">The resources of the discovery documents.</param>
    /// <param name="isChosen">Whether a version is wanted.</param>
    /// <exception cref="ToolException">A resource has no schema, or a schema refers to one that is not there.</exception>
    public static IReadOnlyList<ModelType> Build(IReadOnlyDictionary<string, ApiSchema> schemas, IReadOnlyList<ApiResource> resources, Func<string, bool> isChosen)
    {
        var wanted = resources.Where(r => isChosen(r.Kind.Version)).ToDictionary(r => r.Kind);
        var roots = schemas.Values
            .Where(s => s.Kinds is [var only] && isChosen(only.Version) && !IsList(s) && !s.Name.StartsWith("io.k8s.apimachinery.", StringComparison.Ordinal))
            .Select(s => s.Name).ToArray();
        foreach (var resource in wanted.Values)
        {
            if (!roots.Any(r => schemas[r].Kinds[0] == resource.Kind))
                throw new ToolException($"Discovery serves {resource.Kind.Group}/{resource.Kind.Version} {resource.Kind.Kind}, but no OpenAPI schema has this kind: the documents are of different versions.");
        }
        var reachable = Reach(schemas, roots);
        var builder = new ModelBuilder(schemas, ModelNames.ForSchemas(reachable), wanted);
        return [.. reachable.Select(builder.Make).OrderBy(t => t.Folder, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal)];
    }

    // The list of a kind is KubeList<T>.
    private static bool IsList(ApiSchema schema) =>
        schema.Kinds[0].Kind.EndsWith("List", StringComparison.Ordinal) && schema.Properties.Any(p => p is { Name: "metadata", Type: ApiType.Reference { Name: var name } } && name.EndsWith(".ListMeta", StringComparison.Ordinal));

    private static SortedSet<string> Reach(IReadOnlyDictionary<string, ApiSchema> schemas, IEnumerable<string> roots)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(roots);
        while (open.TryPop(out var name))
        {
            if (ModelNames.Known.ContainsKey(name) || !reached.Add(name)) continue;
            if (!schemas.TryGetValue(name, out var schema)) throw new ToolException($"The schema '{name}' is referred to but not in the documents.");
            foreach (var property in schema.Properties)
            {
                if (Target(property.Type) is { } target) open.Push(target);
            }
        }
        return reached;
    }

    private static string? Target(ApiType type) => type switch
    {
        ApiType.Reference reference => reference.Name,
        ApiType.Array array => Target(array.Item),
        ApiType.Map map => Target(map.Value),
        _ => null,
    };

    private ModelType Make(string name)
    {
        var schema = _schemas[name];
        var kind = schema.Kinds is [var only] && HasIdentity(schema) ? only : null;
        var members = schema.Properties
            .Where(p => kind is null || p.Name is not ("apiVersion" or "kind"))
            .Select(p => new ModelMember
            {
                JsonName = p.Name,
                Name = ModelNames.Property(p.Name),
                Type = TypeName(p.Type, $"{name}.{p.Name}"),
                Recurs = kind is null && _recurring.Contains(p.Type),
                IsRequired = p.IsRequired || (kind is not null && p.Name == "metadata"),
                MapKeys = p.MapKeys,
            });
        return new()
        {
            Name = _names[name],
            Folder = ModelNames.Folder(name),
            Kind = kind,
            Resource = kind is null ? null : _resources.GetValueOrDefault(kind),
            Members = [.. members.OrderBy(m => Rank(m.JsonName)).ThenBy(m => m.JsonName, StringComparer.Ordinal)],
        };
    }

    private static bool HasIdentity(ApiSchema schema) =>
        schema.Properties.Any(p => p.Name == "kind") && schema.Properties.Any(p => p is { Name: "metadata", Type: ApiType.Reference { Name: "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" } });

    // As people write manifests: metadata, spec, the rest, status.
    private static int Rank(string jsonName) => jsonName switch
    {
        "metadata" => 0,
        "name" => 1,
        "spec" => 2,
        "status" => 4,
        _ => 3,
    };

    private ModelTypeName TypeName(ApiType type, string place) => type switch
    {
        ApiType.Scalar scalar => Scalar(scalar, place),
        ApiType.Array array => List(TypeName(array.Item, place)),
        ApiType.Map map => Map(TypeName(map.Value, place)),
        ApiType.Reference { Name: var name } => ModelNames.Known.TryGetValue(name, out var known) ? known : new(_names[name], $"SelfCodec<{_names[name]}>", false, null),
        _ => new("JsonElement", "ElementCodec", true, "default"),
    };

    private static ModelTypeName List(ModelTypeName item) => new($"IReadOnlyList<{item.Text}>", $"ArrayCodec<{item.Text}, {item.Codec}>", false, "[]");

    private static ModelTypeName Map(ModelTypeName value) =>
        new($"IReadOnlyDictionary<string, {value.Text}>", $"MapCodec<string, StringCodec, {value.Text}, {value.Codec}>", false, $"new Dictionary<string, {value.Text}>()");

    private static ModelTypeName Scalar(ApiType.Scalar scalar, string place) => (scalar.Type, scalar.Format) switch
    {
        ("string", "byte") => new("ReadOnlyMemory<byte>", "MemoryCodec", true, "default"),
        ("string", "date-time") => new("DateTimeOffset", "TimeCodec", true, "default"),
        ("string", "int-or-string") => new("IntOrString", "SelfCodec<IntOrString>", true, "default"),
        ("string", _) => new("string", "StringCodec", false, "\"\""),
        ("boolean", _) => new("bool", "BooleanCodec", true, "default"),
        ("integer", "int32") => new("int", "IntegerCodec<int>", true, "default"),
        ("integer", _) => new("long", "IntegerCodec<long>", true, "default"),
        ("number", _) => new("double", "DoubleCodec", true, "default"),
        _ => throw new ToolException($"{place}: the type '{scalar.Type}' with format '{scalar.Format}' is not known to this tool."),
    };
}
