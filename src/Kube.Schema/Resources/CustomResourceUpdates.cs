using Kube.Schema.Json;

namespace Kube.Schema.Resources;

/// <summary>Which parts of a write count, and when the generation grows.</summary>
public static class CustomResourceUpdates
{
    /// <summary>A new object: without status where that is a subresource, generation 1.</summary>
    public static JsonObject PrepareForCreate(JsonObject resource, bool hasStatus)
    {
        var prepared = hasStatus ? resource.Without("status") : resource;
        return WithGeneration(prepared, 1);
    }

    /// <summary>A change of <paramref name="stored"/> through the main resource: the status stays the stored one where it is a subresource; any change outside of metadata makes a new generation.</summary>
    public static JsonObject PrepareForUpdate(JsonObject resource, JsonObject stored, bool hasStatus)
    {
        var prepared = resource;
        if (hasStatus)
        {
            prepared = stored["status"] is { } status ? resource.With("status", status) : resource.Without("status");
        }

        // The generation is the server's alone: what a client sent for it does not count.
        var generation = stored.GetObject("metadata")?.GetInteger("generation") ?? 0;
        var changed = prepared.Without("metadata") != stored.Without("metadata");
        return WithGeneration(prepared, changed ? generation + 1 : generation);
    }

    /// <summary>A change of <paramref name="stored"/> through <c>/status</c>: only the status counts, and managed fields.</summary>
    public static JsonObject PrepareForStatusUpdate(JsonObject resource, JsonObject stored)
    {
        var prepared = stored;
        if (stored.GetObject("metadata") is { } metadata)
        {
            var managed = resource.GetObject("metadata")?["managedFields"];
            prepared = stored.With("metadata", managed is null ? metadata.Without("managedFields") : metadata.With("managedFields", managed));
        }

        return resource["status"] is { } status ? prepared.With("status", status) : prepared.Without("status");
    }

    private static JsonObject WithGeneration(JsonObject resource, long generation)
    {
        var metadata = resource.GetObject("metadata") ?? JsonObject.Empty;
        return resource.With("metadata", generation == 0 ? metadata.Without("generation") : metadata.With("generation", generation));
    }
}
