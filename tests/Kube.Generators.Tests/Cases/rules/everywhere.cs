// own rules
// text: abc
[CustomResource("example.com", "v1")]
[Rule("self.a < 100 || has(self.d)")]
public sealed record EverywhereSpec
{
    [Rule("self > 0", Message = "must be positive")] public int A { get; init; } = 1;
    [ItemRule("self != ''", Message = "no empty items")] public IReadOnlyList<string>? B { get; init; }
    [ValueRule("self >= 0")] public IReadOnlyDictionary<string, int>? C { get; init; }
    [Rule("size(self.name) > 0")] public Part? D { get; init; }
}
[Rule("self.name != 'x'", Reason = RuleReason.FieldValueForbidden, FieldPath = ".name")]
public sealed record Part(string Name);
