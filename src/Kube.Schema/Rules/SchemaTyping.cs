using Kube.Cel;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Schema.Rules;

/// <summary>Makes CEL types of schema nodes, with the sizes an API server assumes (crd-rules §2.2, §2.4).</summary>
internal static class SchemaTyping
{
    public const long MaxRequestSize = 3 * 1024 * 1024;

    private const long MaxStringSize = MaxRequestSize - 2;
    private const long DateSize = 12;
    private const long DateTimeSize = 32;
    private const long DurationSize = 32;
    private const string SelfTypeName = "selfType";

    private static readonly JsonSchemaProps StringSchema = new() { Type = "string" };

    // From 1.37 on a server knows that a name is a DNS subdomain; before, it may be as long as a request.
    private static readonly KubernetesVersion BoundedNames = new(1, 37);

    private static readonly JsonSchemaProps NameSchema = StringSchema with { MaxLength = 253 };

    private static readonly JsonSchemaProps MetadataSchema = new()
    {
        Type = "object",
        Properties = EquatableMap.Of(("generateName", StringSchema), ("name", StringSchema)),
    };

    private static readonly JsonSchemaProps BoundedMetadataSchema = MetadataSchema with { Properties = MetadataSchema.Properties.With("name", NameSchema) };

    /// <summary>The tree of nodes for <paramref name="schema"/>.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="isResourceRoot">Whether it describes a whole resource, whose apiVersion, kind and metadata.name are always there.</param>
    /// <param name="server">The server's version, which decides how long a name can be.</param>
    public static SchemaNode Of(JsonSchemaProps schema, bool isResourceRoot, KubernetesVersion server) =>
        Of(schema, isResourceRoot, server >= BoundedNames ? BoundedMetadataSchema : MetadataSchema, SelfTypeName);

    private static SchemaNode Of(JsonSchemaProps schema, bool isResourceRoot, JsonSchemaProps metadata, string typeName)
    {
        if (schema.XIntOrString)
        {
            var size = schema.MaxLength is { } bound ? Bytes(bound) : (ulong)MaxStringSize;
            return new SchemaNode(schema, NodeKind.IntOrString, SizedType.Scalar(CelType.Dyn, 1, size)) { HasRules = !schema.XValidations.IsEmpty };
        }

        if (isResourceRoot)
        {
            schema = WithResourceFields(schema, metadata);
        }

        return schema.Type switch
        {
            "object" => OfObject(schema, metadata, typeName),
            "array" => OfArray(schema, metadata, typeName),
            "string" => OfString(schema),
            "boolean" => Scalar(schema, NodeKind.Boolean, CelType.Bool, 4),
            "number" => Scalar(schema, NodeKind.Number, CelType.Double, 1),
            "integer" => Scalar(schema, NodeKind.Integer, CelType.Int, 1),
            _ => new SchemaNode(schema, schema.XPreserveUnknownFields == true ? NodeKind.Preserved : NodeKind.Unknown, null)
            {
                HasRules = !schema.XValidations.IsEmpty,
            },
        };
    }

    /// <summary>apiVersion, kind, metadata.name and metadata.generateName are visible at the root of a resource, and nothing else of its metadata.</summary>
    private static JsonSchemaProps WithResourceFields(JsonSchemaProps schema, JsonSchemaProps metadataSchema)
    {
        if (TypeOf(schema, "kind") == "string" && TypeOf(schema, "apiVersion") == "string" && TypeOf(schema, "metadata") == "object"
            && schema.Properties.TryGetValue("metadata", out var metadata)
            && TypeOf(metadata, "name") == "string" && TypeOf(metadata, "generateName") == "string")
        {
            return schema;
        }

        return schema with
        {
            Properties = schema.Properties.With("apiVersion", StringSchema).With("kind", StringSchema).With("metadata", metadataSchema),
        };
    }

    private static string? TypeOf(JsonSchemaProps schema, string property) => schema.Properties.TryGetValue(property, out var found) ? found.Type : null;

