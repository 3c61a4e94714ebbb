[CustomResource("things.k8s.io", "v1", ApiApproved = "https://github.com/kubernetes/kubernetes/pull/1")]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
