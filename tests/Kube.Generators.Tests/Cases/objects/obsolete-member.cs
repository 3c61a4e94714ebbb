[CustomResource("example.com", "v1")]
public sealed record ObsoleteMemberSpec
{
    [Obsolete("use B")] public int? A { get; init; }
    public int? B { get; init; }
}
