// lenient
[CustomResource("example.com", "v1")]
public sealed record ListOfConditionsSpec
{
    [ListType(ListType.Map, nameof(Condition.Type))] public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
