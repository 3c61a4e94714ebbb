using Kube.Schema.Json;

namespace Kube.Schema.Crds;

/// <summary>One version of a resource.</summary>
public sealed record CustomResourceDefinitionVersion
{
    /// <summary>Such as <c>v1</c> or <c>v1beta2</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether clients may use it.</summary>
    public bool Served { get; init; }

    /// <summary>Whether objects are stored in it; true for exactly one version.</summary>
    public bool Storage { get; init; }

    /// <summary>Whether clients that use it are warned.</summary>
    public bool Deprecated { get; init; }

    /// <summary>The warning, 1 to 256 bytes. Only with <see cref="Deprecated"/>.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>The schema of the whole object (<c>schema.openAPIV3Schema</c>). An API server wants one.</summary>
    public JsonSchemaProps? Schema { get; init; }

    /// <summary>Whether it has a <c>/status</c> or <c>/scale</c>.</summary>
    public CustomResourceSubresources? Subresources { get; init; }

    /// <summary>The fields that field selectors may name, at most eight (KEP-4358).</summary>
    public EquatableArray<SelectableField> SelectableFields { get; init; }

    /// <summary>The columns that <c>kubectl get</c> prints.</summary>
    public EquatableArray<CustomResourceColumnDefinition> AdditionalPrinterColumns { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("name", Name)
        .Add("served", Served)
        .Add("storage", Storage)
        .Flag("deprecated", Deprecated)
        .Add("deprecationWarning", DeprecationWarning is { } warning ? JsonString.Of(warning) : null)
        .Items("additionalPrinterColumns", AdditionalPrinterColumns, column => column.ToJson())
        .Items("selectableFields", SelectableFields, field => JsonObject.Of(("jsonPath", field.JsonPath)))
        .Add("subresources", Subresources?.ToJson())
        .Add("schema", Schema is { } schema ? JsonObject.Of(("openAPIV3Schema", schema.ToJson())) : null)
        .Build();

    internal static CustomResourceDefinitionVersion Read(JsonFields fields) => new()
    {
        Name = fields.Text("name") ?? "",
        Served = fields.Flag("served") ?? false,
        Storage = fields.Flag("storage") ?? false,
        Deprecated = fields.Flag("deprecated") ?? false,
        DeprecationWarning = fields.Given("deprecationWarning"),
        Schema = fields.One("schema", schema => new JsonSchemaHolder(schema.One("openAPIV3Schema", JsonSchemaPropsCodec.Read)))?.Schema,
        Subresources = fields.One("subresources", CustomResourceSubresources.Read),
        SelectableFields = fields.Items("selectableFields", field => new SelectableField { JsonPath = field.Text("jsonPath") ?? "" }),
        AdditionalPrinterColumns = fields.Items("additionalPrinterColumns", CustomResourceColumnDefinition.Read),
    };

    private sealed record JsonSchemaHolder(JsonSchemaProps? Schema);
}

/// <summary>Which subresources a version has.</summary>
public sealed record CustomResourceSubresources
{
    /// <summary>Whether <c>/status</c> is served: status and the rest are then written apart, and <c>generation</c> counts the rest only.</summary>
    public bool Status { get; init; }

    /// <summary>Where <c>/scale</c> finds its numbers; none where it is not served.</summary>
    public CustomResourceSubresourceScale? Scale { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("status", Status ? JsonObject.Empty : null)
        .Add("scale", Scale?.ToJson())
        .Build();

    internal static CustomResourceSubresources Read(JsonFields fields) => new()
    {
        Status = fields.One("status", _ => JsonObject.Empty) is not null,
        Scale = fields.One("scale", CustomResourceSubresourceScale.Read),
    };
}

/// <summary>Where <c>/scale</c> finds its numbers: paths of plain dotted names.</summary>
public sealed record CustomResourceSubresourceScale
{
    /// <summary>Below <c>.spec</c>: the wanted count.</summary>
    public string SpecReplicasPath { get; init; } = "";

    /// <summary>Below <c>.status</c>: the count there is.</summary>
    public string StatusReplicasPath { get; init; } = "";

    /// <summary>Below <c>.spec</c> or <c>.status</c>: a label selector as a string, which autoscalers need.</summary>
    public string? LabelSelectorPath { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("specReplicasPath", SpecReplicasPath)
        .Add("statusReplicasPath", StatusReplicasPath)
        .Add("labelSelectorPath", LabelSelectorPath is { } path ? JsonString.Of(path) : null)
        .Build();

    internal static CustomResourceSubresourceScale Read(JsonFields fields) => new()
    {
        SpecReplicasPath = fields.Text("specReplicasPath") ?? "",
        StatusReplicasPath = fields.Text("statusReplicasPath") ?? "",
        LabelSelectorPath = fields.Given("labelSelectorPath"),
    };
}

/// <summary>A field that field selectors may name.</summary>
public sealed record SelectableField
{
    /// <summary>Dotted names from the root, such as <c>.spec.color</c>.</summary>
    public string JsonPath { get; init; } = "";
}

/// <summary>A column that <c>kubectl get</c> prints.</summary>
public sealed record CustomResourceColumnDefinition
{
    /// <summary>The head of the column.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>integer</c>, <c>number</c>, <c>string</c>, <c>boolean</c> or <c>date</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>An OpenAPI format; <c>kubectl</c> knows <c>name</c> for the column that names the object.</summary>
    public string? Format { get; init; }

    /// <summary>What the column shows.</summary>
    public string? Description { get; init; }

    /// <summary>0 is always shown, more only with <c>-o wide</c>.</summary>
    public int Priority { get; init; }

    /// <summary>What is shown, from the root of the object, such as <c>.spec.replicas</c>.</summary>
    public string JsonPath { get; init; } = "";

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("name", Name)
        .Add("type", Type)
        .Text("format", Format)
        .Text("description", Description)
        .Integer("priority", Priority == 0 ? null : Priority)
        .Add("jsonPath", JsonPath)
        .Build();

    internal static CustomResourceColumnDefinition Read(JsonFields fields) => new()
    {
        Name = fields.Text("name") ?? "",
        Type = fields.Text("type") ?? "",
        Format = fields.Text("format"),
        Description = fields.Text("description"),
        Priority = fields.Int32("priority") ?? 0,
        JsonPath = fields.Text("jsonPath") ?? "",
    };
}
