[CustomResource("example.com", "v1")]
public sealed class IgnoredSpec
{
    public int Kept { get; set; }
    [JsonIgnore] public int Gone { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int NotZero { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? NotNull { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public string? WithNull { get; set; }
    public static int Static { get; set; }
    public int Computed => Kept * 2;
    public int this[int index] => index;
    internal int Internal { get; set; }
    private int Private { get; set; }
}
