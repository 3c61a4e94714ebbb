using System.Collections.Immutable;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>The tokens that say what stands in a CRD outside its schemas.</summary>
internal static class DefinitionTokens
{
    /// <summary>The token to mark for a server's path.</summary>
    /// <param name="reading">The resource.</param>
    /// <param name="steps">The path.</param>
    /// <param name="value">The text that the server objects to, where it is one.</param>
    public static Location Of(ResourceReading reading, ImmutableArray<PathStep> steps, string? value) => reading.Here(steps switch
    {
        [{ Name: "metadata" }, { Name: "labels" or "annotations" }, ..] => Metadata(reading, steps, value),
        [{ Name: "metadata" }, ..] => Argument(reading, syntax => syntax.Named("Plural") ?? syntax.Positional(0)),
        [{ Name: "spec" }, { Name: "group" }, ..] => Argument(reading, syntax => syntax.Positional(0)),
        [{ Name: "spec" }, { Name: "version" }, ..] => Argument(reading, syntax => syntax.Positional(1)),
        [{ Name: "spec" }, { Name: "scope" }, ..] => Argument(reading, syntax => syntax.Named("Scope")),
        [{ Name: "spec" }, { Name: "names" }, { Name: var name }, .. var rest] => Name(reading, name, rest.Length > 0 && int.TryParse(rest[0].Name, out var index) ? index : -1),
        [{ Name: "spec" }, { Name: "conversion" }, .. var rest] => Conversion(reading, rest),
        [{ Name: "spec" }, { Name: "versions" }, { IsBracketed: true }, .. var rest] => Version(reading, rest),
        [{ Name: "spec" }, .. var rest] => Version(reading, rest),
        _ => reading.Attribute.Location(),
    });

    /// <summary>An argument of <c>[CustomResource]</c>, or the attribute.</summary>
    public static Location Argument(ResourceReading reading, Func<AttributeSyntax, ExpressionSyntax?> argument) => reading.Here(reading.Attribute.Place(argument));

    /// <summary>A name of the resource: where it is given, or the class that it is made of.</summary>
    /// <param name="reading">The resource.</param>
    /// <param name="field">Its name in <c>spec.names</c>.</param>
    /// <param name="index">Which of several; -1 for all.</param>
    public static Location Name(ResourceReading reading, string field, int index = -1)
    {
        var property = char.ToUpperInvariant(field[0]) + field.Substring(1);
        if (reading.Attribute.Syntax()?.Named(property) is { } given) return reading.Here((index < 0 ? given : given.Item(index)).GetLocation());
        return field is "plural" or "singular" or "listKind" && reading.Attribute.Syntax()?.Named("Kind") is { } kind ? reading.Here(kind.GetLocation()) : reading.Type.Locations[0];
    }

    private static Location Version(ResourceReading reading, ImmutableArray<PathStep> steps) => steps switch
    {
        [{ Name: "name" }, ..] => Argument(reading, syntax => syntax.Positional(1)),
        [{ Name: "storage" }, ..] => Argument(reading, syntax => syntax.Named("Storage")),
        [{ Name: "deprecationWarning" }, ..] => reading.Type.Find("ObsoleteAttribute")?.Place(syntax => syntax.Positional(0)) ?? reading.Attribute.Location(),
        [{ Name: "additionalPrinterColumns" }, { IsBracketed: true } number, .. var rest] => Column(reading, number, rest),
        [{ Name: "selectableFields" }, .. var rest] => Selectable(reading, rest),
        [{ Name: "subresources" }, { Name: "scale" }, ..] => Scale(reading),
        _ => reading.Attribute.Location(),
    };

    private static Location Column(ResourceReading reading, PathStep number, ImmutableArray<PathStep> rest)
    {
        if (!int.TryParse(number.Name, out var index) || Columns(reading).ElementAtOrDefault(index).Attribute is not { } attribute) return reading.Attribute.Location();
        return attribute.Place(syntax => rest is [{ Name: var field }, ..]
            ? field switch { "name" => syntax.Positional(0), "JSONPath" => syntax.Positional(1), _ => syntax.Named(char.ToUpperInvariant(field[0]) + field.Substring(1)) }
            : null);
    }

    /// <summary>The printer columns as the CRD orders them; with the member that one stands on.</summary>
    public static IEnumerable<(AttributeData Attribute, Mark? Mark)> Columns(ResourceReading reading) =>
        Annotations.Of(reading.Type).PrinterColumns.Select(attribute => (attribute, (Mark?)null))
            .Concat(reading.Findings.Marks.SelectMany(mark => mark.Annotations.PrinterColumns.Select(attribute => (attribute, (Mark?)mark))));

    private static Location Selectable(ResourceReading reading, ImmutableArray<PathStep> rest)
    {
        Mark[] marks = [.. reading.Findings.Marks.Where(mark => mark.Annotations.IsSelectable)];
        var index = rest is [{ IsBracketed: true, Name: var number }, ..] && int.TryParse(number, out var given) ? given : marks.Length - 1;
        return index < marks.Length && Of(marks[index], "SelectableAttribute") is { } place ? place : reading.Attribute.Location();
    }

    private static Location Scale(ResourceReading reading) =>
        reading.Findings.Marks.Where(mark => mark.Annotations.IsScale).Select(mark => Of(mark, "ScaleAttribute")).FirstOrDefault() ?? reading.Attribute.Location();

    /// <summary>The attribute that marks a member.</summary>
    public static Location? Of(Mark mark, string attribute) => (mark.Member.Find(attribute) ?? Parameter(mark.Member).Find(attribute))?.Location();

    private static IParameterSymbol? Parameter(ISymbol member) => member.ContainingType.InstanceConstructors
        .SelectMany(constructor => constructor.Parameters)
        .FirstOrDefault(parameter => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase) && !parameter.GetAttributes().IsEmpty);

    private static Location Conversion(ResourceReading reading, ImmutableArray<PathStep> steps)
    {
        var name = steps switch
        {
            [.., { Name: "url" }] => "Url",
            [.., { Name: "caBundle" }] => "CaBundle",
            // A server takes the one for the other.
            [.., { Name: "service" }, { Name: "name" }] => "ServiceNamespace",
            [.., { Name: "service" }, { Name: "namespace" }] => "ServiceName",
            [.., { Name: "service" }, { Name: "path" or "port" } field] => "Service" + char.ToUpperInvariant(field.Name[0]) + field.Name.Substring(1),
            [{ Name: "conversionReviewVersions" }, ..] => "ReviewVersions",
            _ => "",
        };
        return reading.Type.Find("ConversionWebhookAttribute")?.Place(syntax => syntax.Named(name)) ?? reading.Attribute.Location();
    }

    // A server names the map, and prints the key or the value that is wrong.
    private static Location Metadata(ResourceReading reading, ImmutableArray<PathStep> steps, string? value)
    {
        if (steps.Length > 2 && steps[2].Name == "api-approved.kubernetes.io") return Argument(reading, syntax => syntax.Named("ApiApproved") ?? syntax.Positional(0));
        var name = steps[1].Name == "labels" ? "CrdLabelAttribute" : "CrdAnnotationAttribute";
        foreach (var attribute in reading.Type.GetAttributes())
        {
            if (attribute.AttributeClass?.Name != name) continue;
            if (attribute.Text(0) == value) return attribute.Place(syntax => syntax.Positional(0));
            if (attribute.Text(1) == value) return attribute.Place(syntax => syntax.Positional(1));
        }
        return reading.Type.Find(name)?.Location() ?? reading.Attribute.Location();
    }
}
