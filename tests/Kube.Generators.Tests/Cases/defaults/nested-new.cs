[CustomResource("example.com", "v1")]
public sealed record NestedNewSpec
{
    public Outer Outer { get; init; } = new();
}
public sealed record Outer { public Inner Inner { get; init; } = new(); public Mode Mode { get; init; } = Mode.B; }
public sealed record Inner { public int[] Ports { get; init; } = [80, 443]; public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5); }
public enum Mode { A, B }
