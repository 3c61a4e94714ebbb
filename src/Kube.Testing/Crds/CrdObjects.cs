using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Crds;

/// <summary>How the objects of custom resource definitions are defaulted and judged.</summary>
internal static class CrdObjects
{
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private static readonly JsonObject NewStatus = (JsonObject)JsonValue.Parse("""{"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":null}""");

    /// <summary>The definition in the server's form: what means nothing dropped, what may be left out filled in.</summary>
    /// <exception cref="ApiStatusException">400: a part of it has another shape.</exception>
    public static JsonObject Decode(JsonObject value, List<string> strict)
    {
        try
        {
            var unknown = new List<string>();
            var crd = CrdDefaulting.Apply(CustomResourceDefinition.FromJson(value.Without("status"), unknown)).ToJson();
            strict.AddRange(unknown.Select(u => $"unknown field \"{u}\""));
            var metadata = ObjectMetaShape.Read(value.Metadata);
            crd = crd.With("metadata", metadata.Metadata);
            return value["status"] is JsonObject status ? crd.With("status", status) : crd;
        }
        catch (JsonShapeException error)
        {
            throw ApiErrors.BadRequest($"CustomResourceDefinition in version \"v1\" cannot be handled as a CustomResourceDefinition: {error.Message}");
        }
    }

    public static JsonObject OnCreate(JsonObject value) => value.With("status", NewStatus.With("storedVersions", StoredVersions(value, [])));

    /// <summary>A version that becomes the storage version joins the stored ones.</summary>
    public static JsonObject OnUpdate(JsonObject value)
    {
        var before = (value.At("status", "storedVersions") as JsonArray ?? JsonArray.Empty).OfType<JsonString>().Select(v => v.Value);
        return value.WithAt(StoredVersions(value, before), "status", "storedVersions");
    }

    public static IReadOnlyList<FieldCause> ValidateCreate(JsonObject value) => [.. CrdValidation.Validate(CustomResourceDefinition.FromJson(value)).ToCauses()];

    public static IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old) =>
        [.. CrdValidation.ValidateUpdate(CustomResourceDefinition.FromJson(value), CustomResourceDefinition.FromJson(old)).ToCauses()];

    public static IReadOnlyList<string> Warnings(JsonObject value, JsonObject? old) =>
        CrdWarnings.Of(CustomResourceDefinition.FromJson(value), old is null ? null : CustomResourceDefinition.FromJson(old));

    private static JsonArray StoredVersions(JsonObject value, IEnumerable<string> before)
    {
        var storage = (value.At("spec", "versions") as JsonArray ?? JsonArray.Empty).OfType<JsonObject>()
            .FirstOrDefault(v => v.GetBoolean("storage") == true)?.GetString("name");
        var all = before.ToList();
        if (storage is not null && !all.Contains(storage))
        {
            all.Add(storage);
        }

        return JsonArray.From(all.Select(v => (JsonValue)JsonString.Of(v)));
    }
}
