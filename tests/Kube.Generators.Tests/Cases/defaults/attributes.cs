[CustomResource("example.com", "v1")]
public sealed record AttributesSpec
{
    [DefaultValue(3)] public int? A { get; init; }
    [DefaultValue("x")] public string? B { get; init; }
    [DefaultValue(Mode.Slow)] public Mode? C { get; init; }
    [DefaultJson("{\"size\":1}")] public Part? D { get; init; }
    [DefaultJson("[1,2]")] public int[]? E { get; init; }
    [DefaultJson("7")] public int F { get; init; } = 6;
}
public enum Mode { Fast, Slow }
public sealed record Part(int Size);
