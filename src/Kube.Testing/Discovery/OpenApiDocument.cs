using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Resources;

namespace Kube.Testing.Discovery;

/// <summary>The OpenAPI v3 document of a group version: what <c>kubectl explain</c> reads, and what tells <c>kubectl apply</c> that the server validates fields.</summary>
internal static class OpenApiDocument
{
    private static readonly string[] ListParameters =
    [
        "allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "sendInitialEvents", "timeoutSeconds", "watch",
    ];

    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation"];

    public static JsonObject Write(string group, string version, IReadOnlyList<ApiResource> resources)
    {
        var paths = new JsonObjectBuilder();
        var schemas = new SchemaCollector();
        foreach (var resource in resources)
        {
            AddPaths(paths, resource);
            schemas.AddResource(resource);
        }

        return JsonValue.Object(
            ("openapi", "3.0.0"),
            ("info", JsonValue.Object(("title", "Kubernetes CRD Swagger"), ("version", "v0.1.0"))),
            ("paths", paths.Build()),
            ("components", JsonValue.Object(("schemas", schemas.Build()))));
    }

    private static void AddPaths(JsonObjectBuilder paths, ApiResource resource)
    {
        var root = resource.Group.Length == 0 ? $"/api/{resource.Version}" : $"/apis/{resource.Group}/{resource.Version}";
        var collection = resource.IsNamespaced ? $"{root}/namespaces/{{namespace}}/{resource.Plural}" : $"{root}/{resource.Plural}";
        if (resource.IsNamespaced && resource.Has("list"))
        {
            paths[$"{root}/{resource.Plural}"] = JsonValue.Object(("get", Operation(resource, "list", ListParameters)));
        }

        paths[collection] = Operations(resource, ("get", "list", ListParameters), ("post", "create", WriteParameters), ("delete", "deletecollection", ListParameters));
        paths[collection + "/{name}"] = Operations(
            resource, ("get", "get", []), ("put", "update", WriteParameters), ("patch", "patch", [.. WriteParameters, "force"]), ("delete", "delete", ["dryRun", "propagationPolicy"]));
        foreach (var subresource in resource.Subresources.Where(s => s.Name is "status" or "scale"))
        {
            paths[$"{collection}/{{name}}/{subresource.Name}"] = Operations(
                resource, ("get", "get", []), ("put", "update", WriteParameters), ("patch", "patch", [.. WriteParameters, "force"]));
        }
    }

    private static JsonObject Operations(ApiResource resource, params (string Method, string Verb, string[] Parameters)[] operations)
    {
        var item = new JsonObjectBuilder();
        foreach (var (method, verb, parameters) in operations.Where(o => resource.Has(o.Verb)))
        {
            item.Add(method, Operation(resource, verb, parameters));
        }

        return item.Build();
    }

    private static JsonObject Operation(ApiResource resource, string verb, string[] parameters)
    {
        var action = verb switch { "create" => "post", "update" => "put", _ => verb };
        var operation = new JsonObjectBuilder()
            .Add("description", $"{verb} {resource.Kind}")
            .Add("operationId", $"{verb}{resource.Kind}")
            .Add("parameters", JsonArray.From(parameters.Select(Parameter)));
        if (verb is "create" or "update" or "patch")
        {
            var types = verb == "patch"
                ? resource.Custom is null
                    ? [ContentTypes.ApplyPatch, ContentTypes.JsonPatch, ContentTypes.MergePatch, ContentTypes.StrategicMergePatch]
                    : new[] { ContentTypes.ApplyPatch, ContentTypes.JsonPatch, ContentTypes.MergePatch }
                : ["*/*"];
            operation.Add("requestBody", JsonValue.Object(("content", JsonObject.From(types.Select(t => KeyValuePair.Create(
                t, (JsonValue)JsonValue.Object(("schema", SchemaCollector.Reference(SchemaCollector.NameOf(resource))))))))));
        }

        return operation
            .Add("responses", JsonValue.Object(("200", JsonValue.Object(("description", "OK"))), ("401", JsonValue.Object(("description", "Unauthorized")))))
            .Add("x-kubernetes-action", action)
            .Add("x-kubernetes-group-version-kind", GroupVersionKind(resource.Group, resource.Version, resource.Kind))
            .Build();
    }

    private static JsonValue Parameter(string name) => JsonValue.Object(
        ("name", name), ("in", "query"), ("schema", JsonValue.Object(("type", name is "limit" or "timeoutSeconds" ? "integer" : "string"), ("uniqueItems", true))));

    internal static JsonObject GroupVersionKind(string group, string version, string kind) => JsonValue.Object(("group", group), ("version", version), ("kind", kind));
}
