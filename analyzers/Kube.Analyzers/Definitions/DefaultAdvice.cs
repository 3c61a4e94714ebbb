using System.Globalization;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Analyzers;

/// <summary>What default to write in place of one that its schema forbids.</summary>
internal static class DefaultAdvice
{
    /// <summary>The advice.</summary>
    /// <param name="error">What a server says.</param>
    /// <param name="isInside">Whether the trouble is inside the default, not the default itself.</param>
    /// <param name="schema">The schema of the member.</param>
    public static string Of(FieldError error, bool isInside, JsonSchemaProps schema)
    {
        if (error.Kind == FieldErrorKind.Required) return "write it into the default, since a server does not fill in what is inside first, or let the member be optional";
        if (isInside || schema.Default is not { } value) return "write a value that the schema allows there";
        return (Bounds(value, schema) ?? "write a value that the schema allows") + ", or change the schema";
    }

    private static string? Bounds(JsonValue value, JsonSchemaProps schema) => value switch
    {
        JsonInteger or JsonDouble when schema.Type is not ("integer" or "number") => OfType(schema),
        JsonString when schema.Type is not (null or "string") => OfType(schema),
        JsonArray when schema.Type is not (null or "array") => OfType(schema),
        JsonObject when schema.Type is not (null or "object") => OfType(schema),
        _ when !schema.Enum.IsEmpty && !schema.Enum.Contains(value) => "write one of " + string.Join(", ", schema.Enum),
        JsonInteger number => OfNumber(number.Value, schema),
        JsonDouble number => OfNumber(number.Value, schema),
        JsonString text => OfText(text.Value, schema),
        JsonArray items when items.Count < schema.MinItems => "write at least " + Many(schema.MinItems, "item"),
        JsonArray items when items.Count > schema.MaxItems => "write at most " + Many(schema.MaxItems, "item"),
        _ => null,
    };

    private static string? OfType(JsonSchemaProps schema) => schema.Type is { } type ? $"write a value of JSON type '{type}'" : null;

    private static string? OfNumber(double number, JsonSchemaProps schema) =>
        number < schema.Minimum || (number == schema.Minimum && schema.ExclusiveMinimum) ? $"write {(schema.ExclusiveMinimum ? "more than " : "")}{Text(schema.Minimum)}{(schema.ExclusiveMinimum ? "" : " or more")}"
        : number > schema.Maximum || (number == schema.Maximum && schema.ExclusiveMaximum) ? $"write {(schema.ExclusiveMaximum ? "less than " : "")}{Text(schema.Maximum)}{(schema.ExclusiveMaximum ? "" : " or less")}"
        : schema.MultipleOf is { } factor ? $"write a multiple of {Text(factor)}"
        : null;

    private static string? OfText(string text, JsonSchemaProps schema)
    {
        var length = new StringInfo(text).LengthInTextElements;
        return length < schema.MinLength ? "write at least " + Many(schema.MinLength, "character")
            : length > schema.MaxLength ? "write at most " + Many(schema.MaxLength, "character")
            : schema.Pattern is { } pattern ? $"write text that matches {pattern}"
            : schema.Format is { } format ? $"write text of the format {format}"
            : null;
    }

    private static string Many(long? count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
