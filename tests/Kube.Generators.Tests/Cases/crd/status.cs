[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
/// <summary>What was seen.</summary>
public sealed record ThingStatus { public IReadOnlyList<string> Messages { get; init; } = []; public required int Generation { get; init; } }
