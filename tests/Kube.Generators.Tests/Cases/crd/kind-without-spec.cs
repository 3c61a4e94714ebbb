[CustomResource("example.com", "v1", Kind = "Gadget")]
public sealed record Description(string Text);
