using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Attributes of System.Text.Json and of validation that neither codec nor schema follows.</summary>
internal static class UnfollowedAttributePitfall
{
    public static IEnumerable<Diagnostic> Of(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || Instead(type, attribute) is not { } instead) continue;
            yield return Diagnostic.Create(Rules.AttributeIgnored, attribute.Location(), attribute.ShortName(), symbol.Name, instead);
        }
    }

    private static string? Instead(INamedTypeSymbol type, AttributeData attribute)
    {
        if (type.ContainingNamespace.IsIn("System.Text.Json.Serialization")) return OfJson(type.Name, attribute.Argument(0));
        return IsValidation(type) ? OfValidation(type) : null;
    }

    // The value 0 is System.Text.Json's own default in each of them.
    private static string? OfJson(string name, object? value) => (name, value) switch
    {
        ("JsonNumberHandlingAttribute", not 0) => "numbers are numbers on the wire; use string, or IntOrString",
        ("JsonObjectCreationHandlingAttribute", not 0) => "what is read replaces what was there",
        ("JsonUnmappedMemberHandlingAttribute", not 0) => "unknown fields are skipped, so that a newer API server does not break an older client",
        _ => null,
    };

    private static string? OfValidation(INamedTypeSymbol type) => type.ContainingNamespace.IsIn("System.ComponentModel.DataAnnotations") ? type.Name switch
    {
        "DeniedValuesAttribute" => "write a rule such as [Rule(\"!(self in ['a', 'b'])\")]",
        "PhoneAttribute" or "CreditCardAttribute" or "FileExtensionsAttribute" => "use [RegularExpression]",
        "CompareAttribute" => "write a [Rule] on the class, which sees both members",
        "EnumDataTypeAttribute" => "give the member the type of the enum",
        "CustomValidationAttribute" => "an API server runs no code; write a [Rule]",
        // Mapped, or a hint for forms.
        _ => null,
    } : "an API server runs no code; write a [Rule]";

    private static bool IsValidation(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.Name == "ValidationAttribute" && at.ContainingNamespace.IsIn("System.ComponentModel.DataAnnotations")) return true;
        }
        return false;
    }
}
