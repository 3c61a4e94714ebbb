[CustomResource("example.com", "v1")]
public sealed record InterfaceSpec
{
    public required IStorage Storage { get; init; }
}
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Disk), "disk")]
[JsonDerivedType(typeof(Memory), "memory")]
public interface IStorage;
public sealed record Disk(string Path, long? Size) : IStorage;
public sealed record Memory(long Size) : IStorage;
