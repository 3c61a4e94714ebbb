using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>What is wrong with the CRD that a class is a version of.</summary>
internal static class DefinitionFindings
{
    /// <summary>The diagnostics that concern this class, each with what makes it different from others at the same token.</summary>
    public static IEnumerable<(Diagnostic Diagnostic, string Key)> Of(ResourceReading reading, ResourceBook book, CancellationToken cancellation)
    {
        var definition = book.Definition(reading, cancellation)!;
        foreach (var diagnostic in ColumnFindings.Of(reading).Concat(MarkFindings.Of(reading)).Concat(VersionAgreement.Of(reading, definition)).Concat(NameConflicts.Of(reading, book.All)))
            yield return (diagnostic, diagnostic.GetMessage(CultureInfo.InvariantCulture));

        // The schema of a class with errors has gaps, and what a server says of those helps nobody.
        if (reading.IsBroken) yield break;
        if (DefinitionSize.Of(reading, definition) is { } size) yield return (size, "");
        if (!definition.Versions.Any(version => version.IsBroken))
        {
            foreach (var lost in LostFields.Of(reading, definition)) yield return (lost, "");
        }
        foreach (var refusal in book.Refusals(definition))
        {
            // A type that several resources use is refused once for each, at another path.
            if (ReferenceEquals(refusal.Reading, reading)) yield return (RefusalDiagnostics.Of(refusal), refusal.InSchema < 0 ? refusal.Error.ToString() : refusal.Error.Message);
        }
    }

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        Rules.RefusedDefinition, Rules.RefusedDefault, Rules.RefusedPattern, Rules.NameTaken, Rules.TypeNameTaken, Rules.ShortNameShadowed, Rules.DefinitionLarge, Rules.DefinitionTooLarge,
        Rules.VersionsDisagree, Rules.NothingServed, Rules.LostField, Rules.EmptyColumn, Rules.ScaleIncomplete, Rules.MarkWithoutPath,
    ];
}
