[CustomResource("example.com", "v1")]
public sealed record HiddenMemberSpec
{
    public string? Own { get; init; }
}
public record Base { public object? Value { get; init; } }
public sealed record Narrow : Base { public new int Value { get; init; } }
[CustomResource("example.com", "v1")]
public sealed record OtherSpec(Narrow Narrow);
