/// <summary>
/// The resource.
/// </summary>
/// <remarks>Not in the schema.</remarks>
[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec { /// <summary>On one line.</summary>
 public int? Size { get; init; } }
/// <summary>What was seen.</summary>
public sealed record ThingStatus { public string? Phase { get; init; } }
