// lenient
[CustomResource("example.com", "v1")]
public sealed class IgnoredOneWaySpec
{
    public int Kept { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] public string? OnlyRead { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)] public string OnlyWritten { get; } = "a";
    [JsonIgnore(Condition = JsonIgnoreCondition.Always)] public string? Gone { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Always { get; set; }
}
