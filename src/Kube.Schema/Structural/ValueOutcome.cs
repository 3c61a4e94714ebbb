using Kube.Schema.Validation;

namespace Kube.Schema.Structural;

/// <summary>What one walk over a value found.</summary>
/// <remarks>
/// <see cref="MatchCount"/> counts the checks that were made, as the server's validator does: of several failing alternatives
/// (<c>anyOf</c>, <c>oneOf</c>) the one with the highest count is reported. An error is reported once, however many ways lead to it.
/// </remarks>
internal sealed class ValueOutcome
{
    private HashSet<string>? _told;

    public List<(string Text, FieldError Error)> Errors { get; } = [];

    public List<FieldError> Ratcheted { get; } = [];

    public int MatchCount { get; set; }

    public bool IsValid => Errors.Count == 0;

    public void Add(string text, FieldError error)
    {
        if ((_told ??= new(StringComparer.Ordinal)).Add(text))
        {
            Errors.Add((text, error));
        }
    }

    public void Merge(ValueOutcome other)
    {
        foreach (var (text, error) in other.Errors)
        {
            Add(text, error);
        }

        Ratcheted.AddRange(other.Ratcheted);
        MatchCount += other.MatchCount;
    }

    /// <summary>Takes <paramref name="other"/>'s errors as told but forgiven: the value did not change (KEP-4008).</summary>
    public void Forgive(ValueOutcome other)
    {
        Ratcheted.AddRange(other.Errors.Select(error => error.Error));
        Ratcheted.AddRange(other.Ratcheted);
        MatchCount += other.MatchCount;
    }
}
