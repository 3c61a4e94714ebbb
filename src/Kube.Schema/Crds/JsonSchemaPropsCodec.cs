using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds;

/// <summary><see cref="JsonSchemaProps"/> from and to JSON.</summary>
internal static class JsonSchemaPropsCodec
{
    public static JsonSchemaProps Read(JsonFields fields) => new()
    {
        Id = fields.Text("id"),
        Schema = fields.Text("$schema"),
        Ref = fields.Given("$ref"),
        Description = fields.Text("description"),
        Type = fields.Text("type"),
        Format = fields.Text("format"),
        Title = fields.Text("title"),
        Default = fields.Any("default"),
        Maximum = fields.Number("maximum"),
        ExclusiveMaximum = fields.Flag("exclusiveMaximum") ?? false,
        Minimum = fields.Number("minimum"),
        ExclusiveMinimum = fields.Flag("exclusiveMinimum") ?? false,
        MaxLength = fields.Integer("maxLength"),
        MinLength = fields.Integer("minLength"),
        Pattern = fields.Text("pattern"),
        MaxItems = fields.Integer("maxItems"),
        MinItems = fields.Integer("minItems"),
        UniqueItems = fields.Flag("uniqueItems") ?? false,
        MultipleOf = fields.Number("multipleOf"),
        Enum = fields.Items("enum", (value, _) => value),
        MaxProperties = fields.Integer("maxProperties"),
        MinProperties = fields.Integer("minProperties"),
        Required = fields.Texts("required"),
        Items = fields.Any("items") is { } items ? ReadItems(items, fields) : null,
        AllOf = fields.Items("allOf", Read),
        OneOf = fields.Items("oneOf", Read),
        AnyOf = fields.Items("anyOf", Read),
        Not = fields.One("not", Read),
        Properties = fields.Entries("properties", Read),
        AdditionalProperties = ReadOrBool(fields, "additionalProperties"),
        PatternProperties = fields.Entries("patternProperties", Read),
        Dependencies = fields.Entries("dependencies", (value, path) => ReadDependency(fields, value, path)),
        AdditionalItems = ReadOrBool(fields, "additionalItems"),
        Definitions = fields.Entries("definitions", Read),
        ExternalDocs = fields.One("externalDocs", docs => new ExternalDocumentation { Description = docs.Text("description"), Url = docs.Text("url") }),
        Example = fields.Any("example"),
        Nullable = fields.Flag("nullable") ?? false,
        XPreserveUnknownFields = fields.Flag("x-kubernetes-preserve-unknown-fields"),
        XEmbeddedResource = fields.Flag("x-kubernetes-embedded-resource") ?? false,
        XIntOrString = fields.Flag("x-kubernetes-int-or-string") ?? false,
        XListMapKeys = fields.Texts("x-kubernetes-list-map-keys"),
        XListType = fields.Given("x-kubernetes-list-type"),
        XMapType = fields.Given("x-kubernetes-map-type"),
        XValidations = fields.Items("x-kubernetes-validations", ValidationRule.Read),
    };

