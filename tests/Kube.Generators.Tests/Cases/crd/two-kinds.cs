[CustomResource("example.com", "v1")] public sealed record AppleSpec(Tree Tree);
[CustomResource("example.com", "v1")] public sealed record PearSpec(Tree Tree, Kind Kind);
public sealed record Tree(int Height);
public enum Kind { Sweet, Sour }
