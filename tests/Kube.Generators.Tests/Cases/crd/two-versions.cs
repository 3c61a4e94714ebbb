[CustomResource("example.com", "v1", TypeName = "ThingV1", Kind = "Thing", Storage = true, ShortNames = ["t"])]
[PrinterColumn("Size", ".spec.size")]
public sealed record ThingV1Spec { public int? Size { get; init; } }

[CustomResource("example.com", "v1beta1", TypeName = "ThingV1Beta1", Kind = "Thing")]
[Obsolete("use v1")]
public sealed record ThingV1Beta1Spec { public string? Size { get; init; } }
