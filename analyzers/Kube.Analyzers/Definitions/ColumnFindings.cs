using Kube.Generators.Parsing;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Printer columns that stay empty: the path leads nowhere, or to a value of another type.</summary>
internal static class ColumnFindings
{
    public static IEnumerable<Diagnostic> Of(ResourceReading reading)
    {
        var (version, index) = (reading.Model!.Crd.Version, -1);
        foreach (var (attribute, mark) in DefinitionTokens.Columns(reading))
        {
            index++;
            if (index >= version.AdditionalPrinterColumns.Count) yield break;
            var column = version.AdditionalPrinterColumns[index];
            if (ColumnPath.TryParse(column.JsonPath, out var error) is not { } path)
            {
                // What does not even start with a dot a server refuses.
                if (column.JsonPath.StartsWith(".", StringComparison.Ordinal)) yield return Empty(attribute.Place(syntax => syntax.Positional(1)), column, error!);
                continue;
            }
            var schema = mark is not null && attribute.Text(1) is null ? mark.Schema : path.Resolve(version.Schema!, out var isKnown) is { } found ? found : isKnown ? null : Unknown;
            if (schema is null)
            {
                // The parser tells of paths of plain names, and of those alone.
                if (column.JsonPath.IndexOfAny(['[', '*', '\\']) >= 0)
                    yield return Diagnostic.Create(Rules.PathDoesNotResolve, reading.Here(attribute.Place(syntax => syntax.Positional(1))), "PrinterColumn", column.JsonPath, path.Instead(version.Schema!));
            }
            else if (Misfit(column, schema) is { } what)
            {
                yield return Empty(attribute.Place(syntax => syntax.Named("Type") ?? syntax.Positional(1)), column, what);
            }
        }

        Diagnostic Empty(Location location, CustomResourceColumnDefinition column, string why) =>
            Diagnostic.Create(Rules.EmptyColumn, reading.Here(location), column.Name, column.JsonPath, why);
    }

    private static readonly JsonSchemaProps Unknown = new();

    private static string? Misfit(CustomResourceColumnDefinition column, JsonSchemaProps schema) => (column.Type, schema.Type) switch
    {
        (_, null or "") => null,
        ("integer" or "number", "integer" or "number") or ("boolean", "boolean") or ("string", _) => null,
        ("date", "string") when schema.Format is "date-time" or "date" => null,
        ("integer" or "number" or "boolean" or "date", var type) => $"the column's type is {column.Type}, and the value is of type {type}{(schema.Format is { } format ? $" ({format})" : "")}",
        _ => null,
    };
}
