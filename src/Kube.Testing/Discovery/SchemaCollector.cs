using Kube.Schema.Json;
using Kube.Testing.Resources;
using Kube.Testing.Typing;

namespace Kube.Testing.Discovery;

/// <summary>Gathers the schemas a document refers to.</summary>
internal sealed class SchemaCollector
{
    private readonly JsonObjectBuilder _schemas = new();

    public static JsonObject Reference(string name) => JsonValue.Object(("$ref", "#/components/schemas/" + name));

    /// <summary>The name of a resource's schema: the group reversed, the version, the kind.</summary>
    public static string NameOf(ApiResource resource) => resource.Custom is null && resource.TypeName.Length > 0
        ? LongName(resource.TypeName)
        : $"{string.Join('.', resource.Group.Split('.').Reverse())}.{resource.Version}.{resource.Kind}";

    public JsonObject Build() => _schemas.Build();

    public void AddResource(ApiResource resource)
    {
        var name = NameOf(resource);
        if (_schemas[name] is JsonObject known && known.ContainsKey("x-kubernetes-group-version-kind"))
        {
            return;
        }

        var schema = resource.Custom is { } custom ? Custom(custom.Schema ?? JsonObject.Empty) : BuiltIn(resource.Shape.Resolved);
        _schemas[name] = schema.With(
            "x-kubernetes-group-version-kind", JsonValue.Array(OpenApiDocument.GroupVersionKind(resource.Group, resource.Version, resource.Kind)));
        _schemas[name + "List"] = JsonValue.Object(
            ("description", $"{resource.ListKind} is a list of {resource.Kind}"),
            ("type", "object"),
            ("required", JsonValue.Array("items")),
            ("properties", JsonValue.Object(
                ("apiVersion", JsonValue.Object(("type", "string"))),
                ("items", JsonValue.Object(("type", "array"), ("items", Reference(name)))),
                ("kind", JsonValue.Object(("type", "string"))),
                ("metadata", Named("meta.v1.ListMeta")))),
            ("x-kubernetes-group-version-kind", JsonValue.Array(OpenApiDocument.GroupVersionKind(resource.Group, resource.Version, resource.ListKind))));
    }

    private JsonObject Custom(JsonObject schema)
    {
        var properties = (schema.GetObject("properties") ?? JsonObject.Empty)
            .With("apiVersion", JsonValue.Object(("type", "string")))
            .With("kind", JsonValue.Object(("type", "string")))
            .With("metadata", Named(BuiltInTypes.ObjectMeta));
        return schema.With("type", "object").With("properties", properties);
    }

    private JsonObject Named(string typeName)
    {
        var name = LongName(typeName);
        if (_schemas[name] is null)
        {
            // Noted first: types may contain themselves.
            _schemas[name] = JsonObject.Empty;
            _schemas[name] = BuiltIn(BuiltInTypes.Get(typeName).Resolved);
        }

        return Reference(name);
    }

    private JsonObject Of(Shape shape) => shape.TypeName is { } name ? Named(name) : BuiltIn(shape);

    private JsonObject BuiltIn(Shape shape)
    {
        var schema = new JsonObjectBuilder();
        switch (shape.Kind)
        {
            case ShapeKind.Map:
                schema.Add("type", "object");
                if (shape.Fields.Count > 0)
                {
                    schema.Add("properties", JsonObject.From(shape.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, (JsonValue)Of(f.Value)))));
                    if (shape.Required.Count > 0)
                    {
                        schema.Add("required", JsonArray.From(shape.Required.Order(StringComparer.Ordinal).Select(r => (JsonValue)JsonString.Of(r))));
                    }
                }
                else if (shape.Element is { } element && element.Resolved.Kind != ShapeKind.Any)
                {
                    schema.Add("additionalProperties", Of(element));
                }

                break;
            case ShapeKind.List:
                schema.Add("type", "array").Add("items", Of(shape.Element ?? Shape.Any));
                if (shape.Identity != ListIdentity.Atomic)
                {
                    schema.Add("x-kubernetes-list-type", shape.Identity == ListIdentity.Set ? "set" : "map");
                }

                if (shape.Keys.Count > 0)
                {
                    schema.Add("x-kubernetes-list-map-keys", JsonArray.From(shape.Keys.Select(k => (JsonValue)JsonString.Of(k))));
                }

                break;
            case ShapeKind.Scalar:
                if (shape.Format == "int-or-string")
                {
                    schema.Add("format", "int-or-string").Add("oneOf", JsonValue.Array(JsonValue.Object(("type", "integer")), JsonValue.Object(("type", "string"))));
                    break;
                }

                schema.Add("type", shape.Scalar ?? "string");
                if (shape.Format is { } format)
                {
                    schema.Add("format", format);
                }

                break;
        }

        return schema.Build();
    }

    /// <summary>A type's full name, such as <c>io.k8s.api.core.v1.Pod</c>.</summary>
    private static string LongName(string name)
    {
        var prefix = name.Split('.')[0] switch
        {
            "meta" or "runtime" or "version" => "io.k8s.apimachinery.pkg.apis.",
            "apiextensions" => "io.k8s.apiextensions-apiserver.pkg.apis.",
            "apiregistration" => "io.k8s.kube-aggregator.pkg.apis.",
            "util" or "api" => "io.k8s.apimachinery.pkg.",
            _ => "io.k8s.api.",
        };
        return prefix + name;
    }
}
