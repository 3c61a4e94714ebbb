namespace @class.@namespace
{
    [CustomResource("example.com", "v1", Kind = "happening")]
    public sealed record @event
    {
        public @enum? @default { get; init; }
        public @void? @void { get; init; }
    }

    public enum @enum { @if, @else }

    public sealed record @void(int @int);
}
