[CustomResource("example.com", "v1", Status = typeof(Dictionary<string, string>))]
public sealed record LooseSpec(string Text);
