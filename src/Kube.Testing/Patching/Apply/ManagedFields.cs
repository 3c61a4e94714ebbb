using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Objects;

namespace Kube.Testing.Patching.Apply;

/// <summary>Who manages fields: a name, how it writes, and through which subresource.</summary>
/// <param name="Name">The field manager.</param>
/// <param name="IsApply">Whether it applies; else it updates.</param>
/// <param name="ApiVersion">The version it updates with; empty for one that applies, which is the same manager in all versions.</param>
/// <param name="Subresource">Empty for the object itself.</param>
internal sealed record FieldOwner(string Name, bool IsApply, string ApiVersion, string Subresource)
{
    public static FieldOwner Applying(string name, string subresource) => new(name, true, "", subresource);

    public static FieldOwner Updating(string name, string apiVersion, string subresource) =>
        new(name.Length == 0 ? "unknown" : name, false, apiVersion, subresource);
}

/// <summary>What one owner holds.</summary>
/// <param name="ApiVersion">The version its paths are written in.</param>
/// <param name="Fields">The paths.</param>
/// <param name="Time">When it last changed them, as the wire has it; none for entries made by an apply that changed nothing.</param>
internal sealed record OwnedFields(string ApiVersion, FieldSet Fields, string? Time);

/// <summary>The <c>metadata.managedFields</c> of an object: which owner holds which fields. Immutable.</summary>
internal sealed class ManagedFields
{
    public static readonly ManagedFields Empty = new([]);

    private readonly Dictionary<FieldOwner, OwnedFields> _owners;

    private ManagedFields(Dictionary<FieldOwner, OwnedFields> owners) => _owners = owners;

    public bool IsEmpty => _owners.Count == 0;

    public IReadOnlyDictionary<FieldOwner, OwnedFields> Owners => _owners;

    public OwnedFields? this[FieldOwner owner] => _owners.GetValueOrDefault(owner);

    /// <summary>This with what <paramref name="owner"/> holds replaced; an owner that holds nothing is forgotten.</summary>
    public ManagedFields With(FieldOwner owner, OwnedFields? held)
    {
        var owners = new Dictionary<FieldOwner, OwnedFields>(_owners);
        if (held is null || held.Fields.IsEmpty)
        {
            owners.Remove(owner);
        }
        else
        {
            owners[owner] = held;
        }

        return new(owners);
    }

    /// <summary>Reads an object's entries; an entry that cannot be read makes all of them unreadable (null).</summary>
    public static ManagedFields? Read(JsonObject value)
    {
        if (value.Metadata["managedFields"] is not JsonArray entries)
        {
            return Empty;
        }

        var owners = new Dictionary<FieldOwner, OwnedFields>();
        foreach (var item in entries)
        {
            if (item is not JsonObject entry || entry.GetString("operation") is not ("Apply" or "Update") || entry.GetString("apiVersion") is not { Length: > 0 } apiVersion)
            {
                return null;
            }

            var isApply = entry.GetString("operation") == "Apply";
            var owner = new FieldOwner(
                entry.GetString("manager") ?? "", isApply, isApply ? "" : apiVersion, entry.GetString("subresource") ?? "");
            owners[owner] = new(apiVersion, FieldSet.FromFieldsV1(entry.GetObject("fieldsV1") ?? JsonObject.Empty), entry.GetString("time"));
        }

        return new(owners);
    }

    /// <summary>Whether the client asks to forget all owners: <c>managedFields: [{}]</c>.</summary>
    public static bool IsReset(JsonObject value) =>
        value.Metadata["managedFields"] is JsonArray { Count: 1 } entries && entries[0] is JsonObject { Count: 0 };

    /// <summary>The object with these entries, appliers first, then by time and name.</summary>
    public JsonObject WriteTo(JsonObject value)
    {
        FieldOwner[] owners = [.. _owners.Keys];
        Array.Sort(owners, Compare);
        var list = JsonArray.From(owners.Select(o => Entry(o, _owners[o])));
        return value.WithMeta("managedFields", list.Count == 0 ? null : list);
    }

    private int Compare(FieldOwner left, FieldOwner right)
    {
        if (left.IsApply != right.IsApply)
        {
            return left.IsApply ? -1 : 1;
        }

        var (held, other) = (_owners[left], _owners[right]);
        return string.CompareOrdinal(held.Time ?? "", other.Time ?? "") is var byTime and not 0 ? byTime
            : string.CompareOrdinal(left.Name, right.Name) is var byName and not 0 ? byName
            : string.CompareOrdinal(held.ApiVersion, other.ApiVersion) is var byVersion and not 0 ? byVersion
            : string.CompareOrdinal(left.Subresource, right.Subresource);
    }

    private static JsonValue Entry(FieldOwner owner, OwnedFields held)
    {
        var entry = new JsonObjectBuilder();
        if (owner.Name.Length > 0)
        {
            entry.Add("manager", owner.Name);
        }

        entry.Add("operation", owner.IsApply ? "Apply" : "Update").Add("apiVersion", held.ApiVersion);
        if (held.Time is not null)
        {
            entry.Add("time", held.Time);
        }

        entry.Add("fieldsType", "FieldsV1").Add("fieldsV1", held.Fields.ToFieldsV1());
        if (owner.Subresource.Length > 0)
        {
            entry.Add("subresource", owner.Subresource);
        }

        return entry.Build();
    }

    /// <summary>A time as the wire has it, to the second.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
