using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Crds;

/// <summary>How the objects of custom resource definitions are defaulted and judged.</summary>
internal static class CrdObjects
{
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private static readonly JsonObject NewStatus = (JsonObject)JsonValue.Parse("""{"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":null}""");

    /// <summary>The names and the conversion strategy that a definition may leave out.</summary>
    public static JsonObject Default(JsonObject value)
    {
        var spec = value.GetObject("spec") ?? JsonObject.Empty;
        var names = spec.GetObject("names") ?? JsonObject.Empty;
        if (names.GetString("kind") is { Length: > 0 } kind)
        {
            names = names.GetString("singular") is { Length: > 0 } ? names : names.With("singular", kind.ToLowerInvariant());
            names = names.GetString("listKind") is { Length: > 0 } ? names : names.With("listKind", kind + "List");
        }

        var conversion = spec.GetObject("conversion") ?? JsonObject.Empty;
        conversion = conversion.GetString("strategy") is { Length: > 0 } ? conversion : conversion.With("strategy", "None");
        if (conversion.At("webhook", "clientConfig", "service") is JsonObject service && !service.ContainsKey("port"))
        {
            conversion = conversion.WithAt(service.With("port", 443), "webhook", "clientConfig", "service");
        }

        return value.With("spec", spec.With("names", names).With("conversion", conversion));
    }

    public static JsonObject OnCreate(JsonObject value) => value.With("status", NewStatus.With("storedVersions", StoredVersions(value, [])));

    /// <summary>A version that becomes the storage version joins the stored ones.</summary>
    public static JsonObject OnUpdate(JsonObject value)
    {
        var before = (value.At("status", "storedVersions") as JsonArray ?? JsonArray.Empty).OfType<JsonString>().Select(v => v.Value);
        return value.WithAt(StoredVersions(value, before), "status", "storedVersions");
    }

    public static IReadOnlyList<FieldCause> ValidateCreate(JsonObject value, List<string> warnings)
    {
        _ = warnings;
        return [];
    }

    public static IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, List<string> warnings)
    {
        _ = old;
        _ = warnings;
        return [];
    }

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
