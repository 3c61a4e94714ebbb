[CustomResource("example.com", "v1alpha1", Kind = "Widget", Plural = "widgetz", Singular = "wid", ListKind = "WidgetCollection", ShortNames = ["w", "wg"], Categories = ["all", "acme"])]
public sealed record ThingSpec
{
    public int? Size { get; init; }
}
