using Kube.Schema.Json;

namespace Kube.Testing.Typing;

/// <summary>Shapes from the OpenAPI schema of a custom resource.</summary>
internal static class SchemaShape
{
    private static readonly Shape Metadata = Shape.Reference(BuiltInTypes.ObjectMeta, () => BuiltInTypes.Get(BuiltInTypes.ObjectMeta));

    private static readonly Shape Untyped = new();

    /// <summary>The shape of a whole resource.</summary>
    public static Shape OfResource(JsonObject? schema) =>
        schema is null ? new Shape { Kind = ShapeKind.Map, Element = Shape.Any, Fields = ResourceFields([]) } : Of(schema, isResource: true);

    private static Shape Of(JsonObject schema, bool isResource)
    {
        if (schema.GetBoolean("x-kubernetes-int-or-string") == true)
        {
            return Untyped;
        }

        var preserves = schema.GetBoolean("x-kubernetes-preserve-unknown-fields") == true;
        return schema.GetString("type") switch
        {
            "object" => OfObject(schema, isResource || schema.GetBoolean("x-kubernetes-embedded-resource") == true, preserves),
            "array" => OfArray(schema),
            { } scalar => new Shape { Scalar = scalar, Format = schema.GetString("format") },
            null => Shape.Any,
        };
    }

    private static Shape OfObject(JsonObject schema, bool isResource, bool preserves)
    {
        var fields = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach (var property in schema.GetObject("properties") ?? JsonObject.Empty)
        {
            if (property.Value is JsonObject inner)
            {
                fields[property.Key] = Of(inner, isResource: false);
            }
        }

        var element = schema["additionalProperties"] switch
        {
            JsonObject inner => Of(inner, isResource: false),
            JsonBoolean { Value: true } => Shape.Any,
            _ when preserves || fields.Count == 0 => Shape.Any,
            _ => null,
        };

        return new Shape
        {
            Kind = ShapeKind.Map,
            Fields = isResource ? ResourceFields(fields) : fields,
            Element = element,
            IsAtomic = schema.GetString("x-kubernetes-map-type") == "atomic",
        };
    }

    private static Shape OfArray(JsonObject schema)
    {
        var items = schema.GetObject("items");
        var keys = (schema.GetArray("x-kubernetes-list-map-keys") ?? JsonArray.Empty).OfType<JsonString>().Select(k => k.Value).ToArray();
        var defaults = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            if (items?.GetObject("properties")?.GetObject(key)?["default"] is { } value)
            {
                defaults[key] = value;
            }
        }

        return new Shape
        {
            Kind = ShapeKind.List,
            Element = items is null ? Shape.Any : Of(items, isResource: false),
            Identity = schema.GetString("x-kubernetes-list-type") switch
            {
                "map" => ListIdentity.Map,
                "set" => ListIdentity.Set,
                _ => ListIdentity.Atomic,
            },
            Keys = keys,
            KeyDefaults = defaults,
        };
    }

    private static Dictionary<string, Shape> ResourceFields(Dictionary<string, Shape> fields)
    {
        fields["apiVersion"] = Shape.String;
        fields["kind"] = Shape.String;
        fields["metadata"] = Metadata;
        return fields;
    }
}
