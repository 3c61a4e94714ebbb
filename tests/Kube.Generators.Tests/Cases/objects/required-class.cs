[CustomResource("example.com", "v1")]
public sealed class RequiredClassSpec
{
    public required string Name { get; set; }
    public required List<int> Numbers { get; set; }
    public required Inner Inner { get; set; }
}
public class Inner { public required bool On { get; set; } }
