[CustomResource("example.com", "v1")]
public sealed record CamelCaseSpec
{
    public int? URLPath { get; init; }
    public int? IPAddress { get; init; }
    public int? ID { get; init; }
    public int? iOS { get; init; }
    public int? X { get; init; }
    public int? HTTPServerID2 { get; init; }
    public int? Äpfel { get; init; }
}
