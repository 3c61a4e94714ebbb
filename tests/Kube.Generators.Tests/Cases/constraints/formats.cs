[CustomResource("example.com", "v1")]
public sealed record FormatsSpec
{
    [Url] public string? A { get; init; }
    [EmailAddress] public string? B { get; init; }
    [Base64String] public string? C { get; init; }
    [Format("hostname")] public string? D { get; init; }
    [Format("cidr")] public string? E { get; init; }
}
