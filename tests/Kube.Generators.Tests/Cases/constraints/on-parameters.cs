// text: a
[CustomResource("example.com", "v1")]
public sealed record OnParametersSpec
{
    public required Part Part { get; init; }
}
public sealed record Part([MinLength(1)] string Name, [property: Range(1, 3)] int Size, [Items(MaxLength = 2)] string[]? Tags);
