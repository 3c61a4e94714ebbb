using System.Runtime.CompilerServices;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Testing.Discovery;
using Kube.Testing.Objects;

namespace Kube.Testing.Crds;

/// <summary>A custom resource's column of a table.</summary>
internal sealed record PrinterColumn(string Name, string Type, string Format, string Description, int Priority, string Path);

/// <summary>The paths of the scale subresource.</summary>
internal sealed record ScalePaths(string[] Replicas, string[] StatusReplicas, string[]? Selector);

/// <summary>One version of a custom resource definition, with what serving it needs.</summary>
internal sealed record CustomVersion
{
    public required CustomDefinition Definition { get; init; }

    public required string Name { get; init; }

    public bool Served { get; init; }

    public bool IsStorage { get; init; }

    public string? DeprecationWarning { get; init; }

    /// <summary>The OpenAPI v3 schema as written.</summary>
    public JsonObject? Schema { get; init; }

    public bool HasStatus { get; init; }

    public ScalePaths? Scale { get; init; }

    /// <summary>Printer columns; empty means the one column Age.</summary>
    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>The fields a field selector may name beside name and namespace, as <c>spec.x</c>.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    public string ApiVersion => Definition.Group + "/" + Name;

    /// <summary>The schema as a judge of objects.</summary>
    public CustomResourceSchema Judge => _judge ??= new(Definition.Crd, Name);

    /// <summary>A stored object as this version's schema shows it; made once an object.</summary>
    public JsonObject Shown(JsonObject stored) => _shown.GetValue(stored, value => Judge.Decode(value).Resource);

    /// <summary>Stored objects of other versions as a conversion webhook turned them into this one.</summary>
    public ConditionalWeakTable<JsonObject, JsonObject> Converted { get; } = [];

    private readonly ConditionalWeakTable<JsonObject, JsonObject> _shown = [];
    private CustomResourceSchema? _judge;
}

/// <summary>A custom resource definition as served, read from its object.</summary>
internal sealed record CustomDefinition
{
    public required string Name { get; init; }

    /// <summary>The definition as Kube.Schema reads it.</summary>
    public required CustomResourceDefinition Crd { get; init; }

    public required string Group { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required string ListKind { get; init; }

    public bool IsNamespaced { get; init; }

    /// <summary>The generation this was read from.</summary>
    public long Generation { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<CustomVersion> Versions { get; private set; } = [];

    /// <summary>The <c>clientConfig</c> and versions of the conversion webhook; none where only <c>apiVersion</c> changes.</summary>
    public JsonObject? ConversionWebhook { get; init; }

    public CustomVersion Storage => Versions.First(v => v.IsStorage);

    /// <summary>Reads a definition that passed validation.</summary>
    public static CustomDefinition Read(JsonObject crd)
    {
        var spec = crd.GetObject("spec") ?? JsonObject.Empty;
        var names = spec.GetObject("names") ?? JsonObject.Empty;
        var kind = names.GetString("kind") ?? "";
        var definition = new CustomDefinition
        {
            Name = crd.Name,
            Crd = CustomResourceDefinition.FromJson(crd),
            Group = spec.GetString("group") ?? "",
            Kind = kind,
            Plural = names.GetString("plural") ?? "",
            Singular = names.GetString("singular") is { Length: > 0 } singular ? singular : kind.ToLowerInvariant(),
            ListKind = names.GetString("listKind") is { Length: > 0 } listKind ? listKind : kind + "List",
            IsNamespaced = spec.GetString("scope") == "Namespaced",
            Generation = crd.Generation,
            ShortNames = Texts(names.GetArray("shortNames")),
            Categories = Texts(names.GetArray("categories")),
            ConversionWebhook = spec.TextAt("conversion", "strategy") == "Webhook" ? spec.At("conversion", "webhook") as JsonObject : null,
        };
        var versions = (spec.GetArray("versions") ?? JsonArray.Empty).OfType<JsonObject>().ToList();
        definition.Versions = [.. versions.Select(v => ReadVersion(definition, v, versions))];
        return definition;
    }

    private static CustomVersion ReadVersion(CustomDefinition definition, JsonObject version, IReadOnlyList<JsonObject> all)
    {
        var name = version.GetString("name") ?? "";
        var subresources = version.GetObject("subresources");
        return new()
        {
            Definition = definition,
            Name = name,
            Served = version.GetBoolean("served") == true,
            IsStorage = version.GetBoolean("storage") == true,
            DeprecationWarning = version.GetBoolean("deprecated") == true
                ? version.GetString("deprecationWarning") ?? DefaultWarning(definition, name, all)
                : null,
            Schema = version.At("schema", "openAPIV3Schema") as JsonObject,
            HasStatus = subresources?.GetObject("status") is not null,
            Scale = subresources?.GetObject("scale") is { } scale
                ? new(Dotted(scale.GetString("specReplicasPath")), Dotted(scale.GetString("statusReplicasPath")), scale.GetString("labelSelectorPath") is { Length: > 0 } path ? Dotted(path) : null)
                : null,
            Columns = [.. (version.GetArray("additionalPrinterColumns") ?? JsonArray.Empty).OfType<JsonObject>().Select(ReadColumn)],
            SelectableFields = [.. (version.GetArray("selectableFields") ?? JsonArray.Empty).OfType<JsonObject>().Select(f => (f.GetString("jsonPath") ?? "").TrimStart('.'))],
        };
    }

    /// <summary>What clients of a deprecated version are told, with the newest version they should use.</summary>
    private static string DefaultWarning(CustomDefinition definition, string name, IReadOnlyList<JsonObject> all)
    {
        var better = all
            .Where(v => v.GetBoolean("served") == true && v.GetBoolean("deprecated") != true)
            .Select(v => v.GetString("name") ?? "")
            .Where(v => VersionOrder.Newest.Compare(v, name) < 0)
            .Order(VersionOrder.Newest)
            .FirstOrDefault();
        var text = $"{definition.Group}/{name} {definition.Kind} is deprecated";
        return better is null ? text : $"{text}; use {definition.Group}/{better} {definition.Kind}";
    }

    private static PrinterColumn ReadColumn(JsonObject column) => new(
        column.GetString("name") ?? "",
        column.GetString("type") ?? "",
        column.GetString("format") ?? "",
        column.GetString("description") ?? "",
        (int)(column.GetInteger("priority") ?? 0),
        column.GetString("jsonPath") ?? "");

    private static string[] Dotted(string? path) => (path ?? "").TrimStart('.').Split('.');

    private static string[] Texts(JsonArray? list) => [.. (list ?? JsonArray.Empty).OfType<JsonString>().Select(s => s.Value)];
}
