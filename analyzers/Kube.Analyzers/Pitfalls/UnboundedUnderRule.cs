using System.Collections.Immutable;
using System.Globalization;
using Kube.Schema.Rules;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Strings, lists and dictionaries without a bound that make a CEL rule dear, while it is still under its budget.</summary>
internal static class UnboundedUnderRule
{
    /// <summary>The diagnostic's properties with the attributes that bound its additional locations, numbered: <c>Bound0</c>.</summary>
    public const string Bound = "Bound";

    public static IEnumerable<Diagnostic> Of(ResourceReading reading)
    {
        foreach (var report in reading.Rules)
        {
            if (!report.Problems.IsEmpty) continue;
            foreach (var missing in report.DearBounds)
            {
                var end = SchemaTrail.Follow(reading, missing.Place);
                if (end.Member is not { Schema.XIntOrString: false } member || !reading.IsHere(member.Member.Symbol.Locations[0])) continue;
                var location = member.Member.Symbol.Locations[0];
                var attribute = Attribute(end, missing);
                var properties = ImmutableDictionary<string, string?>.Empty;
                if (attribute is not null) properties = properties.Add(Bound + "0", attribute);
                yield return Diagnostic.Create(
                    Rules.UnboundedUnderRule, location, [location], properties,
                    member.Member.Symbol.Name, Words(end, missing), report.Rule.Rule, Text(report.Cost), Text(RuleLimits.PerRule), attribute is null ? "bound it in a type of its own" : $"add [{attribute}]");
            }
        }
    }

    /// <summary>The members to bound for a rule that is over budget, for a code fix.</summary>
    public static (IReadOnlyList<Location> Members, ImmutableDictionary<string, string?> Attributes) Mend(ResourceReading reading, RuleProblem problem)
    {
        var members = new List<Location>();
        var attributes = ImmutableDictionary<string, string?>.Empty;
        foreach (var missing in problem.MissingBounds)
        {
            var end = SchemaTrail.Follow(reading, missing.Place);
            if (end.Member is not { } member || !reading.IsHere(member.Member.Symbol.Locations[0]) || Attribute(end, missing) is not { } attribute) return ([], ImmutableDictionary<string, string?>.Empty);
            attributes = attributes.Add(Bound + members.Count.ToString(CultureInfo.InvariantCulture), attribute);
            members.Add(member.Member.Symbol.Locations[0]);
        }
        return (members, attributes);
    }

    private static string? Attribute(TrailEnd end, MissingBound missing)
    {
        var limit = missing.Limit.ToString(CultureInfo.InvariantCulture);
        return end.Level switch
        {
            NodeLevel.Items => $"Items(MaxLength = {limit})",
            NodeLevel.Values => $"Values(MaxLength = {limit})",
            NodeLevel.Own when end.Member is { Schema.XIntOrString: false } => $"MaxLength({limit})",
            _ => null,
        };
    }

    private static string Words(TrailEnd end, MissingBound missing)
    {
        var what = missing.Keyword switch { "maxItems" => "list", "maxProperties" => "dictionary", _ => "string" };
        return end.Level switch
        {
            NodeLevel.Own => $"a {what} without a bound",
            NodeLevel.Values => $"a dictionary with a {what} without a bound in each entry",
            _ => $"a list with a {what} without a bound in each item",
        };
    }

    private static string Text(ulong number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
