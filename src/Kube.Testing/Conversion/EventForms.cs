using Kube.Schema.Json;

namespace Kube.Testing.Conversion;

/// <summary>Events have two forms: that of the core group and that of <c>events.k8s.io</c>. They differ in the names of fields.</summary>
internal static class EventForms
{
    private static readonly (string Core, string New)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
        ("reportingComponent", "reportingController"),
    ];

    private static readonly string[] OnlyInCore = ["reportingComponent", "reportingInstance"];

    /// <summary>The event in the form of <paramref name="apiVersion"/>.</summary>
    public static JsonObject Convert(JsonObject value, string apiVersion)
    {
        var toCore = apiVersion == "v1";
        foreach (var (core, renamed) in Names)
        {
            var (from, to) = toCore ? (renamed, core) : (core, renamed);
            if (value[from] is { } moved)
            {
                value = value.Without(from);
                // The newer form leaves out what the older one writes empty.
                value = !toCore && moved is JsonString { Value: "" } ? value : value.With(to, moved);
            }
        }

        foreach (var field in OnlyInCore)
        {
            if (toCore && !value.ContainsKey(field))
            {
                value = value.With(field, "");
            }
            else if (!toCore && value.GetString(field) is "")
            {
                value = value.Without(field);
            }
        }

        return value.With("apiVersion", apiVersion);
    }
}
