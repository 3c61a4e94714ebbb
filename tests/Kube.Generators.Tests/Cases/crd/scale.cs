[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec
{
    [Scale, Range(0, 100)] public int Replicas { get; init; } = 1;
}
public sealed record ThingStatus { [Scale, Range(0, 100)] public int Replicas { get; init; } [Scale] public string? Selector { get; init; } }
