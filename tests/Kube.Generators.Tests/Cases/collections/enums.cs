[CustomResource("example.com", "v1")]
public sealed record SomeEnumsSpec
{
    public IReadOnlyList<Color> Colors { get; init; } = [Color.Red];
    public ISet<Color> Set { get; init; } = new HashSet<Color>();
}
public enum Color { Red, Green }
