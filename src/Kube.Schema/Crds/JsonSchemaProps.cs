using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds;

/// <summary>A node of an OpenAPI v3 schema as <c>apiextensions.k8s.io/v1</c> has it: every field, also those that a structural schema must not use.</summary>
/// <remarks>Plain data: nothing is checked here (see <c>CrdValidation</c>). Absent, false and empty are the same, as in Kubernetes' own type.</remarks>
public sealed record JsonSchemaProps
{
    /// <summary><c>id</c>. Never allowed in a CRD.</summary>
    public string? Id { get; init; }

    /// <summary><c>$schema</c>. Ignored by an API server.</summary>
    public string? Schema { get; init; }

    /// <summary><c>$ref</c>. Never allowed in a CRD.</summary>
    public string? Ref { get; init; }

    /// <summary>What the value is for; <c>kubectl explain</c> prints it.</summary>
    public string? Description { get; init; }

    /// <summary><c>object</c>, <c>array</c>, <c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The form of a string or number, such as <c>date-time</c> or <c>int32</c>. An unknown one is not enforced.</summary>
    public string? Format { get; init; }

    /// <summary>A short name for people.</summary>
    public string? Title { get; init; }

    /// <summary>What an API server fills in where the value is missing.</summary>
    public JsonValue? Default { get; init; }

    /// <summary>The largest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is too large.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>The smallest number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is too small.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>The most code points of a string.</summary>
    public long? MaxLength { get; init; }

    /// <summary>The fewest code points of a string.</summary>
    public long? MinLength { get; init; }

    /// <summary>A regular expression (RE2) that must match somewhere in a string.</summary>
    public string? Pattern { get; init; }

    /// <summary>The most items of a list.</summary>
    public long? MaxItems { get; init; }

    /// <summary>The fewest items of a list.</summary>
    public long? MinItems { get; init; }

    /// <summary>Never true in a CRD; use <see cref="XListType"/> <c>set</c>.</summary>
    public bool UniqueItems { get; init; }

    /// <summary>What a number must be a multiple of.</summary>
    public double? MultipleOf { get; init; }

    /// <summary>The only values allowed.</summary>
    public EquatableArray<JsonValue> Enum { get; init; }

    /// <summary>The most entries of an object.</summary>
    public long? MaxProperties { get; init; }

    /// <summary>The fewest entries of an object.</summary>
    public long? MinProperties { get; init; }

    /// <summary>Properties that must be there.</summary>
    public EquatableArray<string> Required { get; init; }

    /// <summary>The schema of a list's items.</summary>
    public JsonSchemaPropsOrArray? Items { get; init; }

    /// <summary>Schemas that must all hold.</summary>
    public EquatableArray<JsonSchemaProps> AllOf { get; init; }

    /// <summary>Schemas of which exactly one must hold.</summary>
    public EquatableArray<JsonSchemaProps> OneOf { get; init; }

    /// <summary>Schemas of which at least one must hold.</summary>
    public EquatableArray<JsonSchemaProps> AnyOf { get; init; }

    /// <summary>A schema that must not hold.</summary>
    public JsonSchemaProps? Not { get; init; }

    /// <summary>The known fields of an object.</summary>
    public EquatableMap<JsonSchemaProps> Properties { get; init; }

    /// <summary>The schema of an object's other fields, or whether it may have any.</summary>
    public JsonSchemaPropsOrBool? AdditionalProperties { get; init; }

    /// <summary>Never allowed in a CRD.</summary>
    public EquatableMap<JsonSchemaProps> PatternProperties { get; init; }

    /// <summary>Never allowed in a CRD.</summary>
    public EquatableMap<JsonSchemaPropsOrStringArray> Dependencies { get; init; }

    /// <summary>Never allowed in a CRD.</summary>
    public JsonSchemaPropsOrBool? AdditionalItems { get; init; }

    /// <summary>Never allowed in a CRD.</summary>
    public EquatableMap<JsonSchemaProps> Definitions { get; init; }

    /// <summary>Where to read more.</summary>
    public ExternalDocumentation? ExternalDocs { get; init; }

    /// <summary>A value that shows what is meant.</summary>
    public JsonValue? Example { get; init; }

    /// <summary>Whether <c>null</c> is a value. Without it an API server drops or defaults nulls.</summary>
    public bool Nullable { get; init; }

    /// <summary><c>x-kubernetes-preserve-unknown-fields</c>: unknown fields below are kept. True or absent.</summary>
    public bool? XPreserveUnknownFields { get; init; }

    /// <summary><c>x-kubernetes-embedded-resource</c>: the value is a whole object with <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</summary>
    public bool XEmbeddedResource { get; init; }

    /// <summary><c>x-kubernetes-int-or-string</c>: the value is an integer or a string.</summary>
    public bool XIntOrString { get; init; }

    /// <summary><c>x-kubernetes-list-map-keys</c>: the fields that tell the items of a <c>map</c> list apart.</summary>
    public EquatableArray<string> XListMapKeys { get; init; }

    /// <summary><c>x-kubernetes-list-type</c>: <c>atomic</c> (the default), <c>set</c> or <c>map</c>.</summary>
    public string? XListType { get; init; }

    /// <summary><c>x-kubernetes-map-type</c>: <c>granular</c> (the default) or <c>atomic</c>.</summary>
    public string? XMapType { get; init; }

    /// <summary><c>x-kubernetes-validations</c>: CEL rules.</summary>
    public EquatableArray<ValidationRule> XValidations { get; init; }

    /// <summary>This schema as it stands in a CRD; fields in the order people write them.</summary>
    public JsonObject ToJson() => JsonSchemaPropsCodec.Write(this);

    /// <summary>Reads a schema.</summary>
    /// <exception cref="JsonShapeException">A field is of a wrong type or not known.</exception>
    public static JsonSchemaProps FromJson(JsonValue json) => JsonFields.ReadStrict(json, JsonSchemaPropsCodec.Read);

    /// <summary>Reads a schema and adds the paths of fields that are not known to <paramref name="unknownFields"/>; they are lost.</summary>
    /// <exception cref="JsonShapeException">A field is of a wrong type.</exception>
    public static JsonSchemaProps FromJson(JsonValue json, ICollection<string> unknownFields) =>
        JsonFields.Read(json, FieldPath.Root, unknownFields, JsonSchemaPropsCodec.Read);

    /// <summary>Compact JSON.</summary>
    public override string ToString() => ToJson().ToString();
}
