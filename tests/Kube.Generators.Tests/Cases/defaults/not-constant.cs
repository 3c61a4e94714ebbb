[CustomResource("example.com", "v1")]
public sealed record NotConstantSpec
{
    public Guid A { get; init; } = Guid.NewGuid();
    public string B { get; init; } = Environment.NewLine;
    public Part C { get; init; } = new() { Size = 3 };
    public DateTimeOffset D { get; init; } = DateTimeOffset.UnixEpoch;
}
public sealed record Part { public int Size { get; init; } = 2; }
