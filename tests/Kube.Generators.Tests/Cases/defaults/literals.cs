// text: g
[CustomResource("example.com", "v1")]
public sealed record LiteralsSpec
{
    public int A { get; init; } = 1;
    public int B { get; init; } = -1;
    public long C { get; init; } = 0x10;
    public double D { get; init; } = 1e3;
    public string E { get; init; } = "a\"b";
    public bool F { get; init; } = false;
    public char G { get; init; } = 'g';
    public int? H { get; init; } = 8;
    public decimal I { get; init; } = 1.10m;
    public float J { get; init; } = 0.1f;
    public uint K { get; init; } = 4000000000;
    public long L { get; init; } = long.MinValue;
}
