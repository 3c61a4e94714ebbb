[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec
{
    [PrinterColumn("Size")] public int? Size { get; init; }
    public Inner? Inner { get; init; }
    [PrinterColumn("On", Priority = 2)] public bool On { get; init; }
    [PrinterColumn("Load", Format = "double")] public double? Load { get; init; }
    [PrinterColumn("Port")] public IntOrString? Port { get; init; }
}
public sealed record Inner { [PrinterColumn("Name")] public string? Name { get; init; } }
public sealed record ThingStatus { [PrinterColumn("Since")] public DateTimeOffset? Since { get; init; } }
