[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec
{
    public Pods? Pods { get; init; }
}
public sealed record Pods { [Scale, Range(0, 5)] public int? Wanted { get; init; } }
public sealed record ThingStatus { public Counts? Counts { get; init; } }
public sealed record Counts { [Scale, Range(0, 5)] public int? Ready { get; init; } }
