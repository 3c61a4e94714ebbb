[CustomResource("example.com", "v1")]
public sealed record NullableSpec
{
    [Nullable] public string? A { get; init; }
    [Nullable] public int? B { get; init; }
    [Nullable] public IReadOnlyList<int>? C { get; init; }
    [Nullable] public Mode? D { get; init; }
}
public enum Mode { On, Off }
