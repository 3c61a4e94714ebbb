[CustomResource("example.com", "v1")]
public sealed record TimeSpansSpec
{
    public TimeSpan A { get; init; } = TimeSpan.FromSeconds(90);
    public TimeSpan B { get; init; } = TimeSpan.FromMilliseconds(250);
    public TimeSpan C { get; init; } = TimeSpan.Zero;
    public TimeSpan D { get; init; } = TimeSpan.FromHours(1.5);
    public TimeSpan E { get; init; } = TimeSpan.FromDays(1);
}
