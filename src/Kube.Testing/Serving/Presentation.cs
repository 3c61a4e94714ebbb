using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Tables;

namespace Kube.Testing.Serving;

/// <summary>Objects and lists in the form the client asked for.</summary>
internal sealed class Presentation(ServerState state)
{
    private static readonly BodyForm[] Forms = [BodyForm.Table, BodyForm.Metadata, BodyForm.MetadataList];

    /// <exception cref="ApiStatusException">406: no form the client accepts can be served.</exception>
    public static Negotiated Negotiate(ResourceCall call) => Accept.Negotiate(call.Http.Header("Accept"), Forms);

    public ServerResponse Object(ResourceCall call, int status, JsonObject value)
    {
        var form = Negotiate(call);
        return Write(call, status, form, Shown(call, form, value, withColumns: true));
    }

    public ServerResponse List(ResourceCall call, Negotiated form, IReadOnlyList<JsonObject> items, JsonObject listMeta)
    {
        JsonObject body;
        switch (form.Form)
        {
            case BodyForm.Table:
                body = Table(call, form, items, listMeta, withColumns: true);
                break;
            case BodyForm.MetadataList:
                body = JsonValue.Object(
                    ("kind", "PartialObjectMetadataList"),
                    ("apiVersion", "meta.k8s.io/" + form.Version),
                    ("metadata", listMeta.GetString("continue") is "" ? listMeta.Without("continue") : listMeta),
                    ("items", items.Count == 0 ? JsonValue.Null : JsonArray.From(items.Select(i => (JsonValue)Metadata(i, form.Version)))));
                break;
            case BodyForm.Metadata:
                throw new ApiStatusException(406, "NotAcceptable", "you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)");
            default:
                body = JsonValue.Object(
                    ("kind", call.Resource.ListKind),
                    ("apiVersion", call.Resource.ApiVersion),
                    ("metadata", listMeta),
                    ("items", JsonArray.From(call.IsCustom ? items : items.Select(i => i.Without("kind").Without("apiVersion")))));
                break;
        }

        return Write(call, 200, form, body);
    }

    /// <summary>The object of a watch event or of a single answer.</summary>
    public JsonObject Shown(ResourceCall call, Negotiated form, JsonObject value, bool withColumns) => form.Form switch
    {
        BodyForm.Table => Table(call, form, [value], JsonValue.Object(("resourceVersion", value.ResourceVersion)), withColumns),
        BodyForm.Metadata => Metadata(value, form.Version),
        BodyForm.MetadataList => throw ApiErrors.Unclassified("content is not a list"),
        _ => value,
    };

    /// <summary>A bookmark: in a table its row always carries the metadata.</summary>
    public JsonObject Bookmark(ResourceCall call, Negotiated form, JsonObject value, bool withColumns)
    {
        if (form.Form != BodyForm.Table)
        {
            return Shown(call, form, value, withColumns);
        }

        var table = TableWriter.Write(
            call.Resource, "", [value], JsonValue.Object(("resourceVersion", value.ResourceVersion)), form.Version, "", withColumns, state.Clock.GetUtcNow());
        var row = (JsonObject)table.GetArray("rows")![0];
        var cells = JsonArray.From(row.GetArray("cells")!.Select((_, i) => i == 0 ? JsonString.Empty : JsonValue.Null));
        return table.With("rows", JsonValue.Array(row.With("cells", cells)));
    }

    public ServerResponse Write(ResourceCall call, int status, Negotiated form, JsonValue body) => new()
    {
        Status = status,
        ContentType = form.ContentType,
        Body = form.IsYaml ? Yaml.Write(body) : body.ToUtf8Json(),
        Warnings = call.Warnings,
    };

    public static JsonObject Metadata(JsonObject value, string version) => JsonValue.Object(
        ("kind", "PartialObjectMetadata"), ("apiVersion", "meta.k8s.io/" + version), ("metadata", value.Metadata));

    private JsonObject Table(ResourceCall call, Negotiated form, IReadOnlyList<JsonObject> items, JsonObject listMeta, bool withColumns)
    {
        var include = call.Http.QueryValue("includeObject") ?? "";
        return TableWriter.Write(call.Resource, call.Subresource, items, listMeta, form.Version, include, withColumns, state.Clock.GetUtcNow());
    }
}
