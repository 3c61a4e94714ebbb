using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kube;

/// <summary>One aspect of an object's state (<c>meta/v1</c> <c>Condition</c>, KEP-1623).</summary>
/// <remarks>In the schema of a custom resource it has the limits that Kubernetes' own Go type has.</remarks>
public sealed partial record Condition
{
    /// <summary>The aspect, such as <c>Ready</c>; unique in its list.</summary>
    [StringLength(316), RegularExpression(@"([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])")]
    public required string Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [AllowedValues("True", "False", "Unknown")]
    public required string Status { get; init; }

    /// <summary>The <c>metadata.generation</c> that was looked at; older than the object's means out of date.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When <see cref="Status"/> last changed.</summary>
    public required DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>Why, for programs: one CamelCase word.</summary>
    [StringLength(1024, MinimumLength = 1), RegularExpression("[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?")]
    public required string Reason { get; init; }

    /// <summary>Why, for people; may be empty.</summary>
    [StringLength(32768)]
    public required string Message { get; init; }

    /// <summary>Whether <see cref="Status"/> is <c>True</c>.</summary>
    [JsonIgnore]
    public bool IsTrue => Status == ConditionStatus.True;
}

/// <summary>The values of <see cref="Condition.Status"/>.</summary>
public static class ConditionStatus
{
    /// <summary>It holds.</summary>
    public const string True = "True";
    /// <summary>It does not hold.</summary>
    public const string False = "False";
    /// <summary>Nobody knows.</summary>
    public const string Unknown = "Unknown";
}

/// <summary>Reads and changes lists of conditions.</summary>
public static class ConditionList
{
    /// <summary>The condition of this type, if there is one.</summary>
    public static Condition? Find(this IReadOnlyList<Condition>? conditions, string type)
    {
        foreach (var condition in conditions ?? [])
        {
            if (condition.Type == type) return condition;
        }
        return null;
    }

    /// <summary>Whether the condition of this type is present and true.</summary>
    public static bool IsTrue(this IReadOnlyList<Condition>? conditions, string type) => conditions.Find(type)?.IsTrue == true;

    /// <summary>The list with this condition in the place of the one of its type, or at the end.</summary>
    /// <remarks>
    /// <see cref="Condition.LastTransitionTime"/> is taken from the old condition while the status stays the same, so that writing what
    /// is there already changes nothing: the very list comes back.
    /// </remarks>
    public static IReadOnlyList<Condition> With(this IReadOnlyList<Condition>? conditions, Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var result = new List<Condition>((conditions?.Count ?? 0) + 1);
        var found = false;
        foreach (var old in conditions ?? [])
        {
            if (old.Type != condition.Type)
            {
                result.Add(old);
                continue;
            }
            if (found) continue;
            found = true;
            var next = old.Status == condition.Status ? condition with { LastTransitionTime = old.LastTransitionTime } : condition;
            if (next == old) return conditions!;
            result.Add(next);
        }
        if (!found) result.Add(condition);
        return result;
    }

    /// <summary>The list without the condition of this type.</summary>
    public static IReadOnlyList<Condition> Without(this IReadOnlyList<Condition>? conditions, string type) =>
        conditions.Find(type) is null ? conditions ?? [] : [.. conditions!.Where(c => c.Type != type)];
}
