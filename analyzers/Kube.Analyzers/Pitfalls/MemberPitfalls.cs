using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>What is right and may surprise all the same, member by member.</summary>
internal static class MemberPitfalls
{
    /// <summary>The diagnostics of all members in the source of this compilation.</summary>
    public static IEnumerable<Diagnostic> Of(ResourceReading reading)
    {
        foreach (var (type, members) in reading.Findings.Members.Select(entry => (entry.Key, entry.Value)))
        {
            if (!reading.IsHere(type.Locations.FirstOrDefault() ?? Location.None)) continue;
            foreach (var diagnostic in UnfollowedAttributePitfall.Of(type)) yield return diagnostic;
            foreach (var diagnostic in ConstraintPitfall.Of(type)) yield return diagnostic;
            foreach (var member in members)
            {
                if (!reading.IsHere(member.Member.Symbol.Locations.FirstOrDefault() ?? Location.None)) continue;
                foreach (var diagnostic in TypePitfalls.Of(member)) yield return diagnostic;
                foreach (var diagnostic in DefaultPitfalls.Of(member)) yield return diagnostic;
                foreach (var diagnostic in FormatPitfall.Of(member)) yield return diagnostic;
                foreach (var diagnostic in ConstraintPitfall.Of(member)) yield return diagnostic;
                foreach (var diagnostic in UnfollowedAttributePitfall.Of(member.Member.Symbol)) yield return diagnostic;
                if (member.Member.Parameter is not { } parameter) continue;
                foreach (var diagnostic in UnfollowedAttributePitfall.Of(parameter)) yield return diagnostic;
            }
        }
    }

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        Rules.FloatNumber, Rules.HalfOfRange, Rules.UnsignedNumber, Rules.TimeWithoutOffset, Rules.MutableCollection, Rules.DefaultOnNullable, Rules.RequiredWithDefault,
        Rules.UnknownFormat, Rules.AttributeIgnored, Rules.ImpossibleConstraint,
    ];
}
