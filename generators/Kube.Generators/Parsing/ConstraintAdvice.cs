using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What to write in place of a constraint that does not fit its value.</summary>
internal static class ConstraintAdvice
{
    /// <summary>What the value is, and what constrains such a value.</summary>
    public static string[] Of(AttributeData attribute, string kind, JsonSchemaProps schema)
    {
        var isElement = attribute.AttributeClass!.Name is "ItemsAttribute" or "ValuesAttribute";
        var name = attribute.ShortName();
        return schema.Type switch
        {
            "integer" or "number" => [$"a value of JSON type '{schema.Type}'", isElement ? $"use [{name}(Minimum = …, Maximum = …)]" : "use [Range] or [AllowedValues]"],
            "string" => ["a value of JSON type 'string'", isElement ? $"use [{name}(MinLength = …, MaxLength = …, Pattern = …)]" : "use [MinLength] and [MaxLength], [RegularExpression] or [AllowedValues]"],
            "array" => ["a value of JSON type 'array'", kind is "map" || isElement ? "use [MinLength] and [MaxLength] for how many items it has" : $"use [Items({Inner(kind)})] for what is in it, [MinLength] and [MaxLength] for how much"],
            "object" when schema.AdditionalProperties is not null && !isElement =>
                ["a value of JSON type 'object'", $"use [Values({Inner(kind)})] for what is in it, [MinLength] and [MaxLength] for how much"],
            "object" => ["a value of JSON type 'object'", "constrain its members, or write a [Rule]"],
            "boolean" => ["a value of JSON type 'boolean'", "remove it, or write a [Rule]"],
            _ => ["a value of any type", "give the member a type, or declare its schema with [RawSchema]"],
        };
    }

    private static string Inner(string kind) => kind switch
    {
        "number" => "Minimum = …, Maximum = …",
        "string" => "Pattern = …",
        _ => "AllowedValues = …",
    };
}
