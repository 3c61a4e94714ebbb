[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
public class ThingStatus { public string? Phase { get; set; } }
