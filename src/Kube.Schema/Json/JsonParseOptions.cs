namespace Kube.Schema.Json;

/// <summary>How a JSON document is read.</summary>
public sealed record JsonParseOptions
{
    /// <summary>What nothing else asks for: 512 levels, a key that stands twice is an error.</summary>
    public static JsonParseOptions Default { get; } = new();

    /// <summary>How deep arrays and objects may nest, 1 to 1000. Deeper documents are refused, so no later walk can run out of stack.</summary>
    public int MaxDepth
    {
        get;
        init => field = value is >= 1 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxDepth must be from 1 to 1000.");
    } = 512;

    /// <summary>Where keys that stand twice are told, as paths such as <c>spec.ports[0].name</c>; the last value then wins, as in an API server. Without it they are an error.</summary>
    public ICollection<string>? DuplicateKeys { get; init; }
}
