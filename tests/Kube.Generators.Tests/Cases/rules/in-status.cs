// own rules
[CustomResource("example.com", "v1", Status = typeof(ThingStatus))]
public sealed record ThingSpec;
[Rule("self.ready <= self.total")]
public sealed record ThingStatus([Rule("self >= 0")] int Ready, int Total);
