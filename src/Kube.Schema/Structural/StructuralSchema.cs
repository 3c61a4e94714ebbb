using Kube.Cel.Re2;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Schema.Structural;

/// <summary>A schema made ready to judge, prune and default values. Immutable; make one a CRD version and keep it.</summary>
/// <remarks>
/// Made from any <see cref="JsonSchemaProps"/>: what a structural schema must not use is ignored, so a CRD should have passed
/// <c>CrdValidation</c>. The nodes below <see cref="AllOf"/> and its sisters are of the same type, with value checks only.
/// </remarks>
public sealed class StructuralSchema
{
    private static readonly Dictionary<string, StructuralSchema> NoProperties = [];
    private readonly Dictionary<string, StructuralSchema> _properties;

    private StructuralSchema(JsonSchemaProps source)
    {
        Source = source;
        Types = source.XIntOrString ? ["integer", "string"] : string.IsNullOrEmpty(source.Type) ? [] : [source.Type!];
        Format = ValueFormats.Recognized(source);
        if (!string.IsNullOrEmpty(source.Pattern))
        {
            Re2Regex.TryParse(source.Pattern!, out var pattern, out var error);
            Pattern = pattern;
            PatternProblem = error?.Message;
        }

        PreserveUnknownFields = source.XPreserveUnknownFields == true;
        ListMapKeys = source.XListMapKeys;
        Items = source.Items?.Schema is { } items ? new(items) : null;
        _properties = source.Properties.IsEmpty ? NoProperties : PropertiesOf(source);
        PropertyNames = [.. source.Properties.Keys];
        AdditionalProperties = source.AdditionalProperties?.Schema is { } values ? new(values) : null;
        AllOf = [.. source.AllOf.Select(schema => new StructuralSchema(schema))];
        AnyOf = [.. source.AnyOf.Select(schema => new StructuralSchema(schema))];
        OneOf = [.. source.OneOf.Select(schema => new StructuralSchema(schema))];
        Not = source.Not is { } not ? new(not) : null;
        HasDefaults = (Items?.HasDefaultsOrOwn ?? false) || (AdditionalProperties?.HasDefaultsOrOwn ?? false) || _properties.Values.Any(property => property.HasDefaultsOrOwn);
        HasListRules = source.XListType is "set" or "map" || (Items?.HasListRules ?? false) || (AdditionalProperties?.HasListRules ?? false) || _properties.Values.Any(property => property.HasListRules);
        HasEmbeddedResources = source.XEmbeddedResource || (Items?.HasEmbeddedResources ?? false) || (AdditionalProperties?.HasEmbeddedResources ?? false) || _properties.Values.Any(property => property.HasEmbeddedResources);
    }

    private static Dictionary<string, StructuralSchema> PropertiesOf(JsonSchemaProps source)
    {
        var properties = new Dictionary<string, StructuralSchema>(source.Properties.Count, StringComparer.Ordinal);
        foreach (var property in source.Properties)
        {
            properties.Add(property.Key, new(property.Value));
        }

        return properties;
    }

    /// <summary>The schema as it stands in the CRD.</summary>
    public JsonSchemaProps Source { get; }

    /// <summary>The schema of a list's items.</summary>
    public StructuralSchema? Items { get; }

    /// <summary>The schema of an object's entries that are no properties.</summary>
    public StructuralSchema? AdditionalProperties { get; }

    /// <summary>The names of the properties, in the order of the CRD.</summary>
    public IReadOnlyList<string> PropertyNames { get; }

    /// <summary>The properties.</summary>
    public IReadOnlyDictionary<string, StructuralSchema> Properties => _properties;

    /// <summary>Schemas that must all hold.</summary>
    public IReadOnlyList<StructuralSchema> AllOf { get; }

    /// <summary>Schemas of which one must hold.</summary>
    public IReadOnlyList<StructuralSchema> AnyOf { get; }

    /// <summary>Schemas of which exactly one must hold.</summary>
    public IReadOnlyList<StructuralSchema> OneOf { get; }

    /// <summary>The schema that must not hold.</summary>
    public StructuralSchema? Not { get; }

    /// <summary>Whether unknown fields below are kept.</summary>
    public bool PreserveUnknownFields { get; }

    /// <summary>Whether this is a whole object with metadata of its own.</summary>
    public bool IsEmbeddedResource => Source.XEmbeddedResource;

    /// <summary>What is filled in where the value is missing.</summary>
    public JsonValue? Default => Source.Default;

    /// <summary>Whether <c>null</c> is a value.</summary>
    public bool IsNullable => Source.Nullable;

    /// <summary>The fields that tell the items of a <c>map</c> list apart.</summary>
    public EquatableArray<string> ListMapKeys { get; }

    internal string[] Types { get; }

    /// <summary>The format if it is one that is enforced here.</summary>
    internal string? Format { get; }

    internal Re2Regex? Pattern { get; }

    /// <summary>Why the pattern cannot be matched; every text fails it then.</summary>
    internal string? PatternProblem { get; }

    internal bool HasDefaults { get; }

    internal bool HasListRules { get; }

    internal bool HasEmbeddedResources { get; }

    private bool HasDefaultsOrOwn => HasDefaults || Default is not null;

    /// <summary>Makes <paramref name="schema"/> ready.</summary>
    public static StructuralSchema From(JsonSchemaProps schema) => new(schema);

    /// <summary>This schema as that of a whole object: <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> are the object's own.</summary>
    public StructuralSchema AsResourceRoot() => IsEmbeddedResource ? this : new(Source with { XEmbeddedResource = true });

    internal bool TryGetProperty(string name, out StructuralSchema property) => _properties.TryGetValue(name, out property!);

    /// <summary>The schema of the entry <paramref name="name"/>: that of the property, else of additional properties.</summary>
    internal StructuralSchema? Entry(string name) => _properties.TryGetValue(name, out var property) ? property : AdditionalProperties;

    internal bool HasType(string type)
    {
        foreach (var own in Types)
        {
            if (own == type)
            {
                return true;
            }
        }

        return false;
    }
}
