using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads printer columns: those of the class with their paths, then those of properties in the order of the schema.</summary>
internal static class PrinterColumnReader
{
    public static EquatableArray<CustomResourceColumnDefinition> Read(Annotations spec, Mark[] marks, JsonSchemaProps root, Findings findings)
    {
        var columns = new List<CustomResourceColumnDefinition>();
        foreach (var attribute in spec.PrinterColumns)
        {
            var path = attribute.Text(1) ?? "";
            var schema = Resolve(root, path, out var isPlain);
            if (schema is null && isPlain && findings.AreWanted)
            {
                var (nearest, instead) = NearestPath.Of(root, path.Substring(1).Split('.'));
                var place = attribute.Location(1);
                findings.Add(FindingRule.PathDoesNotResolve, place, nearest is not null && place.IsLiteral() ? CSharp.Literal(nearest) : null, ["PrinterColumn", path, instead]);
            }
            columns.Add(Column(attribute, path, schema));
        }
        foreach (var mark in marks)
        {
            foreach (var attribute in mark.Annotations.PrinterColumns) columns.Add(Column(attribute, attribute.Text(1) ?? mark.Path, mark.Schema));
        }
        return columns.ToArray();
    }

    private static CustomResourceColumnDefinition Column(AttributeData attribute, string path, JsonSchemaProps? schema) => new()
    {
        Name = attribute.Text(0) ?? "",
        Type = attribute.Named("Type") as string ?? ColumnType(schema),
        Format = attribute.Named("Format") as string,
        Description = attribute.Named("Description") as string,
        Priority = attribute.Named("Priority") as int? ?? 0,
        JsonPath = path,
    };

    private static string ColumnType(JsonSchemaProps? schema) => schema switch
    {
        { Type: "integer" or "number" or "boolean" } => schema.Type!,
        { Type: "string", Format: "date-time" or "date" } => "date",
        _ => "string",
    };

    private static readonly JsonSchemaProps Text = new() { Type = "string" };
    private static readonly JsonSchemaProps Time = new() { Type = "string", Format = "date-time" };

    /// <summary>What stands at a path of plain names; other paths are not looked into.</summary>
    private static JsonSchemaProps? Resolve(JsonSchemaProps root, string path, out bool isPlain)
    {
        isPlain = path.Length > 1 && path[0] == '.' && path.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-') && path.IndexOf("..", StringComparison.Ordinal) < 0;
        if (!isPlain) return null;
        JsonSchemaProps? at = root;
        var names = path.Substring(1).Split('.');
        if (names[0] is "apiVersion" or "kind") return Text;
        if (names[0] == "metadata") return names[names.Length - 1].EndsWith("Timestamp", StringComparison.Ordinal) ? Time : Text;
        foreach (var name in names)
        {
            if (at.Properties.TryGetValue(name, out var property)) at = property;
            else if (at.AdditionalProperties?.Schema is { } value) at = value;
            else if (at.XPreserveUnknownFields == true) return Text;
            else return null;
        }
        return at;
    }
}
