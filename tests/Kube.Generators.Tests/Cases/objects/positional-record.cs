[CustomResource("example.com", "v1")]
public sealed record PositionalSpec(string Name, int Count, string? Note, int Level = 2, Mode Mode = Mode.Slow, string Text = "x");
public enum Mode { Fast, Slow }
