[CustomResource("example.com", "v1")]
public sealed class PromisesSpec
{
    public string Name { get; set; } = null!;
    public string Other { get; set; } = default!;
}
