using Kube.Schema.Json;
using Kube.Testing.Auth;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>Group, version and kind of an object.</summary>
internal readonly record struct KindRef(string Group, string Version, string Kind)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages of the real server write it.</summary>
    public override string ToString() => $"{ApiVersion}, Kind={Kind}";
}

/// <summary>A write before it is stored, as admission sees it.</summary>
/// <param name="Call">The request.</param>
/// <param name="Operation"><c>CREATE</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
/// <param name="Value">The new object; none for a deletion.</param>
/// <param name="Old">The stored object; none for a creation.</param>
internal sealed record AdmissionAttributes(ResourceCall Call, string Operation, JsonObject? Value, JsonObject? Old)
{
    private WriteOptions? _options;
    private DeletionOptions? _deletion;

    /// <summary>The object's name: of the path or, where that has none, of the object; empty while it is still to be generated.</summary>
    public string Name => Call.Verb == "deletecollection" ? "" : Call.Name.Length > 0 ? Call.Name : Value?.Name ?? "";

    /// <summary>The namespace; a namespace is in itself.</summary>
    public string Namespace => IsNamespace ? Name : Call.Namespace;

    public bool IsNamespace => Call is { Group: "", Plural: "namespaces" };

    public string Subresource => Call.View?.Subresource ?? Call.Subresource;

    public bool DryRun => _options?.DryRun ?? _deletion!.DryRun;

    /// <summary>The kind that the request speaks.</summary>
    public KindRef Kind => KindIn(Call.Resource);

    public static AdmissionAttributes ForCreate(ResourceCall call, WriteOptions options, JsonObject value) => new(call, "CREATE", value, null) { _options = options };

    public static AdmissionAttributes ForUpdate(ResourceCall call, WriteOptions options, JsonObject value, JsonObject old) =>
        new(call, "UPDATE", value, old) { _options = options };

    public static AdmissionAttributes ForDelete(ResourceCall call, DeletionOptions options, JsonObject old) => new(call, "DELETE", null, old) { _deletion = options };

    /// <summary>The kind of this request were it made to <paramref name="resource"/>, an equivalent of its own.</summary>
    public KindRef KindIn(ApiResource resource)
    {
        if (Call.View is { } view)
        {
            return new(view.Group, view.Version, view.Kind);
        }

        var own = new KindRef(resource.Group, resource.Version, resource.Kind);
        return Call.Subresource.Length > 0 && resource.Subresource(Call.Subresource) is { Version.Length: > 0 } sub ? new(sub.Group, sub.Version, sub.Kind) : own;
    }

    /// <summary>The request without object and old object, as <c>AdmissionRequest</c> of <c>admission.k8s.io/v1</c> has it and CEL sees it.</summary>
    /// <param name="matched">The equivalent resource that a rule named.</param>
    public JsonObject Request(ApiResource matched)
    {
        var request = new JsonObjectBuilder();
        request.Add("kind", Json(KindIn(matched)));
        request.Add("resource", Json(matched));
        if (Subresource.Length > 0)
        {
            request.Add("subResource", Subresource);
        }

        request.Add("requestKind", Json(Kind));
        request.Add("requestResource", Json(Call.Resource));
        if (Subresource.Length > 0)
        {
            request.Add("requestSubResource", Subresource);
        }

        if (Name.Length > 0)
        {
            request.Add("name", Name);
        }

        if (Namespace.Length > 0)
        {
            request.Add("namespace", Namespace);
        }

        return request
            .Add("operation", Operation)
            .Add("userInfo", ReviewEndpoint.UserInfo(Call.User))
            .Add("dryRun", DryRun)
            .Add("options", Options())
            .Build();
    }

    /// <summary>The options that the client gave, as an object of their kind.</summary>
    private JsonObject Options()
    {
        var options = new JsonObjectBuilder()
            .Add("kind", Operation switch { "CREATE" => "CreateOptions", "UPDATE" => "UpdateOptions", _ => "DeleteOptions" })
            .Add("apiVersion", "meta.k8s.io/v1");
        if (DryRun)
        {
            options.Add("dryRun", JsonValue.Array("All"));
        }

        if (_deletion is { } deletion)
        {
            deletion.AddTo(options);
            return options.Build();
        }

        foreach (var name in (ReadOnlySpan<string>)["fieldManager", "fieldValidation"])
        {
            if (Call.Http.QueryValue(name) is { Length: > 0 } given)
            {
                options.Add(name, given);
            }
        }

        return options.Build();
    }

    private static JsonObject Json(KindRef kind) => JsonValue.Object(("group", kind.Group), ("version", kind.Version), ("kind", kind.Kind));

    private static JsonObject Json(ApiResource resource) => JsonValue.Object(("group", resource.Group), ("version", resource.Version), ("resource", resource.Plural));
}
