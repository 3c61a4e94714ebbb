[CustomResource("example.com", "v1")]
public sealed class ClassWithSettersSpec
{
    public string Name { get; set; } = "";
    public int Count { get; set; }
    public int? Limit { get; set; }
}
