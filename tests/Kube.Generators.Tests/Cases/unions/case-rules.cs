// own rules
[CustomResource("example.com", "v1")]
public sealed record CaseRulesSpec
{
    public required Action Action { get; init; }
}
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Scale), "scale")]
[JsonDerivedType(typeof(Stop), "stop")]
public abstract record Action;
[Rule("self.from <= self.to", Message = "from must not exceed to")]
public sealed record Scale(int From, int To) : Action;
public sealed record Stop : Action;
