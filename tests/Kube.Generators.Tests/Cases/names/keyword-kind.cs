#pragma warning disable CS8981
[CustomResource("example.com", "v1", Status = typeof(@void))]
public sealed record @classSpec
{
    public string? @namespace { get; init; }
    public Inner? @object { get; init; }
    public sealed record Inner { public required string @void { get; init; } }
}
public sealed record @void { public @enum @base { get; init; } }
public enum @enum { @in, @out }
