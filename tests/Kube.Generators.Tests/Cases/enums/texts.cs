[CustomResource("example.com", "v1")]
public sealed record TextsSpec
{
    public required Phase A { get; init; }
}
public enum Phase { [JsonStringEnumMemberName("not-ready")] NotReady, Ready, [JsonStringEnumMemberName("")] None }
