// own rules
[CustomResource("example.com", "v1")]
public sealed record AllPartsSpec
{
    [Rule("self >= oldSelf.orValue(0)", MessageExpression = "self > 5 ? 'must grow' : 'must not shrink'", OptionalOldSelf = true)] public int A { get; init; } = 1;
    [Rule("self.size() <\n10", Message = "short")] public string? B { get; init; }
}
