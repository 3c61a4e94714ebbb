using System.Collections.Frozen;
using Kube.Schema.Json;
using Kube.Testing.Objects;
using Kube.Testing.Resources;

namespace Kube.Testing.Tables;

/// <summary>The columns of the built-in kinds that people list most; all others show name and age.</summary>
internal static class BuiltInColumns
{
    private static readonly TableColumn Age = TableWriter.CreatedAt("Age", "Age of the object.", "string");

    private static readonly FrozenDictionary<string, TableColumn[]> Table = new Dictionary<string, TableColumn[]>
    {
        ["Namespace"] = [Column("Status", static v => v.TextAt("status", "phase") ?? ""), Age],
        ["ConfigMap"] = [Column("Data", "integer", static v => Count(v, "data") + Count(v, "binaryData")), Age],
        ["Secret"] = [Column("Type", static v => v.GetString("type") ?? ""), Column("Data", "integer", static v => Count(v, "data")), Age],
        ["ServiceAccount"] = [Column("Secrets", "integer", static v => v.GetArray("secrets")?.Count ?? 0), Age],
        ["Lease"] = [Column("Holder", static v => v.TextAt("spec", "holderIdentity") ?? ""), Age],
        ["Event"] =
        [
            new("Last Seen", "string", "", "Last time this event was seen.", 0, static (v, now) => TableWriter.Age(v["lastTimestamp"] is { IsNull: false } last ? last : v["eventTime"], now)),
            Column("Type", static v => v.GetString("type") ?? ""),
            Column("Reason", static v => v.GetString("reason") ?? ""),
            Column("Object", static v => $"{(v.TextAt("involvedObject", "kind") ?? "").ToLowerInvariant()}/{v.TextAt("involvedObject", "name")}"),
            Column("Message", static v => (v.GetString("message") ?? "").Trim()),
        ],
        ["CustomResourceDefinition"] = [TableWriter.CreatedAt("Created At", "When the definition was created.") with { Cell = static (v, _) => v.Metadata["creationTimestamp"] ?? JsonValue.Null }],
        ["Pod"] =
        [
            Column("Ready", static v => $"{ReadyContainers(v)}/{(v.At("spec", "containers") as JsonArray)?.Count ?? 0}"),
            Column("Status", static v => v.IsDeleting ? "Terminating" : v.TextAt("status", "phase") ?? ""),
            Column("Restarts", static v => "0"),
            Age,
        ],
        ["Deployment"] =
        [
            Column("Ready", static v => $"{Number(v, "status", "readyReplicas")}/{Number(v, "spec", "replicas")}"),
            Column("Up-to-date", "integer", static v => Number(v, "status", "updatedReplicas")),
            Column("Available", "integer", static v => Number(v, "status", "availableReplicas")),
            Age,
        ],
        ["StatefulSet"] = [Column("Ready", static v => $"{Number(v, "status", "readyReplicas")}/{Number(v, "spec", "replicas")}"), Age],
        ["ReplicaSet"] =
        [
            Column("Desired", "integer", static v => Number(v, "spec", "replicas")),
            Column("Current", "integer", static v => Number(v, "status", "replicas")),
            Column("Ready", "integer", static v => Number(v, "status", "readyReplicas")),
            Age,
        ],
        ["Service"] =
        [
            Column("Type", static v => v.TextAt("spec", "type") ?? ""),
            Column("Cluster-IP", static v => v.TextAt("spec", "clusterIP") ?? "<none>"),
            Column("External-IP", static v => v.TextAt("spec", "externalName") ?? "<none>"),
            Column("Port(s)", static v => Ports(v)),
            Age,
        ],
    }.ToFrozenDictionary();

    /// <summary>The columns of a Scale.</summary>
    public static IReadOnlyList<TableColumn> Scale { get; } =
    [
        TableWriter.Name,
        Column("Desired", "integer", static v => Number(v, "spec", "replicas")) with { Description = "Number of desired replicas" },
        Column("Available", "integer", static v => Number(v, "status", "replicas")) with { Description = "Number of actual replicas" },
        TableWriter.CreatedAt("Age", TableWriter.AgeDescription),
    ];

    public static IReadOnlyList<TableColumn> For(ApiResource resource) => resource.Kind == "Event"
        ? Table["Event"]
        : [TableWriter.Name, .. Table.GetValueOrDefault(resource.Kind, [TableWriter.CreatedAt("Created At", "When the object was created.") with { Cell = static (v, _) => v.Metadata["creationTimestamp"] ?? JsonValue.Null }])];

    private static TableColumn Column(string name, Func<JsonObject, string> cell) => new(name, "string", "", name, 0, (v, _) => cell(v));

    private static TableColumn Column(string name, string type, Func<JsonObject, long> cell) => new(name, type, "", name, 0, (v, _) => cell(v));

    private static long Count(JsonObject value, string field) => value.GetObject(field)?.Count ?? 0;

    private static long Number(JsonObject value, string part, string field) => (value.At(part, field) as JsonInteger)?.Value ?? 0;

    private static int ReadyContainers(JsonObject value) =>
        (value.At("status", "containerStatuses") as JsonArray ?? JsonArray.Empty).OfType<JsonObject>().Count(c => c.GetBoolean("ready") == true);

    private static string Ports(JsonObject value)
    {
        var ports = (value.At("spec", "ports") as JsonArray ?? JsonArray.Empty).OfType<JsonObject>().Select(p => $"{p["port"]}/{p.GetString("protocol") ?? "TCP"}").ToList();
        return ports.Count == 0 ? "<none>" : string.Join(",", ports);
    }
}