    private static SchemaNode OfObject(JsonSchemaProps schema, JsonSchemaProps metadata, string typeName)
    {
        if (schema.AdditionalProperties?.Schema is { } values)
        {
            var value = Of(values, values.XEmbeddedResource, metadata, typeName + ".@elem");
            var declaredMap = value.Declared is { } element
                ? SizedType.Map(SizedType.Scalar(CelType.String, 2), element, Bound(schema.MaxProperties) ?? (ulong)(MaxStringSize / (element.MinSerializedSize + 6)))
                : null;
            return new SchemaNode(schema, schema.Properties.IsEmpty ? NodeKind.Map : NodeKind.Object, declaredMap)
            {
                AdditionalProperties = value,
                Properties = PropertiesOf(schema, metadata, typeName),
                HasRules = value.HasRules || !schema.XValidations.IsEmpty,
            };
        }

        var properties = PropertiesOf(schema, metadata, typeName);
        var fields = new List<CelField>(properties.Count);
        var nodes = new List<SchemaNode>(properties.Count);
        var sizes = new Dictionary<string, SizedType>(properties.Count, StringComparer.Ordinal);
        long minimum = 2;
        foreach (var property in properties)
        {
            if (property.Value.Declared is not { } declared)
            {
                continue;
            }

            if (FieldNames.TryEscape(property.Key, out var celName))
            {
                fields.Add(new CelField(celName, property.Key, declared.Type, fields.Count));
                nodes.Add(property.Value);
                sizes[celName] = declared;
            }

            // A default stands in for a missing property, so only required ones without default must be in the request.
            if (property.Value.Schema.Default is null && schema.Required.Contains(property.Key))
            {
                minimum += System.Text.Encoding.UTF8.GetByteCount(property.Key) + declared.MinSerializedSize + 4;
            }
        }

        var isVisible = properties.Count > 0 || schema.XEmbeddedResource;
        return new SchemaNode(schema, isVisible ? NodeKind.Object : NodeKind.Opaque, SizedType.Object(CelType.Object(typeName, fields), sizes, minimum))
        {
            Properties = properties,
            Fields = [.. fields],
            FieldNodes = [.. nodes],
            HasRules = !schema.XValidations.IsEmpty || properties.Values.Any(p => p.HasRules),
        };
    }

    private static Dictionary<string, SchemaNode> PropertiesOf(JsonSchemaProps schema, JsonSchemaProps metadata, string typeName)
    {
        var properties = new Dictionary<string, SchemaNode>(schema.Properties.Count, StringComparer.Ordinal);
        foreach (var property in schema.Properties)
        {
            properties[property.Key] = Of(property.Value, property.Value.XEmbeddedResource, metadata, typeName + "." + property.Key);
        }

        return properties;
    }

    private static SchemaNode OfArray(JsonSchemaProps schema, JsonSchemaProps metadata, string typeName)
    {
        var items = schema.Items?.Schema is { } itemSchema ? Of(itemSchema, itemSchema.XEmbeddedResource, metadata, typeName + ".@idx") : null;
        var declared = items?.Declared is { } element
            ? SizedType.List(element, Bound(schema.MaxItems) ?? (ulong)(MaxStringSize / (element.MinSerializedSize + 1)))
            : null;
        return new SchemaNode(schema, NodeKind.List, declared)
        {
            Items = items,
            ListMapKeys = [.. schema.XListMapKeys],
            HasRules = !schema.XValidations.IsEmpty || (items?.HasRules ?? false),
        };
    }

    private static SchemaNode OfString(JsonSchemaProps schema) => schema.Format switch
    {
        "byte" => Scalar(schema, NodeKind.Bytes, CelType.Bytes, 2, Bound(schema.MaxLength) ?? MaxStringSize),
        "duration" => Scalar(schema, NodeKind.Duration, CelType.Duration, 3, DurationSize),
        "date" => Scalar(schema, NodeKind.Date, CelType.Timestamp, DateSize, DateSize),
        "date-time" => Scalar(schema, NodeKind.DateTime, CelType.Timestamp, 21, DateTimeSize),
        _ => Scalar(schema, NodeKind.String, CelType.String, 2, StringSize(schema)),
    };

    private static ulong StringSize(JsonSchemaProps schema)
    {
        if (schema.MaxLength is { } bound)
        {
            return Bytes(bound);
        }

        return schema.Enum.IsEmpty
            ? MaxStringSize
            : (ulong)schema.Enum.Max(v => v is JsonString text ? System.Text.Encoding.UTF8.GetByteCount(text.Value) : 0);
    }

    private static SchemaNode Scalar(JsonSchemaProps schema, NodeKind kind, CelType type, long minimum, ulong size = 0) =>
        new(schema, kind, SizedType.Scalar(type, minimum, size)) { HasRules = !schema.XValidations.IsEmpty };

    /// <summary>maxLength counts code points, of up to four bytes each.</summary>
    private static ulong Bytes(long codePoints) => unchecked((ulong)(Math.Max(0, codePoints) * 4));

    private static ulong? Bound(long? limit) => limit is { } value ? (ulong)Math.Max(0, value) : null;
}
