[CustomResource("example.com", "v1", Kind = "Widget", TypeName = "WidgetResource")]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
