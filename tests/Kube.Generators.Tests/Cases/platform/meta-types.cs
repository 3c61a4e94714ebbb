// lenient
[CustomResource("example.com", "v1")]
public sealed record MetaTypesSpec
{
    public ObjectMeta? Meta { get; init; }
    public LabelSelector? Selector { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    public OwnerReference? Owner { get; init; }
    public GoDuration? Timeout { get; init; }
    public MicroTime? At { get; init; }
}
