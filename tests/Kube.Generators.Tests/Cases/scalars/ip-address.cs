[CustomResource("example.com", "v1")]
public sealed record SomeIpAddressSpec
{
    public required System.Net.IPAddress Given { get; init; }
    public System.Net.IPAddress? Optional { get; init; }
    public IReadOnlyList<System.Net.IPAddress> Many { get; init; } = [];
    public IReadOnlyDictionary<string, System.Net.IPAddress>? Named { get; init; }
    public IReadOnlyList<System.Net.IPAddress?>? Gaps { get; init; }
}
