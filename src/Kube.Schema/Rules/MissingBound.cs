using System.Globalization;

namespace Kube.Schema.Rules;

/// <summary>A string, list or map without a limit that makes a rule too expensive, and a limit that would do.</summary>
/// <param name="Place">The node.</param>
/// <param name="Keyword"><c>maxLength</c>, <c>maxItems</c> or <c>maxProperties</c>.</param>
/// <param name="Limit">The greatest round limit that, together with those of the other missing bounds, brings the rule under budget.</param>
public sealed record MissingBound(SchemaSteps Place, string Keyword, long Limit)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place} needs {Keyword} (at most {Limit.ToString(CultureInfo.InvariantCulture)})";
}
