[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec
{
    [Selectable] public string? Color { get; init; }
    [Selectable] public int? Size { get; init; }
    public Inner? Inner { get; init; }
}
public sealed record Inner { [Selectable] public bool? On { get; init; } }
public sealed record ThingStatus { [Selectable] public Phase? Phase { get; init; } }
public enum Phase { A, B }
