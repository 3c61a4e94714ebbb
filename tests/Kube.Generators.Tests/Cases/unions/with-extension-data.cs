// own rules
[CustomResource("example.com", "v1")]
public sealed record WithExtensionDataSpec
{
    public required Shape Shape { get; init; }
}
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Known), "known")]
[JsonDerivedType(typeof(Open), "open")]
public abstract class Shape;
public sealed class Known : Shape { public int Size { get; set; } }
public sealed class Open : Shape { [JsonExtensionData] public Dictionary<string, JsonElement>? Rest { get; set; } }
