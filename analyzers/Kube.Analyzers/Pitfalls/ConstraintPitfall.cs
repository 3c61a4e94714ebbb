using System.Collections.Immutable;
using System.Globalization;
using Kube.Generators.Parsing;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Constraints that no value meets, or that mean nothing: a server takes them, and then refuses every object, or none.</summary>
internal static class ConstraintPitfall
{
    /// <summary>The diagnostic's property that says how its fix mends it.</summary>
    public const string Mend = "Mend";

    /// <summary>The two bounds change places; the other one is the diagnostic's additional location.</summary>
    public const string Swap = "Swap";

    /// <summary>The attribute or argument goes.</summary>
    public const string Remove = "Remove";

    private static readonly (string Least, string Most, string Unit)[] Counts =
        [("minLength", "maxLength", "characters"), ("minItems", "maxItems", "items"), ("minProperties", "maxProperties", "entries")];

    /// <summary>The constraints of a member, its items and its values.</summary>
    public static IEnumerable<Diagnostic> Of(ReadMember member) =>
        OfNode(new(member, null, NodeLevel.Own, "", 0), member.Member.Symbol.Name, member.Schema)
            .Concat(OfNode(new(member, null, NodeLevel.Items, "", 0), member.Member.Symbol.Name, member.Schema.Items?.Schema))
            .Concat(OfNode(new(member, null, NodeLevel.Values, "", 0), member.Member.Symbol.Name, member.Schema.AdditionalProperties?.Schema));

    /// <summary>The constraints that stand on a type.</summary>
    public static IEnumerable<Diagnostic> Of(ITypeSymbol type)
    {
        var (fewest, most) = (type.Find("MinPropertiesAttribute"), type.Find("MaxPropertiesAttribute"));
        return fewest is null && most is null ? [] : OfNode(
            new(null, type, NodeLevel.Own, "", 0), type.Name, new JsonSchemaProps { Type = "object", MinProperties = fewest?.Argument(0) as int?, MaxProperties = most?.Argument(0) as int? });
    }

    private static IEnumerable<Diagnostic> OfNode(TrailEnd node, string name, JsonSchemaProps? schema)
    {
        if (schema is null) yield break;
        if (schema.MultipleOf is <= 0 && Token(node with { Keyword = "multipleOf" }) is { } factor)
            yield return Senseless(factor, name, $"a factor has to be above 0, and {Text(schema.MultipleOf)} is not; write the step between two values, or remove it");
        else if (NumberProblem(schema) is { } problem && Contradiction(node, "minimum", "maximum", name, problem, canSwap: schema.Minimum > schema.Maximum) is { } range)
            yield return range;
        foreach (var (least, most, unit) in Counts)
        {
            var (fewest, atMost) = (Count(schema, least), Count(schema, most));
            if (fewest < 0 && Token(node with { Keyword = least }) is { } below)
                yield return Senseless(below, name, $"there cannot be fewer than 0 {unit}; write 1 or more, or remove it");
            if (atMost < 0 && Token(node with { Keyword = most }) is { } negative)
                yield return Senseless(negative, name, $"no value has {Text(atMost)} {unit}; write how many it may have, or remove it");
            else if (fewest > atMost && Contradiction(node, least, most, name, $"no value has at least {Text(fewest)} and at most {Text(atMost)} {unit}; write the smaller number as the lower bound", canSwap: true) is { } length)
                yield return length;
        }
    }

    /// <summary>Why no number is right, if none is.</summary>
    private static string? NumberProblem(JsonSchemaProps schema)
    {
        if (schema is not { Minimum: { } least, Maximum: { } most }) return null;
        var (above, below) = (schema.ExclusiveMinimum ? "above" : "at least", schema.ExclusiveMaximum ? "below" : "at most");
        if (least > most || (least == most && (schema.ExclusiveMinimum || schema.ExclusiveMaximum)))
            return $"no number is {above} {Text(least)} and {below} {Text(most)}; " + (least > most ? "write the smaller one as the minimum" : "let the bounds be allowed themselves, or move one");
        if (schema.Type != "integer" && schema.MultipleOf is null) return null;
        var step = schema.MultipleOf is { } factor and > 0 ? factor : 1;
        var first = Math.Ceiling(least / step) * step;
        if (schema.ExclusiveMinimum && first <= least) first += step;
        if (first < most || (first == most && !schema.ExclusiveMaximum)) return null;
        return $"no {(schema.MultipleOf is null ? "whole number" : $"multiple of {Text(step)}")} is {above} {Text(least)} and {below} {Text(most)}; move one of the bounds";
    }

    private static long? Count(JsonSchemaProps schema, string keyword) => keyword switch
    {
        "minLength" => schema.MinLength,
        "maxLength" => schema.MaxLength,
        "minItems" => schema.MinItems,
        "maxItems" => schema.MaxItems,
        "minProperties" => schema.MinProperties,
        _ => schema.MaxProperties,
    };

    private static Diagnostic? Contradiction(TrailEnd node, string least, string most, string name, string why, bool canSwap)
    {
        var (low, high) = (Token(node with { Keyword = least }), Token(node with { Keyword = most }));
        // Of two, the one that is written later is the surprise.
        var isLowLater = low is not null && (high is null || low.Value.Location.SourceSpan.Start > high.Value.Location.SourceSpan.Start);
        if ((isLowLater ? low : high) is not { } later) return null;
        var other = isLowLater ? high : low;
        var isSwap = canSwap && other is { } known && known.Location.SourceTree == later.Location.SourceTree && known.Location != later.Location;
        return Diagnostic.Create(
            Rules.ImpossibleConstraint, later.Location, isSwap ? [other!.Value.Location] : [],
            isSwap ? ImmutableDictionary<string, string?>.Empty.Add(Mend, Swap) : ImmutableDictionary<string, string?>.Empty, later.Attribute, name, why);
    }

    private static Diagnostic Senseless((string Attribute, bool IsAlone, Location Location) token, string name, string why) => Diagnostic.Create(
        Rules.ImpossibleConstraint, token.Location, [],
        token.IsAlone ? ImmutableDictionary<string, string?>.Empty.Add(Mend, Remove) : ImmutableDictionary<string, string?>.Empty, token.Attribute, name, why);

    /// <summary>The token that says a keyword, and whether the rest of its attribute can do without it.</summary>
    private static (string Attribute, bool IsAlone, Location Location)? Token(TrailEnd end)
    {
        if (SchemaTokens.Keyword(end) is not { } written) return null;
        var attribute = written.Attribute;
        var place = (attribute.AttributeClass!.Name, end.Keyword) switch
        {
            ("RangeAttribute", "minimum") => attribute.Place(syntax => syntax.Positional(attribute.ConstructorArguments.Length - 2)),
            ("RangeAttribute", _) => attribute.Place(syntax => syntax.Positional(attribute.ConstructorArguments.Length - 1)),
            ("StringLengthAttribute", "minLength") => attribute.Place(syntax => syntax.Named("MinimumLength")),
            _ => written.Location,
        };
        var isNamed = attribute.Syntax()?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.Expression.Span == place.SourceSpan) is { NameEquals: not null };
        return (attribute.ShortName(), isNamed || attribute.ConstructorArguments.Length == 1, place);
    }

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
