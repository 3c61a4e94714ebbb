using Kube.Generators.Parsing;
using Kube.Schema.Crds;
using Kube.Schema.Structural;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Formats that an API server does not enforce; it warns of them when the CRD is written (crd-rules T24).</summary>
internal static class FormatPitfall
{
    public static IEnumerable<Diagnostic> Of(ReadMember member) =>
        OfNode(member, NodeLevel.Own, member.Schema)
            .Concat(OfNode(member, NodeLevel.Items, member.Schema.Items?.Schema))
            .Concat(OfNode(member, NodeLevel.Values, member.Schema.AdditionalProperties?.Schema));

    private static IEnumerable<Diagnostic> OfNode(ReadMember member, NodeLevel level, JsonSchemaProps? schema)
    {
        if (schema?.Format is not { Length: > 0 } format || ValueFormats.IsRecognized(format, schema.XIntOrString ? "" : schema.Type ?? "")) yield break;
        // A format of the type itself is the type's matter.
        if (SchemaTokens.Keyword(new TrailEnd(member, null, level, "format", 0)) is not { } written) yield break;
        yield return Diagnostic.Create(Rules.UnknownFormat, written.Location, format, member.Member.Symbol.Name, schema.Type ?? "any value");
    }
}
