using Kube.Schema.Json;
using Kube.Schema.Resources;

namespace Kube.Validation;

/// <summary>A decoded object as a server completes it before validating: what the URL, the stored object and the server itself say wins over what the client sent.</summary>
internal static class ReceivedObject
{
    private const string DefaultNamespace = "default";

    // A server appends five letters and cuts the prefix so that the whole stays within 63; any letters do for the checks.
    private const string AnySuffix = "xxxxx";
    private const int LongestPrefix = 63 - 5;

    private static readonly string[] OfServer = ["uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields"];

    private static readonly string[] Kept = ["generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"];

    /// <summary>A new object.</summary>
    public static JsonObject Created(JsonObject resource, CustomResourceSchema schema)
    {
        var metadata = WithNamespace(Metadata(resource), schema, DefaultNamespace);
        if (Text(metadata, "name").Length == 0 && Text(metadata, "generateName") is { Length: > 0 } prefix)
        {
            metadata = metadata.With("name", prefix[..Math.Min(prefix.Length, LongestPrefix)] + AnySuffix);
        }

        foreach (var field in OfServer)
        {
            metadata = metadata.Without(field);
        }

        return CustomResourceUpdates.PrepareForCreate(resource.With("metadata", metadata), schema.HasStatus);
    }

    /// <summary>An object that stands in for a stored one.</summary>
    public static JsonObject Stored(JsonObject resource, CustomResourceSchema schema)
    {
        var metadata = WithNamespace(Metadata(resource), schema, DefaultNamespace);
        return resource.With("metadata", Text(metadata, "resourceVersion").Length > 0 ? metadata : metadata.With("resourceVersion", "1"));
    }

    /// <summary>A change of <paramref name="stored"/>.</summary>
    public static JsonObject Changed(JsonObject resource, JsonObject stored, CustomResourceSchema schema, bool isStatus)
    {
        var old = Metadata(stored);
        var metadata = WithNamespace(Metadata(resource), schema, Text(old, "namespace")).With("resourceVersion", old["resourceVersion"]!).Without("selfLink");
        foreach (var field in Kept)
        {
            metadata = old[field] is { } value ? metadata.With(field, value) : metadata.Without(field);
        }

        if (Text(metadata, "uid").Length == 0 && old["uid"] is { } uid)
        {
            metadata = metadata.With("uid", uid);
        }

        var received = resource.With("metadata", metadata);
        return isStatus
            ? CustomResourceUpdates.PrepareForStatusUpdate(received, stored)
            : CustomResourceUpdates.PrepareForUpdate(received, stored, schema.HasStatus);
    }

    // The URL decides: a cluster-scoped object loses its namespace, a namespaced one without gets the URL's.
    private static JsonObject WithNamespace(JsonObject metadata, CustomResourceSchema schema, string missing) =>
        !schema.IsNamespaced ? metadata.Without("namespace")
        : Text(metadata, "namespace").Length > 0 ? metadata
        : metadata.With("namespace", missing);

    private static JsonObject Metadata(JsonObject resource) => resource.GetObject("metadata") ?? JsonObject.Empty;

    private static string Text(JsonObject metadata, string field) => metadata.GetString(field) ?? "";
}
