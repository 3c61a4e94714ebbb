// own rules
[CustomResource("example.com", "v1")]
[ResourceRule("self.metadata.name.startsWith('a') || self.spec.a > 0", Message = "named well")]
public sealed record ResourceSpec
{
    public int A { get; init; } = 1;
}
