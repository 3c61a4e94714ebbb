[CustomResource("example.com", "v1")]
public sealed class MadeSpec
{
    public MadeSpec() : this("none") { }
    [JsonConstructor] public MadeSpec(string name) => Name = name;
    public string Name { get; }
}
