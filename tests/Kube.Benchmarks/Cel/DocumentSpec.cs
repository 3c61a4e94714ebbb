using System.ComponentModel.DataAnnotations;

namespace Kube.Benchmarks.Cel;

/// <summary>A resource of usual size.</summary>
[CustomResource("example.com", "v1", Status = typeof(DocumentStatus))]
[Rule("self.minReplicas <= self.maxReplicas", Message = "minReplicas must not exceed maxReplicas")]
[Rule("!has(self.tags) || self.tags.all(t, t != self.title)", Message = "a tag must not repeat the title")]
public sealed record DocumentSpec
{
    [MinLength(1), MaxLength(64)] public required string Title { get; init; }

    [Range(1, 10)] public int MinReplicas { get; init; } = 1;

    [Range(1, 10)] public int MaxReplicas { get; init; } = 3;

    [MaxLength(10), Items(MaxLength = 20), ItemRule("self.matches('^[a-z]+$')")] public IReadOnlyList<string>? Tags { get; init; }

    [MaxProperties(8)] public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [Rule("self == oldSelf", Message = "the owner stays"), MaxLength(64)] public string Owner { get; init; } = "nobody";

    public bool IsPublic { get; init; }

    public DateTimeOffset? Published { get; init; }
}

/// <summary>What became of it.</summary>
public sealed record DocumentStatus
{
    public int Replicas { get; init; }
}
