using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Members marked for the CRD's other parts: where the mark leads nowhere, or <c>/scale</c> is left without one of its numbers.</summary>
internal static class MarkFindings
{
    public static IEnumerable<Diagnostic> Of(ResourceReading reading) => Unreachable(reading).Concat(Scale(reading));

    // Paths of the CRD go through objects only; what is inside lists and dictionaries has none.
    private static IEnumerable<Diagnostic> Unreachable(ResourceReading reading)
    {
        var reached = new HashSet<ISymbol>(reading.Findings.Marks.Select(mark => mark.Member), SymbolEqualityComparer.Default);
        foreach (var member in reading.Findings.Members.SelectMany(type => type.Value))
        {
            if (reached.Contains(member.Member.Symbol)) continue;
            foreach (var name in (string[])["ScaleAttribute", "SelectableAttribute", "PrinterColumnAttribute"])
            {
                if (SchemaTokens.Attribute(member, name) is { } attribute && reading.IsHere(attribute.Location()))
                    yield return Diagnostic.Create(Rules.MarkWithoutPath, attribute.Location(), name.Substring(0, name.Length - "Attribute".Length), member.Member.Symbol.Name);
            }
        }
    }

    private static IEnumerable<Diagnostic> Scale(ResourceReading reading)
    {
        Mark[] marks = [.. reading.Findings.Marks.Where(mark => mark.Annotations.IsScale)];
        Mark? spec = null, status = null, selector = null;
        foreach (var mark in marks)
        {
            var isSpec = mark.Path.StartsWith(".spec.", StringComparison.Ordinal);
            var taken = mark.Schema.Type switch
            {
                "string" => selector,
                "integer" => isSpec ? spec : status,
                _ => null,
            };
            if (mark.Schema.Type is not ("string" or "integer"))
                yield return Scale(mark, $"its type is {mark.Schema.Type ?? "not told"}; replicas are an integer, and the label selector is a string");
            else if (taken is not null)
                yield return Scale(mark, $"'{taken.Member.Name}' is that already; remove one of the two");
            else if (mark.Schema.Type == "string") selector = mark;
            else if (isSpec) spec = mark;
            else status = mark;
        }
        if (marks.Length > 0 && spec is null) yield return Scale(marks[0], "/scale needs the wanted count, too: mark an integer of the spec with [Scale]");
        if (marks.Length > 0 && status is null) yield return Scale(marks[0], "/scale needs the count there is, too: mark an integer of the status with [Scale]");

        Diagnostic Scale(Mark mark, string why) =>
            Diagnostic.Create(Rules.ScaleIncomplete, reading.Here(DefinitionTokens.Of(mark, "ScaleAttribute") ?? mark.Member.Locations[0]), mark.Member.Name, why);
    }
}
