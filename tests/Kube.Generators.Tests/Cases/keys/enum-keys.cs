// keys: Red deep-blue
[CustomResource("example.com", "v1")]
public sealed record EnumKeysSpec
{
    public required IReadOnlyDictionary<Color, string> Names { get; init; }
    public Dictionary<Color, int>? Counts { get; init; }
}
public enum Color { Red, [JsonStringEnumMemberName("deep-blue")] Blue }
