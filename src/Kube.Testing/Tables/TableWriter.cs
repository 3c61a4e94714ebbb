using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Resources;

namespace Kube.Testing.Tables;

/// <summary>Objects as rows of a <c>meta.k8s.io</c> Table.</summary>
internal static class TableWriter
{
    private const string NameDescription =
        "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names";

    internal const string AgeDescription =
        "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    /// <param name="resource">What the objects are.</param>
    /// <param name="subresource">Through which subresource they were asked for.</param>
    /// <param name="items">The objects.</param>
    /// <param name="listMeta">The metadata of the list.</param>
    /// <param name="version">The version of <c>meta.k8s.io</c>.</param>
    /// <param name="include">What rows carry beside their cells: <c>None</c>, <c>Object</c>, else the metadata.</param>
    /// <param name="withColumns">Whether the columns are described; in a watch only the first table does.</param>
    /// <param name="now">What ages are counted to.</param>
    /// <exception cref="ApiStatusException">400: <paramref name="include"/> is none of these.</exception>
    public static JsonObject Write(
        ApiResource resource, string subresource, IReadOnlyList<JsonObject> items, JsonObject listMeta, string version, string include, bool withColumns, DateTimeOffset now)
    {
        if (include is not ("" or "None" or "Metadata" or "Object"))
        {
            throw ApiErrors.BadRequest($"Unable to convert to Table as requested: includeObject: Invalid value: \"{include}\": must be 'Metadata', 'Object', 'None', or empty");
        }

        var columns = subresource == "scale" ? BuiltInColumns.Scale : Columns(resource);
        var rows = items.Select(item => (JsonValue)JsonValue.Object(
            ("cells", JsonArray.From(columns.Select(c => c.Cell(item, now)))),
            ("object", include switch
            {
                "None" => JsonValue.Null,
                "Object" => item,
                _ => JsonValue.Object(("kind", "PartialObjectMetadata"), ("apiVersion", "meta.k8s.io/" + version), ("metadata", item.Metadata)),
            })));
        return JsonValue.Object(
            ("kind", "Table"),
            ("apiVersion", "meta.k8s.io/" + version),
            ("metadata", listMeta.GetString("continue") is "" ? listMeta.Without("continue") : listMeta),
            ("columnDefinitions", withColumns ? JsonArray.From(columns.Select(c => (JsonValue)c.Definition)) : JsonValue.Null),
            ("rows", JsonArray.From(rows)));
    }

    private static IReadOnlyList<TableColumn> Columns(ApiResource resource)
    {
        if (resource.Custom is not { } custom)
        {
            return BuiltInColumns.For(resource);
        }

        if (custom.Columns.Count == 0)
        {
            return [Name, CreatedAt("Age", AgeDescription)];
        }

        return [Name, .. custom.Columns.Select(CustomColumn).OfType<TableColumn>()];
    }

    internal static TableColumn Name { get; } = new("Name", "string", "name", NameDescription, 0, static (value, _) => value.Name);

    internal static TableColumn CreatedAt(string name, string description, string type = "date") =>
        new(name, type, "", description, 0, static (value, now) => Age(value.Metadata["creationTimestamp"], now));

    private static TableColumn? CustomColumn(Crds.PrinterColumn column)
    {
        if (JsonPath.TryParse(column.Path) is not { } path)
        {
            return null;
        }

        var description = column.Description.Length > 0 ? column.Description : $"Custom resource definition column (in JSONPath format): {column.Path}";
        return new(column.Name, column.Type, column.Format, description, column.Priority, (value, now) => Cell(path.First(value), column.Type, now));
    }

    private static JsonValue Cell(JsonValue? value, string type, DateTimeOffset now) => (type, value) switch
    {
        (_, null or JsonNull) => JsonValue.Null,
        ("integer", JsonInteger) => value,
        ("integer", JsonDouble number) => (long)number.Value,
        ("number", JsonInteger or JsonDouble) => value,
        ("boolean", JsonBoolean) => value,
        ("string", JsonString) => value,
        ("string", _) => value.ToJson(),
        ("date", JsonString) => Age(value, now),
        _ => JsonValue.Null,
    };

    /// <summary>How long ago a time was, as people read it.</summary>
    internal static JsonValue Age(JsonValue? time, DateTimeOffset now)
    {
        if (time is not JsonString { Value.Length: > 0 } text)
        {
            return "<unknown>";
        }

        return DateTimeOffset.TryParse(text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then) ? HumanDuration(now - then) : "<invalid>";
    }

    private static string HumanDuration(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        if (seconds < -1)
        {
            return "<invalid>";
        }

        var (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
        static string Two(long big, string bigUnit, long small, string smallUnit) => small == 0 ? $"{big}{bigUnit}" : $"{big}{bigUnit}{small}{smallUnit}";
        return seconds switch
        {
            < 0 => "0s",
            < 120 => $"{seconds}s",
            _ when minutes < 10 => Two(minutes, "m", seconds % 60, "s"),
            _ when minutes < 180 => $"{minutes}m",
            _ when hours < 8 => Two(hours, "h", minutes % 60, "m"),
            _ when hours < 48 => $"{hours}h",
            _ when hours < 192 => Two(days, "d", hours % 24, "h"),
            _ when days < 730 => $"{days}d",
            _ when days < 2920 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }
}

/// <summary>A column of a table.</summary>
internal sealed record TableColumn(string Name, string Type, string Format, string Description, int Priority, Func<JsonObject, DateTimeOffset, JsonValue> Cell)
{
    public JsonObject Definition => JsonValue.Object(
        ("name", Name), ("type", Type), ("format", Format), ("description", Description), ("priority", Priority));
}
