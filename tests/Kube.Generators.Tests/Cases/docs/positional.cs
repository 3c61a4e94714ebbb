/// <summary>The resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size: <paramref name="Name"/> matters not.</param>
[CustomResource("example.com", "v1")]
public sealed record PositionalSpec(string Name, [property: Description("Said.")] int Size, int Other);
