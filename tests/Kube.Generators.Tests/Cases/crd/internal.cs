[CustomResource("example.com", "v1")]
internal sealed record SecretiveSpec(string Text);
