[CustomResource("example.com", "v1")]
public sealed record TreeSpec { public string? Name { get; init; } [PreserveUnknownFields] public TreeSpec? Child { get; init; } [PreserveUnknownFields] public IReadOnlyList<TreeSpec>? Children { get; init; } }
