[CustomResource("example.com", "v1")]
public sealed class IncludedSpec
{
    [JsonInclude] public int Field;
    [JsonInclude] public int Guarded { get; private set; }
    [JsonInclude] internal string? Inside { get; init; }
    public int Plain;
}
