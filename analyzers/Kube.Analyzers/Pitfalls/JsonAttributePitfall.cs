using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Attributes of System.Text.Json that neither codec nor schema follows.</summary>
internal static class JsonAttributePitfall
{
    public static IEnumerable<Diagnostic> Of(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || !type.ContainingNamespace.IsIn("System.Text.Json.Serialization") || Instead(type.Name, attribute.Argument(0)) is not { } instead) continue;
            yield return Diagnostic.Create(Rules.JsonAttributeIgnored, attribute.Location(), type.Name.Substring(0, type.Name.Length - "Attribute".Length), symbol.Name, instead);
        }
    }

    // The value 0 is System.Text.Json's own default in each of them.
    private static string? Instead(string name, object? value) => (name, value) switch
    {
        ("JsonNumberHandlingAttribute", not 0) => "numbers are numbers on the wire; use string, or IntOrString",
        ("JsonObjectCreationHandlingAttribute", not 0) => "what is read replaces what was there",
        ("JsonUnmappedMemberHandlingAttribute", not 0) => "unknown fields are skipped, so that a newer API server does not break an older client",
        _ => null,
    };
}