    public static JsonObject Write(JsonSchemaProps schema) => new JsonFieldsBuilder()
        .Text("$schema", schema.Schema)
        .Text("id", schema.Id)
        .Add("$ref", Given(schema.Ref))
        .Text("title", schema.Title)
        .Text("description", schema.Description)
        .Text("type", schema.Type)
        .Text("format", schema.Format)
        .Flag("nullable", schema.Nullable)
        .Add("default", schema.Default)
        .Add("example", schema.Example)
        .Items("enum", schema.Enum, value => value)
        .Number("minimum", schema.Minimum)
        .Flag("exclusiveMinimum", schema.ExclusiveMinimum)
        .Number("maximum", schema.Maximum)
        .Flag("exclusiveMaximum", schema.ExclusiveMaximum)
        .Number("multipleOf", schema.MultipleOf)
        .Integer("minLength", schema.MinLength)
        .Integer("maxLength", schema.MaxLength)
        .Text("pattern", schema.Pattern)
        .Integer("minItems", schema.MinItems)
        .Integer("maxItems", schema.MaxItems)
        .Flag("uniqueItems", schema.UniqueItems)
        .Integer("minProperties", schema.MinProperties)
        .Integer("maxProperties", schema.MaxProperties)
        .Texts("required", schema.Required)
        .Entries("properties", schema.Properties, Write)
        .Add("additionalProperties", schema.AdditionalProperties is { } values ? Write(values) : null)
        .Add("items", schema.Items is { } items ? Write(items) : null)
        .Add("additionalItems", schema.AdditionalItems is { } more ? Write(more) : null)
        .Entries("patternProperties", schema.PatternProperties, Write)
        .Entries("dependencies", schema.Dependencies, Write)
        .Entries("definitions", schema.Definitions, Write)
        .Items("allOf", schema.AllOf, Write)
        .Items("anyOf", schema.AnyOf, Write)
        .Items("oneOf", schema.OneOf, Write)
        .Add("not", schema.Not is { } not ? Write(not) : null)
        .Add("externalDocs", schema.ExternalDocs is { } docs ? Write(docs) : null)
        .Flag("x-kubernetes-preserve-unknown-fields", schema.XPreserveUnknownFields)
        .Flag("x-kubernetes-embedded-resource", schema.XEmbeddedResource)
        .Flag("x-kubernetes-int-or-string", schema.XIntOrString)
        .Add("x-kubernetes-list-type", Given(schema.XListType))
        .Texts("x-kubernetes-list-map-keys", schema.XListMapKeys)
        .Add("x-kubernetes-map-type", Given(schema.XMapType))
        .Items("x-kubernetes-validations", schema.XValidations, ValidationRule.Write)
        .Build();

    private static JsonString? Given(string? text) => text is null ? null : JsonString.Of(text);

    private static JsonSchemaPropsOrArray ReadItems(JsonValue value, JsonFields fields) => value switch
    {
        JsonArray => new() { Schemas = fields.Items("items", Read) },
        JsonObject => new() { Schema = fields.One("items", Read) },
        _ => throw JsonFields.Wrong(fields.Path.Child("items"), value, "a schema"),
    };

    private static JsonSchemaPropsOrBool? ReadOrBool(JsonFields fields, string key) => fields.Any(key) switch
    {
        null => null,
        JsonBoolean allows => new() { Allows = allows.Value },
        JsonObject => new() { Allows = true, Schema = fields.One(key, Read) },
        var other => throw JsonFields.Wrong(fields.Path.Child(key), other, "true, false or a schema"),
    };

    private static JsonSchemaPropsOrStringArray ReadDependency(JsonFields fields, JsonValue value, FieldPath path) => value switch
    {
        JsonObject => new() { Schema = fields.Nested(value, path, Read) },
        JsonArray names => new() { Property = new([.. names.Select(name => (name as JsonString)?.Value ?? throw JsonFields.Wrong(path, name, "a string"))]) },
        _ => throw JsonFields.Wrong(path, value, "a schema or a list of names"),
    };

    private static JsonValue Write(JsonSchemaPropsOrArray items) =>
        items.Schema is { } schema ? Write(schema) : JsonArray.From(items.Schemas.Select(Write));

    private static JsonValue Write(JsonSchemaPropsOrBool values) =>
        values.Schema is { } schema ? Write(schema) : JsonValue.Of(values.Allows);

    private static JsonValue Write(JsonSchemaPropsOrStringArray dependency) =>
        dependency.Schema is { } schema ? Write(schema) : JsonArray.From(dependency.Property.Select(JsonString.Of));

    private static JsonObject Write(ExternalDocumentation docs) =>
        new JsonFieldsBuilder().Text("description", docs.Description).Text("url", docs.Url).Build();
}
