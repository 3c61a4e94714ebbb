using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Collects findings where somebody wants them; the generator does not, and pays nothing.</summary>
internal sealed class Findings(bool isWanted)
{
    private readonly ImmutableArray<Finding>.Builder? _findings = isWanted ? ImmutableArray.CreateBuilder<Finding>() : null;

    public bool AreWanted => _findings is not null;

    public void Add(FindingRule rule, ISymbol at, params string[] arguments) => _findings?.Add(new Finding(rule, at.Locations.FirstOrDefault() ?? Location.None, arguments));

    public void Add(FindingRule rule, Location at, params string[] arguments) => _findings?.Add(new Finding(rule, at, arguments));

    public ImmutableArray<Finding> ToImmutable() => _findings?.ToImmutable() ?? [];
}
