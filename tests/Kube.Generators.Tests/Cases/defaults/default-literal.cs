[CustomResource("example.com", "v1")]
public sealed record LiteralSpec
{
    public int Count { get; init; } = default;
    public bool Flag { get; init; } = default;
    public Pace Pace { get; init; } = default;
    public double Factor { get; init; } = default(double);
    public TimeSpan Time { get; init; } = default;
}

public enum Pace { Slow, Fast }
