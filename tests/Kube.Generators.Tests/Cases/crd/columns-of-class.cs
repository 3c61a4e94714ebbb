[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
[PrinterColumn("Size", ".spec.size", Priority = 1, Description = "How large")]
[PrinterColumn("Ready", ".status.conditions[?(@.type==\"Ready\")].status")]
[PrinterColumn("Age", ".metadata.creationTimestamp")]
[PrinterColumn("Since", ".status.since")]
[PrinterColumn("Raw", ".spec.size", Type = "string", Format = "byte")]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
public sealed record ThingStatus { public DateTimeOffset? Since { get; init; } }
