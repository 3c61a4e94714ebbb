using Kube.Schema.Json;

namespace Kube.Schema.Crds.Checks;

/// <summary>CRD data as the server prints its internal Go structs into messages: every field by its Go name, also empty ones.</summary>
internal static class GoForms
{
    public static JsonObject Of(CustomResourceDefinitionVersion version) => JsonObject.Of(
        ("Name", version.Name),
        ("Served", version.Served),
        ("Storage", version.Storage),
        ("Deprecated", version.Deprecated),
        ("DeprecationWarning", version.DeprecationWarning),
        ("Schema", version.Schema is { } schema ? JsonObject.Of(("OpenAPIV3Schema", Of(schema))) : JsonValue.Null),
        ("Subresources", version.Subresources is { } subresources ? Of(subresources) : JsonValue.Null),
        ("AdditionalPrinterColumns", List(version.AdditionalPrinterColumns, Of)),
        ("SelectableFields", List(version.SelectableFields, field => JsonObject.Of(("JSONPath", field.JsonPath)))));

    public static JsonObject Of(JsonSchemaProps schema) => JsonObject.Of(
        ("ID", schema.Id ?? ""),
        ("Schema", schema.Schema ?? ""),
        ("Ref", schema.Ref),
        ("Description", schema.Description ?? ""),
        ("Type", schema.Type ?? ""),
        ("Nullable", schema.Nullable),
        ("Format", schema.Format ?? ""),
        ("Title", schema.Title ?? ""),
        ("Default", schema.Default ?? JsonValue.Null),
        ("Maximum", Number(schema.Maximum)),
        ("ExclusiveMaximum", schema.ExclusiveMaximum),
        ("Minimum", Number(schema.Minimum)),
        ("ExclusiveMinimum", schema.ExclusiveMinimum),
        ("MaxLength", Integer(schema.MaxLength)),
        ("MinLength", Integer(schema.MinLength)),
        ("Pattern", schema.Pattern ?? ""),
        ("MaxItems", Integer(schema.MaxItems)),
        ("MinItems", Integer(schema.MinItems)),
        ("UniqueItems", schema.UniqueItems),
        ("MultipleOf", Number(schema.MultipleOf)),
        ("Enum", List(schema.Enum, value => value)),
        ("MaxProperties", Integer(schema.MaxProperties)),
        ("MinProperties", Integer(schema.MinProperties)),
        ("Required", List(schema.Required, JsonString.Of)),
        ("Items", schema.Items is { } items ? Of(items) : JsonValue.Null),
        ("AllOf", List(schema.AllOf, Of)),
        ("OneOf", List(schema.OneOf, Of)),
        ("AnyOf", List(schema.AnyOf, Of)),
        ("Not", Maybe(schema.Not)),
        ("Properties", Map(schema.Properties, Of)),
        ("AdditionalProperties", Of(schema.AdditionalProperties)),
        ("PatternProperties", Map(schema.PatternProperties, Of)),
        ("Dependencies", Map(schema.Dependencies, value => JsonObject.Of(("Schema", Maybe(value.Schema)), ("Property", List(value.Property, JsonString.Of))))),
        ("AdditionalItems", Of(schema.AdditionalItems)),
        ("Definitions", Map(schema.Definitions, Of)),
        ("ExternalDocs", schema.ExternalDocs is { } docs ? JsonObject.Of(("Description", docs.Description ?? ""), ("URL", docs.Url ?? "")) : JsonValue.Null),
        ("Example", schema.Example ?? JsonValue.Null),
        ("XPreserveUnknownFields", schema.XPreserveUnknownFields is { } keeps ? JsonValue.Of(keeps) : JsonValue.Null),
        ("XEmbeddedResource", schema.XEmbeddedResource),
        ("XIntOrString", schema.XIntOrString),
        ("XListMapKeys", List(schema.XListMapKeys, JsonString.Of)),
        ("XListType", schema.XListType),
        ("XMapType", schema.XMapType),
        ("XValidations", List(schema.XValidations, Of)));

    public static JsonObject Of(ValidationRule rule) => JsonObject.Of(
        ("Rule", rule.Rule),
        ("Message", rule.Message ?? ""),
        ("MessageExpression", rule.MessageExpression ?? ""),
        ("Reason", rule.Reason),
        ("FieldPath", rule.FieldPath ?? ""),
        ("OptionalOldSelf", rule.OptionalOldSelf is { } optional ? JsonValue.Of(optional) : JsonValue.Null));

    public static JsonObject Of(JsonSchemaPropsOrArray items) =>
        JsonObject.Of(("Schema", Maybe(items.Schema)), ("JSONSchemas", List(items.Schemas, Of)));

    private static JsonObject Of(CustomResourceSubresources subresources) => JsonObject.Of(
        ("Status", subresources.Status ? JsonObject.Empty : JsonValue.Null),
        ("Scale", subresources.Scale is { } scale
            ? JsonObject.Of(("SpecReplicasPath", scale.SpecReplicasPath), ("StatusReplicasPath", scale.StatusReplicasPath), ("LabelSelectorPath", scale.LabelSelectorPath))
            : JsonValue.Null));

    private static JsonObject Of(CustomResourceColumnDefinition column) => JsonObject.Of(
        ("Name", column.Name),
        ("Type", column.Type),
        ("Format", column.Format ?? ""),
        ("Description", column.Description ?? ""),
        ("Priority", column.Priority),
        ("JSONPath", column.JsonPath));

    private static JsonValue Of(JsonSchemaPropsOrBool? values) =>
        values is null ? JsonValue.Null : JsonObject.Of(("Allows", values.Allows), ("Schema", Maybe(values.Schema)));

    private static JsonValue Maybe(JsonSchemaProps? schema) => schema is null ? JsonValue.Null : Of(schema);

    private static JsonValue List<T>(EquatableArray<T> values, Func<T, JsonValue> write) =>
        values.IsEmpty ? JsonValue.Null : JsonArray.From(values.Select(write));

    private static JsonValue Map<T>(EquatableMap<T> values, Func<T, JsonValue> write)
    {
        if (values.IsEmpty)
        {
            return JsonValue.Null;
        }

        string[] keys = [.. values.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        var members = new JsonObjectBuilder();
        foreach (var key in keys)
        {
            members.Add(key, write(values[key]));
        }

        return members.Build();
    }

    private static JsonValue Number(double? value) => value is { } number ? JsonValue.Of(number) : JsonValue.Null;

    private static JsonValue Integer(long? value) => value is { } integer ? JsonValue.Of(integer) : JsonValue.Null;
}
