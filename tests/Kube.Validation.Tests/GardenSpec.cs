using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kube.Validation.Tests;

/// <summary>A resource with one of everything that a server checks.</summary>
[CustomResource("validation.example.com", "v1", Status = typeof(GardenStatus))]
[Rule("self.minPlants <= self.maxPlants", Message = "minPlants must not exceed maxPlants", FieldPath = ".minPlants", Reason = RuleReason.FieldValueForbidden)]
[Rule("!has(self.owner) || self.owner != 'nobody'", MessageExpression = "'nobody owns ' + self.title")]
[ResourceRule("self.metadata.name != 'eden'", Message = "there is only one Eden")]
[ResourceRule("!has(self.status) || self.status.plants <= self.spec.maxPlants", Message = "more plants than the garden holds")]
public sealed record GardenSpec
{
    [MinLength(1), MaxLength(20), RegularExpression("[A-Z].*")] public required string Title { get; init; }

    [Range(0, 100)] public int MinPlants { get; init; } = 1;

    [Range(0, 100)] public int MaxPlants { get; init; } = 3;

    public Soil Soil { get; init; } = Soil.Loam;

    [Immutable, MaxLength(10)] public string? Region { get; init; }

    [Rule("self.size() >= oldSelf.size()", Message = "an owner's name only grows"), MaxLength(30)] public string? Owner { get; init; }

    [ListType(ListType.Set), MaxLength(5), Items(MaxLength = 10)] public IReadOnlyList<string>? Tags { get; init; }

    [ListType(ListType.Map, "name"), MaxLength(5)] public IReadOnlyList<Bed>? Beds { get; init; }

    [ValueRule("self > 0", Reason = RuleReason.FieldValueRequired), MaxProperties(4)] public IReadOnlyDictionary<string, int>? Plants { get; init; }

    [ItemRule("self != 'weed'", Reason = RuleReason.FieldValueDuplicate), MaxLength(5), Items(MaxLength = 10)] public IReadOnlyList<string>? Names { get; init; }

    public DateTimeOffset? Planted { get; init; }

    public double? Acidity { get; init; }

    [Format("uuid")] public string? Serial { get; init; }

    [JsonExtensionData] public IDictionary<string, JsonElement>? More { get; init; }
}

public enum Soil
{
    Loam,
    Clay,
    Sand,
}

public sealed record Bed
{
    [MinLength(1), MaxLength(10)] public required string Name { get; init; }

    [Rule("self == oldSelf || self > oldSelf", Message = "beds do not shrink")] public int Size { get; init; } = 1;
}

public sealed record GardenStatus
{
    [Range(0, 1000)] public int Plants { get; init; }

    [MaxLength(5)] public string? Phase { get; init; }
}

/// <summary>A resource that lives in the cluster and has no status.</summary>
[CustomResource("validation.example.com", "v1", Scope = ResourceScope.Cluster)]
public sealed record FieldSpec
{
    [MaxLength(3)] public required string Crop { get; init; }
}
