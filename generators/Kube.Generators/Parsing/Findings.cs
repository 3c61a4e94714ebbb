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

    private readonly Dictionary<ITypeSymbol, List<ReadMember>>? _members = isWanted ? new(SymbolEqualityComparer.Default) : null;

    public bool AreWanted => _findings is not null;

    /// <summary>The members of every type that was read, in the order of its schema.</summary>
    public IEnumerable<KeyValuePair<ITypeSymbol, List<ReadMember>>> Members => _members ?? Enumerable.Empty<KeyValuePair<ITypeSymbol, List<ReadMember>>>();

    /// <summary>The members of one type; none where it was not read.</summary>
    public IReadOnlyList<ReadMember> MembersOf(ITypeSymbol type) => _members is not null && _members.TryGetValue(type, out var members) ? members : [];

    /// <summary>The members that the CRD names outside the schema, as its columns and selectable fields are ordered.</summary>
    public IReadOnlyList<Mark> Marks { get; private set; } = [];

    public void Add(FindingRule rule, ISymbol at, params string[] arguments) => _findings?.Add(new Finding(rule, at.Locations.FirstOrDefault() ?? Location.None, arguments));

    public void Add(FindingRule rule, Location at, params string[] arguments) => _findings?.Add(new Finding(rule, at, arguments));

    public void Add(FindingRule rule, Location at, string? replacement, string[] arguments) => _findings?.Add(new Finding(rule, at, arguments) { Replacement = replacement });

    /// <summary>Notes which attribute a rule of the schema was read from.</summary>
    public void Remember(ValidationRule rule, RuleOrigin origin) => _origins?[rule] = origin;

    /// <summary>Notes a member and what it became.</summary>
    public void Remember(INamedTypeSymbol type, Member member, JsonSchemaProps schema, bool isRequired)
    {
        if (_members is null) return;
        if (!_members.TryGetValue(type, out var members)) _members[type] = members = [];
        // A type that is a case of a union, too, is read twice.
        if (!members.Exists(known => SymbolEqualityComparer.Default.Equals(known.Member.Symbol, member.Symbol))) members.Add(new ReadMember(member, schema, isRequired));
    }

    /// <summary>Notes the marked members of the resource.</summary>
    public void Remember(Mark[] marks) => Marks = marks;

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

/// <summary>A member and what it became.</summary>
/// <param name="Member">The member.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="IsRequired">Whether every object has it.</param>
internal sealed record ReadMember(Member Member, JsonSchemaProps Schema, bool IsRequired);
