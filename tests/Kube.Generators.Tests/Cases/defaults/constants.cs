[CustomResource("example.com", "v1")]
public sealed record ConstantsSpec
{
    public const int Port = 8080;
    public int A { get; init; } = Port;
    public int B { get; init; } = 60 * 5;
    public string C { get; init; } = nameof(Port);
    public string D { get; init; } = "a" + "b";
    public string E { get; init; } = string.Empty;
    public Mode F { get; init; } = Mode.Slow;
    public Mode? G { get; init; } = Acme.Mode.Fast;
    public int H { get; init; } = int.MaxValue;
    public string I { get; init; } = """
        two
        lines
        """;
}
public enum Mode { Fast, [JsonStringEnumMemberName("very-slow")] Slow }
