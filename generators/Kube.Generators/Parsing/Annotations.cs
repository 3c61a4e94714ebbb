using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What the attributes of a member or type say, read once.</summary>
internal sealed class Annotations
{
    private Constraints? _items, _values;
    private List<AttributeData>? _columns, _groups;

    public string? JsonName { get; private set; }
    public IgnoreWhen Ignore { get; private set; } = IgnoreWhen.NotSaid;
    public bool IsIncluded { get; private set; }
    public int Order { get; private set; }
    public INamedTypeSymbol? Converter { get; private set; }
    public bool IsExtensionData { get; private set; }
    public bool IsRequired { get; private set; }
    public bool IsNullable { get; private set; }
    public bool IsDeprecated { get; private set; }
    public string? DeprecationMessage { get; private set; }

    /// <summary>Whether nobody may use the member any more.</summary>
    public bool IsForbidden { get; private set; }

    /// <summary>The id under which the compiler tells who uses it that it may change.</summary>
    public string? Experiment { get; private set; }

    public string? Description { get; private set; }
    public string? Title { get; private set; }
    public TypedConstant? Default { get; private set; }
    public AttributeData? DefaultJson { get; private set; }
    public AttributeData? Example { get; private set; }
    public AttributeData? ListType { get; private set; }
    public AttributeData? RawSchema { get; private set; }
    public AttributeData? SchemaFrom { get; private set; }
    public string? MapType { get; private set; }
    public ExternalDocumentation? ExternalDocs { get; private set; }
    public bool PreservesUnknownFields { get; private set; }
    public bool IsEmbeddedResource { get; private set; }
    public bool IsSchemaless { get; private set; }
    public bool IsIntOrString { get; private set; }
    public bool IsImmutable { get; private set; }
    public bool IsSelectable { get; private set; }
    public bool IsScale { get; private set; }

    /// <summary>Constraints on the value itself.</summary>
    public Constraints Own { get; } = new();

    /// <summary>Constraints on the items of a list.</summary>
    public Constraints Items => _items ??= new();

    /// <summary>Constraints on the values of a dictionary.</summary>
    public Constraints Values => _values ??= new();

    /// <summary>The columns, one an attribute.</summary>
    public List<AttributeData> PrinterColumns => _columns ??= [];

    /// <summary>Groups of members, with the comparison and the words of their message.</summary>
    public List<AttributeData> MemberGroups => _groups ??= [];

    public static Annotations Of(ISymbol symbol)
    {
        var annotations = new Annotations();
        foreach (var attribute in symbol.GetAttributes()) annotations.Read(attribute);
        return annotations;
    }

    /// <summary>Adds what the parameter of a positional record says: attributes land there unless written with <c>property:</c>.</summary>
    public void Add(ISymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes()) Read(attribute);
    }

    private void Read(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type) return;
        var space = type.ContainingNamespace;
        switch (type.Name)
        {
            case "NullableAttribute" when IsOurs(): IsNullable = true; break;
            case "ListTypeAttribute" when IsOurs(): ListType = attribute; break;
            case "MapTypeAttribute" when IsOurs(): MapType = attribute.Argument(0) is 1 ? "atomic" : "granular"; break;
            case "ExampleAttribute" when IsOurs(): Example = attribute; break;
            case "DefaultJsonAttribute" when IsOurs(): DefaultJson = attribute; break;
            case "RawSchemaAttribute" when IsOurs(): RawSchema = attribute; break;
            case "SchemaFromAttribute" when IsOurs(): SchemaFrom = attribute; break;
            case "ExternalDocsAttribute" when IsOurs():
                ExternalDocs = new() { Url = attribute.Text(0), Description = attribute.Named("Description") as string };
                break;
            case "PreserveUnknownFieldsAttribute" when IsOurs(): PreservesUnknownFields = true; break;
            case "EmbeddedResourceAttribute" when IsOurs(): IsEmbeddedResource = true; break;
            case "SchemalessAttribute" when IsOurs(): IsSchemaless = true; break;
            case "IntOrStringAttribute" when IsOurs(): IsIntOrString = true; break;
            case "ImmutableAttribute" when IsOurs(): IsImmutable = true; break;
            case "SelectableAttribute" when IsOurs(): IsSelectable = true; break;
            case "ScaleAttribute" when IsOurs(): IsScale = true; break;
            case "PrinterColumnAttribute" when IsOurs(): PrinterColumns.Add(attribute); break;
            case "ExactlyOneOfAttribute" or "AtMostOneOfAttribute" or "AtLeastOneOfAttribute" when IsOurs(): MemberGroups.Add(attribute); break;
            case "ItemsAttribute" when IsOurs(): Items.ReadElement(attribute); break;
            case "ValuesAttribute" when IsOurs(): Values.ReadElement(attribute); break;
            case "RuleAttribute" when IsOurs(): Own.Rules.Add(attribute); break;
            case "ItemRuleAttribute" when IsOurs(): Items.Rules.Add(attribute); break;
            case "ValueRuleAttribute" when IsOurs(): Values.Rules.Add(attribute); break;

            case "JsonPropertyNameAttribute" when space.IsIn(Serialization): JsonName = attribute.Text(0); break;
            case "JsonIgnoreAttribute" when space.IsIn(Serialization):
                Ignore = attribute.Named("Condition") is int condition ? (IgnoreWhen)condition : IgnoreWhen.Always;
                break;
            case "JsonIncludeAttribute" when space.IsIn(Serialization): IsIncluded = true; break;
            case "JsonPropertyOrderAttribute" when space.IsIn(Serialization): Order = attribute.Argument(0) as int? ?? 0; break;
            case "JsonConverterAttribute" when space.IsIn(Serialization): Converter = attribute.Argument(0) as INamedTypeSymbol; break;
            case "JsonExtensionDataAttribute" when space.IsIn(Serialization): IsExtensionData = true; break;
            case "JsonRequiredAttribute" when space.IsIn(Serialization): IsRequired = true; break;
            case "RequiredAttribute" when space.IsIn(DataAnnotations): IsRequired = true; break;
            case "ObsoleteAttribute" when space.IsIn("System"):
                IsDeprecated = true;
                DeprecationMessage = attribute.Text(0);
                IsForbidden = attribute.Argument(1) is true;
                break;
            case "ExperimentalAttribute" when space.IsIn("System.Diagnostics.CodeAnalysis"): Experiment = attribute.Text(0); break;
            case "DescriptionAttribute" when space.IsIn(ComponentModel): Description = attribute.Text(0); break;
            case "DisplayNameAttribute" when space.IsIn(ComponentModel): Title ??= attribute.Text(0); break;
            case "DisplayAttribute" when space.IsIn(DataAnnotations):
                Title = attribute.Named("Name") as string ?? Title;
                Description ??= attribute.Named("Description") as string;
                break;
            case "DefaultValueAttribute" when space.IsIn(ComponentModel):
                if (attribute.ConstructorArguments.Length == 1) Default = attribute.ConstructorArguments[0];
                break;
            default: Own.Read(attribute, type.Name, space, IsOurs()); break;
        }

        bool IsOurs() => space.IsIn("Kube");
    }

    private const string Serialization = "System.Text.Json.Serialization";
    internal const string DataAnnotations = "System.ComponentModel.DataAnnotations";
    private const string ComponentModel = "System.ComponentModel";
}

/// <summary><c>JsonIgnoreCondition</c>, with its numbers.</summary>
internal enum IgnoreWhen
{
    Never = 0,
    Always = 1,
    WritingDefault = 2,
    WritingNull = 3,
    Writing = 4,
    Reading = 5,
    NotSaid = -1,
}
