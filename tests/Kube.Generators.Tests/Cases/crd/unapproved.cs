[CustomResource("things.k8s.io", "v1", ApiApproved = "unapproved, a test")]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
