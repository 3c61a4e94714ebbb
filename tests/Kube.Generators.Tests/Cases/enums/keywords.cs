[CustomResource("example.com", "v1")]
public sealed record KeywordsSpec
{
    public required Word A { get; init; }
}
public enum Word { @new, @class, Plain }
