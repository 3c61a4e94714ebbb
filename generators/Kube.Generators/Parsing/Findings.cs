using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Collects findings where somebody wants them; the generator does not, and pays nothing.</summary>
internal sealed class Findings(bool isWanted)
{
    private readonly ImmutableArray<Finding>.Builder? _findings = isWanted ? ImmutableArray.CreateBuilder<Finding>() : null;

    // By identity: two attributes may say the same and stand in different places.
    private readonly Dictionary<ValidationRule, RuleOrigin>? _origins = isWanted ? new(new SameObject()) : null;

    public bool AreWanted => _findings is not null;

    public void Add(FindingRule rule, ISymbol at, params string[] arguments) => _findings?.Add(new Finding(rule, at.Locations.FirstOrDefault() ?? Location.None, arguments));

    public void Add(FindingRule rule, Location at, params string[] arguments) => _findings?.Add(new Finding(rule, at, arguments));

    /// <summary>Notes which attribute a rule of the schema was read from.</summary>
    public void Remember(ValidationRule rule, RuleOrigin origin) => _origins?[rule] = origin;

    /// <summary>Which attribute a rule of the schema was read from; none for a rule that the parser made up.</summary>
    public RuleOrigin? OriginOf(ValidationRule rule) => _origins is not null && _origins.TryGetValue(rule, out var origin) ? origin : null;

    public ImmutableArray<Finding> ToImmutable() => _findings?.ToImmutable() ?? [];

    private sealed class SameObject : IEqualityComparer<ValidationRule>
    {
        public bool Equals(ValidationRule? x, ValidationRule? y) => ReferenceEquals(x, y);

        public int GetHashCode(ValidationRule rule) => RuntimeHelpers.GetHashCode(rule);
    }
}

/// <summary>Where a rule of the schema was written.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Offset">How many UTF-16 code units of the rule's text the parser put before what the attribute says.</param>
internal sealed record RuleOrigin(AttributeData Attribute, int Offset);
