using Kube.Schema.Json;

namespace Kube.Schema.Crds;

/// <summary>What a CRD declares: group, names, scope and versions.</summary>
public sealed record CustomResourceDefinitionSpec
{
    /// <summary>The API group, a domain with at least one dot, such as <c>example.com</c>.</summary>
    public string Group { get; init; } = "";

    /// <summary>How the resource is called.</summary>
    public CustomResourceDefinitionNames Names { get; init; } = new();

    /// <summary><c>Namespaced</c> or <c>Cluster</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The versions; exactly one is the storage version.</summary>
    public EquatableArray<CustomResourceDefinitionVersion> Versions { get; init; }

    /// <summary>How objects are converted between versions. Absent: only <c>apiVersion</c> is changed.</summary>
    public CustomResourceConversion? Conversion { get; init; }

    /// <summary>Never true in v1.</summary>
    public bool PreserveUnknownFields { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("group", Group)
        .Add("names", Names.ToJson())
        .Add("scope", Scope)
        .Flag("preserveUnknownFields", PreserveUnknownFields)
        .Add("conversion", Conversion?.ToJson())
        .Add("versions", JsonArray.From(Versions.Select(version => version.ToJson())))
        .Build();

    internal static CustomResourceDefinitionSpec Read(JsonFields fields) => new()
    {
        Group = fields.Text("group") ?? "",
        Names = fields.One("names", CustomResourceDefinitionNames.Read) ?? new(),
        Scope = fields.Text("scope") ?? "",
        Versions = fields.Items("versions", CustomResourceDefinitionVersion.Read),
        Conversion = fields.One("conversion", CustomResourceConversion.Read),
        PreserveUnknownFields = fields.Flag("preserveUnknownFields") ?? false,
    };
}

/// <summary>The names of a resource. All but <see cref="Kind"/> and <see cref="ListKind"/> share one name space of a group.</summary>
public sealed record CustomResourceDefinitionNames
{
    /// <summary>The name in URLs, lower case: <c>documents</c>.</summary>
    public string Plural { get; init; } = "";

    /// <summary>The name for one, lower case. Default: <see cref="Kind"/> in lower case.</summary>
    public string? Singular { get; init; }

    /// <summary>Abbreviations for the command line.</summary>
    public EquatableArray<string> ShortNames { get; init; }

    /// <summary>The kind: <c>Document</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The kind of a list. Default: <see cref="Kind"/> and <c>List</c>.</summary>
    public string? ListKind { get; init; }

    /// <summary>Groups of resources for the command line, such as <c>all</c>.</summary>
    public EquatableArray<string> Categories { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("plural", Plural)
        .Text("singular", Singular)
        .Texts("shortNames", ShortNames)
        .Add("kind", Kind)
        .Text("listKind", ListKind)
        .Texts("categories", Categories)
        .Build();

    internal static CustomResourceDefinitionNames Read(JsonFields fields) => new()
    {
        Plural = fields.Text("plural") ?? "",
        Singular = fields.Text("singular"),
        ShortNames = fields.Texts("shortNames"),
        Kind = fields.Text("kind") ?? "",
        ListKind = fields.Text("listKind"),
        Categories = fields.Texts("categories"),
    };
}
